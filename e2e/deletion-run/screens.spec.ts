/** The screens of deleting many: what they call things, that their numbers agree, and where the focus goes. */
import {
  box,
  listed,
  onTop,
  openDesk,
  reviewAll,
  reviewThese,
  switchRulesOff,
} from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { nameOf } from '../support/portal-contacts.ts'

test.use({ portalOptions: { contacts: 110 } })

const DEAL = 2
const INVOICE = 31

test('what a rule kept at the review is in the result, but not in the number that is being deleted', async ({
  portal,
  portalPages,
}) => {
  const { portal: held } = portal
  const total = listed(held).length
  const isOpen = (id: number): boolean =>
    [DEAL, INVOICE].some((type) => held.store.itemsOfContact(type, id).some((item) => !item.closed))
  const kept = listed(held).filter(isOpen).length
  const going = total - kept
  expect(kept).toBeGreaterThan(0)
  const desk = await openDesk(portalPages)
  await reviewAll(desk, total)
  await expect(desk.review.title(going)).toBeVisible()
  held.settings.latencyMs = 1_000
  await desk.review.confirmTyped(going)
  await expect(
    desk.app.getByRole('heading', { name: `Deleting ${going} contacts`, exact: true }),
  ).toBeFocused()
  await expect(
    desk.app.getByRole('progressbar', { name: `Deletion of ${going} contacts`, exact: true }),
  ).toBeVisible()
  await expect(desk.app.getByText(new RegExp(`^\\d+ of ${going} done$`, 'u'))).toBeVisible()
  held.settings.latencyMs = 0
  await expect(desk.run.result(going)).toBeVisible()
  await expect(desk.run.report).toContainText(`${going} contacts deleted`)
  expect(listed(held).length).toBe(kept)
})

test('the focus is never lost: review, back to the list, pause and resume, result', async ({
  portal,
  portalPages,
}) => {
  const { portal: held } = portal
  const total = listed(held).length
  const desk = await openDesk(portalPages)
  const [first] = onTop(held)
  if (first === undefined) throw new Error('no contact on top')
  await reviewThese(desk, [first])
  await expect(desk.review.keep).toBeVisible()
  await expect(desk.review.heading).toBeFocused()
  await desk.review.keep.press('Enter')
  await expect(desk.app.getByRole('heading', { name: 'Contacts', exact: true })).toBeFocused()

  await reviewAll(desk, total)
  await switchRulesOff(desk)
  held.settings.latencyMs = 600
  await desk.review.typed(total).fill(String(total))
  await desk.review.typed(total).press('Enter')
  await desk.run.pause.press('Enter')
  await expect(desk.run.resume).toBeFocused()
  await expect(desk.run.says('Nothing more is sent until you resume')).toBeAttached()
  held.settings.latencyMs = 0
  await desk.run.resume.press('Enter')
  await expect(desk.run.result(total)).toBeFocused()
  await desk.run.back.press('Enter')
  await expect(desk.app.getByRole('heading', { name: 'Contacts', exact: true })).toBeFocused()
})

test('who was unticked is told of once, and goes in spite of no warning', async ({ portal, portalPages }) => {
  const { portal: held } = portal
  const planned = (id: number): boolean => held.store.activitiesOfContact(id).some((one) => !one.COMPLETED)
  const free = (id: number): boolean =>
    [DEAL, INVOICE].every((type) => held.store.itemsOfContact(type, id).every((item) => item.closed))
  const [warned] = onTop(held, ({ ID }) => planned(ID) && free(ID))
  if (warned === undefined) throw new Error('the seed has no such contact on top')
  const desk = await openDesk(portalPages)
  await reviewThese(desk, [warned])
  const warning = desk.app.getByText(/1 contact will be deleted despite a warning/u)
  await expect(warning).toBeVisible()
  await desk.review.checkbox(nameOf(warned)).uncheck()
  await expect(warning).toBeHidden()
  await expect(desk.app.getByText('1 unticked')).toBeVisible()
  await expect(desk.app.getByText(/skipped by rules/u)).toBeHidden()
})

test('rules name the types and sources as the portal does, and keep by them', async ({
  portal,
  portalPages,
  axe,
}) => {
  const { portal: held } = portal
  const chosen = onTop(held).slice(0, 8)
  const [first] = chosen
  if (first === undefined) throw new Error('no contact on top')
  const desk = await openDesk(portalPages)
  for (const contact of chosen) await box(desk, contact).check()
  await desk.bar.review.click()
  await switchRulesOff(desk)
  await desk.review.rules.click()
  const dialog = desk.review.rulesDialog()
  await dialog.getByRole('combobox', { name: 'Has one of the chosen sources' }).selectOption('Warn')
  await expect(dialog.getByRole('checkbox', { name: 'Website', exact: true })).toBeVisible()
  await dialog.getByRole('combobox', { name: 'Has one of the chosen types' }).selectOption('Skip')
  const names: Record<string, string> = {
    CLIENT: 'Clients',
    SUPPLIER: 'Suppliers',
    PARTNER: 'Partners',
    OTHER: 'Other',
  }
  const types = dialog.getByRole('group', { name: 'Protected types' })
  await types.getByRole('checkbox', { name: names[first.TYPE_ID] ?? '', exact: true }).check()
  expect(await axe(desk.app)).toEqual([])
  await dialog.getByRole('button', { name: 'Use these rules' }).click()
  await desk.review.skipped.click()
  await expect(desk.review.row(nameOf(first))).toContainText('Skipped: has a protected type')
  const left = chosen.filter((contact) => contact.TYPE_ID !== first.TYPE_ID).length
  await expect(desk.review.heading).toHaveText(
    left === 0 ? 'Nothing would be deleted' : `Delete ${left} contact${left === 1 ? '' : 's'}`,
  )
})

test('all that match one search, reviewed under another: said, for nobody saw them', async ({
  portal,
  portalPages,
}) => {
  const { portal: held } = portal
  const total = listed(held).length
  const desk = await openDesk(portalPages)
  await desk.bar.tickLoaded()
  await desk.bar.selectAll(String(total)).click()
  const sought = onTop(held).at(-1)
  if (sought === undefined) throw new Error('no contact on top')
  await desk.app.getByRole('searchbox', { name: 'Search contacts' }).fill(nameOf(sought))
  await expect(desk.rows.at(0)).toContainText(nameOf(sought))
  await desk.bar.review.click()
  await expect(desk.app.getByRole('status').filter({ hasText: 'belong to another search' })).toBeVisible()
})
