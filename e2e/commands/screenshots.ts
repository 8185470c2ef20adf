import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser, FrameLocator, Page } from '@playwright/test'
import { ContactsPage } from '../pages/contacts-page.ts'
import { PortalPages } from '../pages/portal-pages.ts'
import type { Portal } from '../portal/contract.ts'
import { startPortal } from '../portal/start.ts'
import { serveAppSite } from '../tools/app-site.ts'
import { launchBrowser } from '../tools/browser.ts'
import { buildIfNeeded } from './build.ts'
import { DIST, ROOT } from '../tools/files.ts'

/**
 * `npm run screenshots`: the README's pictures of the list and of the tab, made from the running app into
 * e2e/screenshots. With `-- --review`: every screen at 360, 800 and 1280 px, light and dark, into a temporary folder.
 */
const { values } = parseArgs({
  options: { review: { type: 'boolean', default: false }, lang: { type: 'string', default: 'en' } },
})

const PICTURES = join(ROOT, 'e2e/screenshots')
const REVIEW = join(tmpdir(), 'tidy-contacts-review')
/** The portal's clock stands still, so that the same build gives the same dates. */
const NOW = Date.UTC(2026, 10, 23, 12)

interface Look {
  width: number
  height: number
  theme: 'light' | 'dark'
}

/** What is shown: opens it and resolves when there is nothing left to load. */
type Scene = (pages: PortalPages, contactId: number) => Promise<void>

const SCENES: Readonly<Record<string, Scene>> = {
  list: async (pages) => {
    await shownList(await pages.openApp(), pages.page)
  },
  'list-question': async (pages) => {
    const app = await pages.openApp()
    const list = await shownList(app, pages.page)
    await list.table
      .getByRole('button', { name: /^Delete |^Удалить / })
      .nth(2)
      .click()
    await shownQuestion(app, pages.page)
  },
  tab: async (pages, contactId) => {
    await shownTab(await pages.openCardTab(contactId), pages.page)
  },
  'tab-question': async (pages, contactId) => {
    const app = await pages.openCardTab(contactId)
    await shownTab(app, pages.page)
    await app.getByRole('button', { name: /^(Delete contact|Удалить контакт)$/ }).click()
    await shownQuestion(app, pages.page)
  },
}
const README_SCENES = ['list', 'tab']
const LANDSCAPE: Look = { width: 1280, height: 760, theme: 'light' }

await buildIfNeeded()
const site = await serveAppSite({ folder: DIST })
const running = await startPortal({ appUrl: site.url, port: 0, now: () => NOW, contacts: 2000 })
running.portal.settings.lang = values.lang
// The bucket of requests leaks with the clock, which stands still: it would be full after some twenty pictures.
running.portal.settings.limits.bucketSize = Number.POSITIVE_INFINITY
const browser = await launchBrowser()
const contactId = busiestContact(running.portal)
if (values.review) await review()
else await readmePictures()
await Promise.all([browser.close(), running.close(), site.close()])

async function readmePictures(): Promise<void> {
  mkdirSync(PICTURES, { recursive: true })
  for (const name of README_SCENES) await picture(name, LANDSCAPE, join(PICTURES, `${name}.png`))
}

async function review(): Promise<void> {
  mkdirSync(REVIEW, { recursive: true })
  for (const theme of ['light', 'dark'] as const) {
    for (const width of [360, 800, 1280]) {
      for (const name of Object.keys(SCENES)) {
        await picture(name, { width, height: 800, theme }, join(REVIEW, `${name}-${width}-${theme}.png`))
      }
    }
  }
}

async function picture(name: string, look: Look, path: string): Promise<void> {
  running.portal.settings.theme = look.theme
  const page = await newPage(browser, look)
  await SCENES[name]?.(new PortalPages(page, running), contactId)
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' })
  await page.context().close()
  console.log(relative(process.cwd(), path))
}

function newPage(from: Browser, { width, height, theme }: Look): Promise<Page> {
  return from.newPage({ viewport: { width, height }, colorScheme: theme, locale: 'en-US', timezoneId: 'UTC' })
}

async function shownList(app: FrameLocator, page: Page): Promise<ContactsPage> {
  const list = new ContactsPage(app)
  await app.getByRole('table').getByRole('link').first().waitFor()
  // Companies and people come by themselves, after the rows.
  await settled(page)
  return list
}

async function shownTab(app: FrameLocator, page: Page): Promise<void> {
  await app.getByRole('heading').first().waitFor()
  await settled(page)
}

async function shownQuestion(app: FrameLocator, page: Page): Promise<void> {
  await app.getByRole('alertdialog').waitFor()
  await settled(page)
}

/** Pictures, unlike tests, may wait for silence. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
}

/** The contact on which most hangs: its picture shows all there is to show. */
function busiestContact({ store }: Portal): number {
  const weights = [...store.contactIds()].map((id) => {
    const types = [2, 7, ...store.smartTypes().map(({ entityTypeId }) => entityTypeId)]
    const items = types.map((type) => Math.min(store.itemsOfContact(type, id).length, 3))
    const rest = [
      store.activitiesOfContact(id),
      store.requisitesOfContact(id),
      store.contact(id)?.COMPANY_IDS ?? [],
    ]
    return {
      id,
      weight: [...items, ...rest.map(({ length }) => Math.min(length, 3))].reduce((a, b) => a + b, 0),
    }
  })
  const [busiest] = weights.sort((a, b) => b.weight - a.weight)
  if (!busiest) throw new Error('The portal has no contacts.')
  return busiest.id
}
