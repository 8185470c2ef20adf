import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { PortalPages } from '../pages/portal-pages.ts'
import { startPortal } from '../portal/start.ts'
import {
  ANY_LANGUAGE,
  PICTURED,
  PICTURED_PORTAL,
  PICTURED_SIZE,
  pictureOf,
  shownIn,
  stopTime,
  textOf,
  type Scene,
} from '../support/scenes.ts'
import { serveAppSite } from '../tools/app-site.ts'
import { launchBrowser } from '../tools/browser.ts'
import { DIST } from '../tools/files.ts'
import { buildIfNeeded } from './build.ts'

/**
 * `npm run screenshots`: the README's pictures, made from the running app into e2e/screenshots, and beside each what it
 * shows as a text. With `-- --review`: some screens at 360, 800 and 1280 px, light and dark, into a temporary folder.
 */
const { values } = parseArgs({
  options: { review: { type: 'boolean', default: false }, lang: { type: 'string', default: 'en' } },
})

const REVIEW = join(tmpdir(), 'tidy-contacts-review')

interface Look {
  width: number
  height: number
  theme: 'light' | 'dark'
}

await buildIfNeeded()
const site = await serveAppSite({ folder: DIST })
const browser = await launchBrowser()
if (values.review) await review()
else await readmePictures()
await Promise.all([browser.close(), site.close()])

async function readmePictures(): Promise<void> {
  for (const [name, scene] of Object.entries(PICTURED)) {
    writeFileSync(textOf(name), await picture(scene, { ...PICTURED_SIZE, theme: 'light' }, pictureOf(name)))
  }
}

async function review(): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    for (const width of [360, 800, 1280]) {
      for (const [name, scene] of Object.entries(ANY_LANGUAGE)) {
        await picture(scene, { width, height: 800, theme }, join(REVIEW, `${name}-${width}-${theme}.png`))
      }
    }
  }
}

/** @returns what is on it. */
async function picture(scene: Scene, { width, height, theme }: Look, path: string): Promise<string> {
  const running = await startPortal({ ...PICTURED_PORTAL, appUrl: site.url, port: 0 })
  Object.assign(running.portal.settings, { lang: values.lang, theme })
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    locale: 'en-US',
    timezoneId: 'UTC',
  })
  await stopTime(context, running.portal)
  const page = await context.newPage()
  const app = await scene({ pages: new PortalPages(page, running), held: running.portal })
  // Pictures, unlike tests, may wait for silence.
  await page.waitForLoadState('networkidle')
  mkdirSync(dirname(path), { recursive: true })
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' })
  const shown = await shownIn(app)
  await context.close()
  await running.close()
  console.log(relative(process.cwd(), path))
  return `${shown}\n`
}
