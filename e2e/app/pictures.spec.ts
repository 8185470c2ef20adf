/** The README's pictures show the app as it is. */
import { readFileSync } from 'node:fs'
import { expect, test } from '../support/fixtures.ts'
import {
  PICTURED_PORTAL,
  PICTURED_SIZE,
  shownIn,
  stopTime,
  textOf,
  throughPictured,
} from '../support/scenes.ts'

test.use({ portalOptions: PICTURED_PORTAL, viewport: PICTURED_SIZE })

test('each picture shows what the app shows', async ({ context, portal, portalPages }) => {
  await stopTime(context, portal.portal)
  await throughPictured({ pages: portalPages, held: portal.portal }, (name, app) =>
    test.step(`${name}.png`, () =>
      expect
        .poll(() => shownIn(app), {
          message: `${name}.png in the README shows an old screen: run "npm run screenshots", look at it and commit it`,
        })
        .toBe(readFileSync(textOf(name), 'utf8').trimEnd())),
  )
})
