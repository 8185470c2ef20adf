import { expect, type FrameLocator, type Locator } from '@playwright/test'
import { ContactRows } from '../pages/contact-rows.ts'
import type { PortalPages } from '../pages/portal-pages.ts'
import { ReviewPage } from '../pages/review-page.ts'
import { RunPage } from '../pages/run-page.ts'
import { SelectionBar } from '../pages/selection-bar.ts'
import { UnfinishedRunNotice } from '../pages/unfinished-run.ts'
import type { Contact, Portal } from '../portal/contract.ts'
import type { PassingTime } from './passing-time.ts'
import { deletesSent, nameOf } from './portal-contacts.ts'
import { USER } from '../portal/store/users.ts'

/** What specs about deleting many need. */

export interface Pages {
  readonly app: FrameLocator
  readonly rows: ContactRows
  readonly bar: SelectionBar
  readonly review: ReviewPage
  readonly run: RunPage
  readonly unfinished: UnfinishedRunNotice
}

/**
 * The portal's larger plan, for specs that are about something else than what requests cost
 * (portal README, "Request limits").
 */
export function takesManyRequests({ settings }: Portal): void {
  settings.license = 'ent'
  Object.assign(settings.limits, { bucketSize: 250, leakPerSecond: 5 })
}

/** The rules of an administrator who has switched them off, as the portal stores them: `switchRulesOff` without its dialog. */
export function skipsNone({ app }: Portal): void {
  const rules = ['open-deals', 'unpaid-invoices', 'planned-activities', 'changed-lately']
  app.appOptions.guards = JSON.stringify({ modes: Object.fromEntries(rules.map((rule) => [rule, 'off'])) })
}

export async function openPages(portalPages: PortalPages): Promise<Pages> {
  return pagesOf(await portalPages.openApp())
}

export async function pagesOf(app: FrameLocator): Promise<Pages> {
  const rows = await new ContactRows(app).ready()
  return {
    app,
    rows,
    bar: new SelectionBar(app),
    review: new ReviewPage(app),
    run: new RunPage(app),
    unfinished: new UnfinishedRunNotice(app),
  }
}

/** Brings the tab to the front, as a person does who turns to it: a browser draws the others once a second. */
export async function turnTo({ app }: Pick<Pages, 'app'>): Promise<void> {
  await app.owner().page().bringToFront()
}

/** Ticks these contacts, which are in sight, and asks for the review. */
export async function reviewThese(pages: Pages, contacts: readonly Contact[]): Promise<void> {
  await pages.rows.settled()
  for (const contact of contacts) await box(pages, contact).check()
  await pages.bar.review.click()
}

export function box({ rows }: Pages, contact: Contact): Locator {
  return rows.table.getByRole('checkbox', { name: `Select ${nameOf(contact)}`, exact: true })
}

/** Confirms the deletion of `count` contacts, however this plan wants to be confirmed. */
export async function confirm({ review }: Pages, count: number): Promise<void> {
  await expect(review.delete(count)).toBeVisible()
  if (await review.typed(count).isVisible()) await review.confirmTyped(count)
  else await review.confirmAsked(count)
}

/** Selects all and asks for the review. `narrowed`: all that match a search or filters. */
export async function reviewAll({ bar }: Pages, total: number, { narrowed = false } = {}): Promise<void> {
  const all = bar.selectAll(total.toLocaleString('en'), { narrowed })
  await bar.tickLoaded()
  // There is no such button where all are loaded.
  await expect(all.or(bar.count(total))).toBeVisible()
  if (await all.isVisible()) await all.click()
  await bar.review.click()
}

/** Contacts that the app's list can show: those of the first category (portal README, "Two families of methods"). */
export function listed({ store }: Portal): number[] {
  return [...store.contactIds()].filter((id) => store.contact(id)?.CATEGORY_ID === 0)
}

/** Contacts near the top of the app's list whose name is their own there. */
export function onTop({ store }: Portal, fits: (contact: Contact) => boolean = () => true): Contact[] {
  const query = { order: 'DATE_CREATE', desc: true, offset: 0, limit: 50 } as const
  const { rows } = store.findContacts(query, USER.admin)
  const shown = rows.filter(({ CATEGORY_ID }) => CATEGORY_ID === 0)
  return shown
    .slice(0, 12)
    .filter((contact) => nameOf(contact) !== '' && fits(contact))
    .filter((contact) => shown.filter((other) => nameOf(other) === nameOf(contact)).length === 1)
}

/** Takes open business away from the rules, so that specs about something else need not know who has some. */
export async function switchRulesOff({ review }: Pages): Promise<void> {
  await review.openRules()
  const dialog = review.rulesDialog()
  for (const rule of [
    'Has open deals',
    'Has an open invoice',
    'Has planned activities',
    'Was changed in the last days',
  ]) {
    await dialog.getByRole('combobox', { name: rule }).selectOption({ label: 'Off' })
  }
  await dialog.getByRole('button', { name: 'Use these rules' }).click()
  await expect(review.skipped).toHaveText(/Skipped\s*0$/u)
}

/**
 * A run of all contacts that stands in the middle: the portal has carried a batch out, and its answer takes for ever.
 * @returns how many contacts the plan has.
 */
export async function runHalfway(pages: Pages, held: Portal): Promise<number> {
  const total = listed(held).length
  const sent = deletesSent(held)
  skipsNone(held)
  await reviewAll(pages, total)
  // The first deletes are done at once, and their answer comes much later: nothing more is deleted meanwhile.
  held.faults.add({ method: 'crm.contact.delete', kind: { type: 'slow', ms: 25_000 } })
  await confirm(pages, total)
  await moreDeletes(held, sent)
  return total
}

/** Begins a run of everybody on a portal that takes its time for each, so that somebody can look at it meanwhile. */
export async function runSlowly(pages: Pages, held: Portal): Promise<number> {
  const total = listed(held).length
  const sent = deletesSent(held)
  held.faults.add({ method: 'crm.contact.delete', times: 1e6, kind: { type: 'slow', ms: 200 } })
  skipsNone(held)
  await reviewAll(pages, total)
  await pages.review.confirmTyped(total)
  await moreDeletes(held, sent)
  return total
}

/**
 * Begins a run of everybody on a portal that takes seconds for each: it stands in the middle while somebody looks at it,
 * and PassingTime lets it go on.
 */
export async function runInSlowMotion(pages: Pages, held: Portal): Promise<number> {
  const total = listed(held).length
  const sent = deletesSent(held)
  skipsNone(held)
  held.faults.add({ method: 'crm.contact.delete', times: 1e6, kind: { type: 'slow', ms: 3_000 } })
  await reviewAll(pages, total)
  await confirm(pages, total)
  await moreDeletes(held, sent)
  return total
}

/** The next deletion is carried out, and its answer takes for ever. Resolves when the portal is told of it. */
export function nextDeleteStands({ faults }: Portal): Promise<void> {
  const told = new Promise<void>((said) => {
    faults.add({ method: 'crm.contact.delete', kind: { type: 'colleague', act: () => said() } })
  })
  faults.add({ method: 'crm.contact.delete', kind: { type: 'slow', ms: 25_000 } })
  return told
}

/** Presses Pause, in the tab of the run or in one that watches it, and lets time pass until nothing is under way. */
export async function pauseRun({ run }: Pages, time: PassingTime): Promise<void> {
  await run.pause.click()
  // The same button has its other name once the wish has arrived.
  await expect(run.resume).toBeVisible()
  await time.passesUntil(expect(run.says('Nothing more is sent until you resume')).toBeAttached())
}

/** The portal has been told to delete more contacts than so many. */
export async function moreDeletes(held: Portal, than: number): Promise<void> {
  await expect.poll(() => deletesSent(held), { intervals: [50] }).toBeGreaterThan(than)
}
