/** When a record of deletion becomes a certificate, and until when copies are there: by what the portal has. */
import type { Locator } from '@playwright/test'
import {
  confirm,
  pagesOf,
  onTop,
  openPages,
  reviewThese,
  skipsNone,
  takesManyRequests,
  type Pages,
} from '../support/deletion-run.ts'
import { records } from './stored-records.ts'
import { expect, test } from '../support/fixtures.ts'
import { DeletedPage } from '../pages/deleted-page.ts'
import { AuditPage } from '../pages/audit-page.ts'
import { PortalPages } from '../pages/portal-pages.ts'
import type { Contact, Portal } from '../portal/contract.ts'

test.beforeEach(({ portal: { portal } }) => {
  takesManyRequests(portal)
  skipsNone(portal)
})

test.use({
  portalOptions: { contacts: 120 },
  // A frame may fetch no photo of the portal: that is a copy without it. Storages are asked for before they are made.
  expectedConsole: [/show_file\.php|Failed to load resource/u],
})

const DAY_MS = 86_400_000
/** What the record tells of what was done in the other browser. */
const NOTED = [{ kind: 'archive-erased', places: ['portal-storage'] }, { kind: 'bin-emptied' }]

function someContacts(held: Portal, count: number): Contact[] {
  return structuredClone(onTop(held).slice(0, count))
}

/** Deletes those on the review and closes the result. */
async function deleteThese(pages: Pages, held: Portal, count: number): Promise<void> {
  const before = records(held).length
  await confirm(pages, count)
  await expect(pages.run.result(count)).toBeVisible()
  await expect.poll(() => records(held).filter(({ endedAt }) => endedAt !== null)).toHaveLength(before + 1)
  await pages.run.back.click()
}

/** How far above or below the first each of the others begins, wherever the page was scrolled to. In px. */
async function placesOf(first: Locator, ...others: Locator[]): Promise<number[]> {
  const tops = await Promise.all([first, ...others].map(async (one) => (await one.boundingBox())?.y ?? NaN))
  return tops.map((top) => Math.round(top - (tops[0] ?? NaN)))
}

/** The record of the last run, from the audit. */
async function openRecord({ app }: Pages): Promise<AuditPage> {
  await new DeletedPage(app).open.click()
  await app.getByRole('button', { name: 'Audit', exact: true }).click()
  const audit = new AuditPage(app)
  await audit.details(audit.rows.nth(0)).click()
  return audit
}

test('what decides on a certificate, and on the date of erasure', async ({
  browser,
  portal,
  portalPages,
}) => {
  const { portal: held } = portal
  const chosen = someContacts(held, 4)
  const pages = await openPages(portalPages)
  const { app } = pages
  const deleted = new DeletedPage(app)
  const own = new AuditPage(app)

  await test.step('a record is no certificate while another browser holds a copy', async () => {
    await reviewThese(pages, chosen.slice(0, 2))
    await deleteThese(pages, held, 2)

    const elsewhere = await browser.newContext()
    const other = await pagesOf(await new PortalPages(await elsewhere.newPage(), portal).openApp())
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
    expect(records(held)[0]?.later).toMatchObject(NOTED)
    await elsewhere.close()
  })

  await test.step('it is one when that is erased there', async () => {
    await deleted.open.click()
    await deleted.erase.click()
    await app.getByRole('alertdialog').getByRole('button', { name: 'Erase copy', exact: true }).click()
    await expect(app.getByText('The copy was erased.')).toBeVisible()
    expect(records(held)[0]?.later).toMatchObject([...NOTED, { kind: 'archive-erased', places: ['browser'] }])
    await app.getByRole('button', { name: 'Audit', exact: true }).click()
    await own.details(own.rows).click()
    await own.certify.click()
    await expect(own.called('Certificate of erasure')).toBeVisible()
    // The certificate, the run, the audit.
    for (let screen = 0; screen < 3; screen++) await own.back.click()
    await deleted.back.click()
  })

  const days = app.getByRole('combobox', { name: 'Erase the copy' })
  const erasure = app.getByRole('checkbox', { name: 'For erasure: erase the copy too' })
  await test.step('chosen days of erasure move nothing on the review', async () => {
    await reviewThese(pages, chosen.slice(2))
    await expect(days).toHaveCount(0)
    const more = app.getByRole('button', { name: 'More', exact: true })
    for (const width of [1280, 800, 390]) {
      await app.owner().page().setViewportSize({ width, height: 900 })
      // The frame hears of it later than the page.
      await expect.poll(() => app.locator('html').evaluate((root) => root.clientWidth)).toBeLessThan(width)
      const folded = width < 1280
      if (folded) await more.click()
      const still = [erasure, pages.review.heading, pages.review.list] as const
      await erasure.scrollIntoViewIfNeeded()
      const before = await placesOf(...still)
      await erasure.check()
      await expect(days).toBeVisible()
      expect(await placesOf(...still)).toEqual(before)
      await erasure.uncheck()
      if (folded) await more.click()
    }
    await app.owner().page().setViewportSize({ width: 1280, height: 900 })
  })

  await test.step('they are the date that is shown from then on', async () => {
    await erasure.check()
    await days.selectOption({ label: '7 days after the run' })
    const known = records(held).map(({ id }) => id)
    await deleteThese(pages, held, 2)

    const run = records(held).find(({ id }) => !known.includes(id))
    const due = new Date((run?.endedAt ?? 0) + 7 * DAY_MS)
    const day = due.toLocaleDateString('en-US', { year: 'numeric', month: 'short', day: 'numeric' })
    await deleted.open.click()
    await expect(app.getByText(`stored until ${day}`)).toBeVisible()
    // Of a copy of today, which ends soon by its run: not one that is as old as the retention says.
    await app.getByRole('combobox', { name: 'Retention' }).selectOption('for 14 days')
    await expect(app.getByText('Saved.')).toBeVisible()
    expect(held.store.keptByApp().some(({ name }) => name !== 'record')).toBe(true)
    await app.getByRole('button', { name: 'Audit', exact: true }).click()
    const row = own.rows.nth(0)
    await expect(own.rows).toHaveCount(2)
    await expect(row).toContainText(`In the app's storage in the portal, until ${day}`)
    await own.details(row).click()
    await expect(app.getByText(`In the browser of one device, until ${day}`)).toBeVisible()
    await own.certify.click()
    await expect(own.certificate).toContainText(`In the app's storage in the portal, until ${day}`)
    await expect(app.getByText(`Can still be restored until ${day}`)).toHaveCount(0)
  })
})
