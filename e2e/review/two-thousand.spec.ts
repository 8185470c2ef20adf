/** U2: an administrator clears away what a bad import left, with few presses and one typed number. */
import { openPages, takesManyRequests } from '../support/deletion-run.ts'
import { countPresses } from '../support/counted-presses.ts'
import { expect, test } from '../support/fixtures.ts'

test.use({ portalOptions: { contacts: 130 } })

const IMPORTED = 120
const LONG_AGO = Date.UTC(2009, 5, 1) / 1000

test('120 found by a filter with two conditions: at most 8 presses and one typed count', async ({
  portal,
  portalPages,
  context,
}) => {
  const { portal: held } = portal
  takesManyRequests(held)
  const company = [...held.store.contactIds()].flatMap((id) => held.store.contact(id)?.COMPANY_IDS ?? [])[0]
  if (company === undefined) throw new Error('the seed has no company')
  const add = (NAME: string, COMPANY_IDS: number[]): number =>
    held.store.addContact({ NAME, LAST_NAME: 'Import', DATE_CREATE: LONG_AGO, COMPANY_IDS }).ID
  const junk = Array.from({ length: IMPORTED }, (_, at) => add(`Junk ${at}`, []))
  const good = Array.from({ length: 5 }, (_, at) => add(`Good ${at}`, [company]))
  const before = [...held.store.contactIds()]

  const counted = await countPresses(context)
  const { app, bar, review, run } = await openPages(portalPages)
  // The portal's own menu is not the app's.
  counted.reset()
  await app.getByRole('button', { name: 'Filters' }).click()
  await app.getByLabel('Created until').fill('2010-01-01')
  await app.getByRole('checkbox', { name: 'Has no company' }).check()
  await expect(app.getByText(`${IMPORTED} contacts match`)).toBeVisible()
  await bar.tickLoaded()
  await bar.selectAll(String(IMPORTED), { narrowed: true }).click()
  await bar.review.click()
  await expect(app.getByText('Selected by: created until Jan 1, 2010 · has no company')).toBeVisible()
  await review.confirmTyped(IMPORTED)
  await expect(run.result(IMPORTED)).toBeVisible()

  const left = new Set(held.store.contactIds())
  expect(before.filter((id) => !left.has(id))).toEqual(junk)
  expect(good.every((id) => left.has(id))).toBe(true)
  // One condition is typed, the other one pressed.
  await expect.poll(() => counted.typed).toBe(2)
  expect(counted.presses).toBeLessThanOrEqual(8)
})
