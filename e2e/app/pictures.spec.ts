/** The README's pictures show the app as it is. */
import { readFileSync } from 'node:fs'
import { expect, test } from '../support/fixtures.ts'
import { PICTURED, PICTURED_PORTAL, PICTURED_SIZE, shownIn, stopTime, textOf } from '../support/scenes.ts'

test.use({ portalOptions: PICTURED_PORTAL, viewport: PICTURED_SIZE })

for (const [name, scene] of Object.entries(PICTURED)) {
  test(`${name}.png shows what the app shows`, async ({ context, portal, portalPages }) => {
    await stopTime(context, portal.portal)
    const app = await scene({ pages: portalPages, held: portal.portal })
    await expect
      .poll(() => shownIn(app), {
        message: `${name}.png in the README shows an old screen: run "npm run screenshots", look at it and commit it`,
      })
      .toBe(readFileSync(textOf(name), 'utf8').trimEnd())
  })
}
