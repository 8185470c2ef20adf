import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { inventIn } from '../listing/demo-data.ts'
import { filesOf, LISTED_LANGUAGES, textsIn, type ListedLanguage } from '../listing/listing.ts'
import {
  iconProblems,
  LARGEST_PICTURE,
  pictureFacts,
  screenshotProblems,
  textProblems,
} from '../listing/market-rules.ts'
import { LISTING_SCENES, type ListingScene } from '../listing/pictures.ts'
import { PortalPages } from '../pages/portal-pages.ts'
import { startPortal } from '../portal/start.ts'
import { PICTURED_PORTAL, stopTime } from '../support/scenes.ts'
import { serveAppSite } from '../tools/app-site.ts'
import { launchBrowser } from '../tools/browser.ts'
import { DIST, ROOT } from '../tools/files.ts'
import { buildIfNeeded } from './build.ts'

/**
 * `npm run listing [-- --licensor "WHO" --support "E-MAIL, DAYS AND HOURS"]`: all that the market's form asks for, in the
 * folder `listing`. Fails if a text or a picture is not as the market wants it.
 */
const { values } = parseArgs({
  options: {
    licensor: { type: 'string', default: 'The Tidy Contacts contributors' },
    support: { type: 'string', default: '' },
  },
})

const TARGET = join(ROOT, 'listing')
const ICON = join(ROOT, 'public/icon.png')
const CHECKLIST = join(ROOT, 'e2e/listing/checklist.md')

await buildIfNeeded()
rmSync(TARGET, { recursive: true, force: true })
mkdirSync(TARGET)
copyFileSync(ICON, join(TARGET, 'icon.png'))
copyFileSync(CHECKLIST, join(TARGET, basename(CHECKLIST)))
const problems = iconProblems(pictureFacts(readFileSync(ICON))).map((problem) => `icon.png: ${problem}`)

const site = await serveAppSite({ folder: DIST })
const browser = await launchBrowser()
try {
  for (const language of LISTED_LANGUAGES) problems.push(...(await listingIn(language)))
} finally {
  await Promise.all([browser.close(), site.close()])
}

if (values.support === '')
  console.log(
    'Not there yet: support.txt. Give --support "E-MAIL, DAYS AND HOURS", or the market refuses the card.',
  )
if (problems.length > 0) {
  console.error(`The market would refuse:\n${problems.join('\n')}`)
  process.exitCode = 1
}

/** @returns one line for each problem. */
async function listingIn(language: ListedLanguage): Promise<string[]> {
  const folder = join(TARGET, language)
  mkdirSync(folder)
  const texts = textsIn(language)
  for (const [name, text] of Object.entries(filesOf(language, texts, values)))
    writeFileSync(join(folder, name), text.endsWith('\n') ? text : `${text}\n`)
  const found = textProblems(texts)
  for (const [name, scene] of Object.entries(LISTING_SCENES)) {
    const path = join(folder, `${name}.png`)
    await picture(scene, language, path)
    console.log(relative(process.cwd(), path))
    found.push(
      ...screenshotProblems(pictureFacts(readFileSync(path))).map((problem) => `${name}.png: ${problem}`),
    )
  }
  return found.map((problem) => `${language}: ${problem}`)
}

async function picture(scene: ListingScene, language: ListedLanguage, path: string): Promise<void> {
  const running = await startPortal({ ...PICTURED_PORTAL, appUrl: site.url, port: 0 })
  running.portal.settings.lang = language
  inventIn(language, running.portal)
  const context = await browser.newContext({
    viewport: LARGEST_PICTURE,
    colorScheme: 'light',
    locale: language,
    timezoneId: 'UTC',
  })
  try {
    await stopTime(context, running.portal)
    const page = await context.newPage()
    await scene({ pages: new PortalPages(page, running), held: running.portal }, language)
    // Pictures, unlike tests, may wait for silence.
    await page.waitForLoadState('networkidle')
    // The slider alone: beside it the local portal's own menu would stand half covered.
    const slider = page.locator('.side-panel-body').last()
    await slider.screenshot({ path, animations: 'disabled', caret: 'hide' })
  } finally {
    await context.close()
    await running.close()
  }
}
