import { setTimeout as pause } from 'node:timers/promises'
import { expect, type Browser, type Frame } from '@playwright/test'
import { ContactsPage } from '../pages/contacts-page.ts'
import { PortalPages } from '../pages/portal-pages.ts'
import type { Contact, Portal } from '../portal/contract.ts'
import { startPortal } from '../portal/start.ts'
import { contactOnTop, nameOf } from '../support/portal-contacts.ts'
import { serveAppSite, type AppSite } from '../tools/app-site.ts'
import { launchBrowser } from '../tools/browser.ts'
import { buildIfNeeded } from '../commands/build.ts'
import { DIST } from '../tools/files.ts'

/**
 * `npm run bench:waits`: what one person waits for, in Chromium against the local portal, when each request takes
 * 300 and 1,500 ms, a question of the browser for permission (OPTIONS) included. At 1,500 ms the app's own time is small,
 * so the wait shows how many requests go one after another.
 */
const LATENCIES = [300, 1_500] as const
/** A person reads the question about as long. */
const READING_MS = 4_000
/** The pause in typing that the app waits for. */
const TYPING_MS = 300
const VISITS = 3
const LONG = { timeout: 60_000 }

type Waits = Readonly<Record<string, number>>

await buildIfNeeded()
const site = await serveAppSite({ folder: DIST })
const browser = await launchBrowser()
const measured: Waits[] = []
for (const latencyMs of LATENCIES) measured.push(await leastOf(() => waitsAt(latencyMs, browser, site)))
await Promise.all([browser.close(), site.close()])
const [quick = {}, slow = {}] = measured
console.log('| from … to … | one after another | at 300 ms | at 1,500 ms |\n|---|--:|--:|--:|')
for (const [what, ms] of Object.entries(slow)) {
  const times = Math.floor(ms / LATENCIES[1])
  console.log(`| ${what} | ${times} | ${seconds(quick[what] ?? 0)} | ${seconds(ms)} |`)
}

/** Of several visits the least of each wait, since a busy machine only adds to them. */
async function leastOf(visit: () => Promise<Waits>): Promise<Waits> {
  const least = new Map<string, number>()
  for (let times = 0; times < VISITS; times++)
    for (const [what, ms] of Object.entries(await visit()))
      least.set(what, Math.min(ms, least.get(what) ?? Infinity))
  return Object.fromEntries(least)
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`
}

async function waitsAt(latencyMs: number, browser: Browser, site: AppSite): Promise<Waits> {
  const running = await startPortal({ port: 0, appUrl: site.url, contacts: 300 })
  running.portal.settings.latencyMs = latencyMs
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 800 } })
  // The function goes to the page as a text, with the marks that tsx puts around functions.
  await context.addInitScript({ content: 'globalThis.__name = (named) => named' })
  await context.addInitScript(noteRows)
  const page = await context.newPage()
  try {
    const app = await new PortalPages(page, running).openApp()
    const list = new ContactsPage(app)
    await list.table.getByRole('link').first().waitFor(LONG)
    const frame = page.frames().find((each) => each.parentFrame() === page.mainFrame())
    if (frame === undefined) throw new Error('the app has no frame')
    const opened = await frame.evaluate(() => globalThis.rowsOf())
    const first = contactOnTop(running)
    return {
      'the first request … the first row': opened.firstRow - opened.firstRequest,
      '… the last name': opened.lastName - opened.firstRequest,
      'a name … its rows': await search(frame, nameOf(first)),
      'an e-mail … its rows': await search(frame, emailOf(running.portal)),
      'the press … the verdict, first': await deleteOne(frame, list, contactOnTop(running)),
      'the press … the verdict, second': await deleteOne(frame, list, contactOnTop(running)),
    }
  } finally {
    await context.close()
    await running.close()
  }
}

async function search(frame: Frame, text: string): Promise<number> {
  const ms = await frame.evaluate((typed) => globalThis.searchFor(typed), text)
  await frame.evaluate(() => globalThis.searchFor(''))
  return ms - TYPING_MS
}

async function deleteOne(frame: Frame, list: ContactsPage, contact: Contact): Promise<number> {
  const dialog = await list.askToDelete(nameOf(contact))
  await expect(dialog.confirm).toBeEnabled(LONG)
  await pause(READING_MS)
  const ms = await frame.evaluate((name) => globalThis.pressAndWait(`${name} was deleted`), nameOf(contact))
  return ms
}

function emailOf({ store }: Portal): string {
  for (const id of [...store.contactIds()].toReversed()) {
    const email = store.contact(id)?.fm.find(({ TYPE_ID }) => TYPE_ID === 'EMAIL')
    if (email !== undefined) return email.VALUE
  }
  throw new Error('nobody has an e-mail')
}

declare global {
  var rowsOf: () => Promise<{ firstRequest: number; firstRow: number; lastName: number }>
  var searchFor: (text: string) => Promise<number>
  var pressAndWait: (words: string) => Promise<number>
}

/** Runs in the page, so that no time of this process counts. */
function noteRows(): void {
  const began = performance.now()
  const links = (): readonly Element[] => [...document.querySelectorAll('table a[href*="/crm/contact/"]')]
  const isDone = (): boolean => document.querySelector('table .animate-pulse') === null
  const wait = (isThere: () => boolean): Promise<number> =>
    new Promise((resolve) => {
      const began = performance.now()
      const look = (): void => {
        if (!isThere()) return
        watcher.disconnect()
        resolve(performance.now() - began)
      }
      const watcher = new MutationObserver(look)
      watcher.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
      look()
    })
  const firstRow = wait(() => links().length > 0)
  const lastName = wait(() => links().length > 0 && isDone())
  globalThis.rowsOf = async () => {
    const ends = { firstRow: await firstRow, lastName: await lastName }
    const requests = performance.getEntriesByType('resource').filter(({ name }) => name.includes('/rest/'))
    return { firstRequest: (requests[0]?.startTime ?? 0) - began, ...ends }
  }
  globalThis.searchFor = (text) => {
    const box = document.querySelector<HTMLInputElement>('input[type=search]')
    if (box === null) throw new Error('no box to search in')
    const before = links()
      .map((link) => link.getAttribute('href'))
      .join()
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(box, text)
    box.dispatchEvent(new Event('input', { bubbles: true }))
    return wait(
      () =>
        links().length > 0 &&
        links()
          .map((link) => link.getAttribute('href'))
          .join() !== before,
    )
  }
  globalThis.pressAndWait = (words) => {
    const buttons = [...document.querySelectorAll<HTMLButtonElement>('[role=alertdialog] button')]
    const wanted = wait(() =>
      [...document.querySelectorAll('[role=status]')].some((each) => each.textContent.includes(words)),
    )
    buttons.find((button) => button.textContent.includes('Delete contact'))?.click()
    return wanted
  }
}
