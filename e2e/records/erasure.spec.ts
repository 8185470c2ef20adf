/** When a record of deletion becomes a certificate, and until when copies are there: by what the portal has. */
import type { Locator } from '@playwright/test'
import {
  confirm,
  deskOf,
  onTop,
  openDesk,
  reviewThese,
  switchRulesOff,
  takesManyRequests,
  type Desk,
} from '../support/deletion-run.ts'
import { records } from './stored-records.ts'
import { expect, test } from '../support/fixtures.ts'
import { DeletedPage } from '../pages/deleted-page.ts'
import { EvidencePage } from '../pages/evidence-page.ts'
import { PortalPages } from '../pages/portal-pages.ts'
import type { Contact, Portal } from '../portal/contract.ts'
import { USER } from '../portal/store/users.ts'

test.use({
  portalOptions: { contacts: 120 },
  // A frame may fetch no photo of the portal: that is a copy without it. Storages are asked for before they are made.
  expectedConsole: [/show_file\.php|Failed to load resource/u],
})

const DAY_MS = 86_400_000

function someContacts(held: Portal, count: number): Contact[] {
  return structuredClone(onTop(held).slice(0, count))
}

/** Deletes these contacts and closes the result. */
async function deleteThese(desk: Desk, held: Portal, contacts: readonly Contact[]): Promise<void> {
  const before = records(held).length
  await confirm(desk, contacts.length)
  await expect(desk.run.result(contacts.length)).toBeVisible()
  await expect.poll(() => records(held).filter(({ endedAt }) => endedAt !== null)).toHaveLength(before + 1)
  await desk.run.back.click()
}

/** How far above or below the first each of the others begins, wherever the page was scrolled to. In px. */
async function placesOf(first: Locator, ...others: Locator[]): Promise<number[]> {
  const tops = await Promise.all([first, ...others].map(async (one) => (await one.boundingBox())?.y ?? NaN))
  return tops.map((top) => Math.round(top - (tops[0] ?? NaN)))
}

/** The record of the only run, from the audit. */
async function openRecord({ app }: Desk): Promise<EvidencePage> {
  await new DeletedPage(app).open.click()
  await app.getByRole('button', { name: 'Audit', exact: true }).click()
  const audit = new EvidencePage(app)
  await audit.details(audit.rows).click()
  return audit
}

test('a record is no certificate while another browser holds a copy, and is one when that is erased there', async ({
  browser,
  portal,
  portalPages,
}) => {
  const { portal: held } = portal
  const chosen = someContacts(held, 2)
  const desk = await openDesk(portalPages)
  await reviewThese(desk, chosen)
  await switchRulesOff(desk)
  await deleteThese(desk, held, chosen)

  const elsewhere = await browser.newContext()
  const other = await deskOf(await new PortalPages(await elsewhere.newPage(), portal).openApp())
  const audit = await openRecord(other)
  await audit.certify.click()
  await audit.eraseNow.click()
  await audit.eraseQuestion(2).getByRole('button', { name: 'Erase copy', exact: true }).click()
  await expect(audit.eraseNow).toHaveCount(0)
  await audit.binEmptied.click()
  await expect(audit.binEmptied).toHaveCount(0)
  await expect(audit.called('Record of deletion')).toBeVisible()
  await expect(
    other.app.getByText(/^No certificate of erasure: a copy may be stored .+ another browser\.$/u).first(),
  ).toBeVisible()
  expect(held.store.keptByApp().map(({ name }) => name)).toEqual(['record'])
  const noted = [{ kind: 'archive-erased', places: ['portal-storage'] }, { kind: 'bin-emptied' }]
  expect(records(held)[0]?.later).toMatchObject(noted)
  await elsewhere.close()

  const deleted = new DeletedPage(desk.app)
  await deleted.open.click()
  await deleted.erase.click()
  await desk.app.getByRole('alertdialog').getByRole('button', { name: 'Erase copy', exact: true }).click()
  await expect(desk.app.getByText('The copy was erased.')).toBeVisible()
  expect(records(held)[0]?.later).toMatchObject([...noted, { kind: 'archive-erased', places: ['browser'] }])
  await desk.app.getByRole('button', { name: 'Audit', exact: true }).click()
  const own = new EvidencePage(desk.app)
  await own.details(own.rows).click()
  await own.certify.click()
  await expect(own.called('Certificate of erasure')).toBeVisible()
})

test('chosen days of erasure move nothing on the review, and are the date that is shown from then on', async ({
  portal,
  portalPages,
}) => {
  const { portal: held } = portal
  const chosen = someContacts(held, 2)
  const desk = await openDesk(portalPages)
  const { app } = desk
  await reviewThese(desk, chosen)
  await switchRulesOff(desk)
  const erasure = app.getByRole('checkbox', { name: 'For erasure: erase the copy too' })
  const days = app.getByRole('combobox', { name: 'Erase the copy' })
  await expect(days).toHaveCount(0)
  const more = app.getByRole('button', { name: 'More', exact: true })
  for (const width of [1280, 800, 390]) {
    await app.owner().page().setViewportSize({ width, height: 900 })
    // The frame hears of it later than the page.
    await expect.poll(() => app.locator('html').evaluate((root) => root.clientWidth)).toBeLessThan(width)
    const folded = width < 1280
    if (folded) await more.click()
    const still = [erasure, desk.review.heading, desk.review.list] as const
    await erasure.scrollIntoViewIfNeeded()
    const before = await placesOf(...still)
    await erasure.check()
    await expect(days).toBeVisible()
    expect(await placesOf(...still)).toEqual(before)
    await erasure.uncheck()
    if (folded) await more.click()
  }
  await app.owner().page().setViewportSize({ width: 1280, height: 900 })
  await erasure.check()
  await days.selectOption({ label: '7 days after the run' })
  await deleteThese(desk, held, chosen)

  const due = new Date((records(held)[0]?.endedAt ?? 0) + 7 * DAY_MS)
  const day = due.toLocaleDateString('en-US', { year: 'numeric', month: 'short', day: 'numeric' })
  await new DeletedPage(app).open.click()
  await expect(app.getByText(`stored until ${day}`)).toBeVisible()
  await app.getByRole('button', { name: 'Audit', exact: true }).click()
  const audit = new EvidencePage(app)
  await expect(audit.rows).toContainText(`In the app's storage in the portal, until ${day}`)
  await audit.details(audit.rows).click()
  await expect(app.getByText(`In the browser of one device, until ${day}`)).toBeVisible()
  await audit.certify.click()
  await expect(audit.certificate).toContainText(`In the app's storage in the portal, until ${day}`)
  await expect(app.getByText(`Can still be restored until ${day}`)).toHaveCount(0)
})

test('who looked into the bin says so in all records of the audit at once', async ({
  portal,
  portalPages,
  axe,
}) => {
  const { portal: held } = portal
  takesManyRequests(held)
  const desk = await openDesk(portalPages)
  for (const contact of someContacts(held, 2)) {
    await reviewThese(desk, [contact])
    await switchRulesOff(desk)
    await deleteThese(desk, held, [contact])
  }
  await new DeletedPage(desk.app).open.click()
  await desk.app.getByRole('button', { name: 'Audit', exact: true }).click()
  const several = desk.app.getByRole('button', { name: 'The bin is empty or off (2 records)…', exact: true })
  await several.click()
  expect(await axe(desk.app)).toEqual([])
  expect(records(held).flatMap(({ later }) => later)).toEqual([])
  await desk.app.getByRole('button', { name: 'Note in 2 records', exact: true }).click()
  await expect(several).toHaveCount(0)
  const emptied = expect.objectContaining({ kind: 'bin-emptied', by: USER.admin })
  expect(records(held).map(({ later }) => later)).toEqual([[emptied], [emptied]])
})
