import { expect, type FrameLocator } from '@playwright/test'
import { ContactRows } from './pages/contact-rows.ts'
import type { PortalPages } from './pages/portal-pages.ts'
import { ReviewPage } from './pages/review-page.ts'
import { RunPage } from './pages/run-page.ts'
import { SelectionBar } from './pages/selection-bar.ts'
import type { Contact, Portal } from './portal/contract.ts'
import { USER } from './portal/store/users.ts'

/** What specs about deleting many need. */

export interface Desk {
  readonly app: FrameLocator
  readonly rows: ContactRows
  readonly bar: SelectionBar
  readonly review: ReviewPage
  readonly run: RunPage
}

export async function openDesk(portalPages: PortalPages): Promise<Desk> {
  return deskOf(await portalPages.openApp())
}

export async function deskOf(app: FrameLocator): Promise<Desk> {
  const rows = await new ContactRows(app).ready()
  return { app, rows, bar: new SelectionBar(app), review: new ReviewPage(app), run: new RunPage(app) }
}

/** Ticks the first rows of the list and asks for the review. */
export async function reviewFirst({ rows, bar }: Desk, count: number): Promise<void> {
  for (let row = 0; row < count; row++) await rows.at(row).getByRole('checkbox').check()
  await bar.review.click()
}

/** Selects all that match and asks for the review. */
export async function reviewAll({ bar }: Desk, total: number): Promise<void> {
  await bar.pageBox.check()
  await bar.selectAll(total.toLocaleString('en')).click()
  await bar.review.click()
}

/** The newest contacts, in the order of the app's list. */
export function newest({ store }: Portal, limit: number): Contact[] {
  return store.findContacts({ order: 'DATE_CREATE', desc: true, offset: 0, limit }, USER.admin).rows
}

/** Takes open business away from the rules, so that specs about something else need not know who has some. */
export async function switchRulesOff({ review, app }: Desk): Promise<void> {
  await review.rules.click()
  const dialog = review.rulesDialog()
  for (const rule of [
    'Has open deals',
    'Has an unpaid invoice',
    'Has planned activities',
    'Was changed in the last days',
  ]) {
    await dialog.getByRole('combobox', { name: rule }).selectOption({ label: 'Off' })
  }
  await dialog.getByRole('button', { name: 'Use these rules' }).click()
  await expect(app.getByText('No contact is kept by a rule.')).toBeVisible()
}
