/** Before many are deleted: what the review shows, what it keeps, and what it asks for. The portal holds the truth. */
import { readFile } from 'node:fs/promises'
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
import type { Contact, Portal } from '../portal/contract.ts'
import { deletesSent, nameOf } from '../support/portal-contacts.ts'

test.use({ portalOptions: { contacts: 130 } })

const DEAL = 2
const INVOICE = 31

function hasOpenBusiness({ store }: Portal, { ID }: Contact): boolean {
  return [DEAL, INVOICE].some((type) => store.itemsOfContact(type, ID).some((item) => !item.closed))
}

function isBare({ store }: Portal, { ID }: Contact): boolean {
  return [DEAL, INVOICE].every((type) => store.itemsOfContact(type, ID).length === 0)
}

test('a few without open business: one question with their names, and exactly those go', async ({
  portal,
  portalPages,
}) => {
  const { portal: held } = portal
  const chosen = onTop(held, (contact) => isBare(held, contact)).slice(0, 3)
  const before = new Set(held.store.contactIds())
  const desk = await openDesk(portalPages)
  await reviewThese(desk, chosen)
  await expect(desk.review.title(3)).toBeVisible()

  await desk.review.delete(3).click()
  const question = desk.review.question(3)
  for (const contact of chosen) await expect(question).toContainText(nameOf(contact))
  await expect(question.getByRole('button', { name: 'Keep contacts' })).toBeFocused()
  expect(deletesSent(held)).toBe(0)
  await question.getByRole('button', { name: 'Delete 3 contacts', exact: true }).dblclick()

  await expect(desk.run.result(3)).toBeVisible()
  await expect(desk.run.report).toContainText('3 contacts deleted')
  const ids = chosen.map(({ ID }) => ID)
  const left = new Set(held.store.contactIds())
  expect([...before].filter((id) => !left.has(id)).toSorted((a, b) => a - b)).toEqual(
    ids.toSorted((a, b) => a - b),
  )
  expect(deletesSent(held)).toBe(3)
})

test('Esc and "Keep contacts" keep them, and the list is as it was', async ({ portal, portalPages }) => {
  const desk = await openDesk(portalPages)
  await reviewThese(desk, onTop(portal.portal).slice(0, 2))
  await switchRulesOff(desk)
  await expect(desk.review.heading).toHaveText(/Delete 2 contacts/u)
  await desk.review.keep.click()
  await expect(desk.bar.count(2)).toBeVisible()
  expect(deletesSent(portal.portal)).toBe(0)
})

test('open deals are kept back by a rule, with the reason, and stay when the rest goes', async ({
  portal,
  portalPages,
}) => {
  const { portal: held } = portal
  const [rich] = onTop(held, (contact) => hasOpenBusiness(held, contact))
  const [bare] = onTop(held, (contact) => isBare(held, contact))
  if (rich === undefined || bare === undefined) throw new Error('the seed has no such contacts on top')
  const desk = await openDesk(portalPages)
  await reviewThese(desk, [rich, bare])
  await expect(desk.review.title(1)).toBeVisible()
  await expect(desk.review.rows).toHaveCount(1)
  await desk.review.skipped.click()
  await expect(desk.review.row(nameOf(rich))).toContainText(/Skipped: .*(open deals|unpaid invoice)/u)
  await desk.review.confirmAsked(1)
  await expect(desk.run.result(1)).toBeVisible()
  await expect(desk.run.report).toContainText('1 contact deleted')
  await expect(desk.run.report).toContainText(/1 skipped: has (open deals|an unpaid invoice)/u)
  expect(held.store.contact(rich.ID)).toBeDefined()
  expect(held.store.contact(bare.ID)).toBeUndefined()
})

test('without the rule, open business asks for the count to be typed', async ({ portal, portalPages }) => {
  const { portal: held } = portal
  const [rich] = onTop(held, (contact) => hasOpenBusiness(held, contact))
  if (rich === undefined) throw new Error('the seed has no such contact on top')
  const desk = await openDesk(portalPages)
  await reviewThese(desk, [rich])
  await expect(desk.review.heading).toHaveText('Nothing would be deleted')
  await switchRulesOff(desk)
  await expect(desk.review.typed(1)).toBeVisible()
  await expect(desk.review.delete(1)).toBeDisabled()

  await desk.review.typed(1).fill('2')
  await desk.review.typed(1).press('Enter')
  await expect(desk.app.getByText('Type exactly 1 to delete it.')).toBeVisible()
  expect(deletesSent(held)).toBe(0)

  await desk.review.confirmTyped(1)
  await expect(desk.run.report).toContainText('1 contact deleted')
  expect(held.store.contact(rich.ID)).toBeUndefined()
  // The deal itself stays.
  expect(held.store.itemsOfContact(DEAL, rich.ID)).toEqual([])
})

test('what is unticked in the review is not deleted', async ({ portal, portalPages }) => {
  const { portal: held } = portal
  const [first, second] = onTop(held, (contact) => isBare(held, contact))
  if (first === undefined || second === undefined) throw new Error('the seed has no such contacts on top')
  const desk = await openDesk(portalPages)
  await reviewThese(desk, [first, second])
  await expect(desk.review.title(2)).toBeVisible()
  await desk.review.checkbox(nameOf(first)).uncheck()
  await expect(desk.review.title(1)).toBeVisible()
  await desk.review.confirmAsked(1)
  await expect(desk.run.result(1)).toBeVisible()
  expect(held.store.contact(first.ID)).toBeDefined()
  expect(held.store.contact(second.ID)).toBeUndefined()
})

test('everybody: said loudly, the count must be typed, and Cancel of the planning asks for nothing', async ({
  portal,
  portalPages,
  axe,
}) => {
  const { portal: held } = portal
  const total = listed(held).length
  const desk = await openDesk(portalPages)
  await reviewAll(desk, total)
  await expect(desk.review.alert.filter({ hasText: 'more than half' })).toBeVisible()
  await switchRulesOff(desk)
  await expect(desk.review.title(total)).toBeVisible()
  await expect(desk.review.typed(total)).toBeVisible()
  expect(await axe(desk.app)).toEqual([])
  await desk.review.typed(total).fill(String(total - 1))
  await expect(desk.review.delete(total)).toBeDisabled()
  await desk.review.keep.click()
  expect(deletesSent(held)).toBe(0)
  expect(listed(held).length).toBe(total)
})

test('what a search has hidden is said, and stands first', async ({ portal, portalPages }) => {
  const { portal: held } = portal
  const [hidden, seen] = onTop(held, (contact) => isBare(held, contact) && contact.LAST_NAME !== '')
  if (hidden === undefined || seen === undefined) throw new Error('the seed has no such contacts on top')
  const desk = await openDesk(portalPages)
  await box(desk, hidden).check()
  await desk.app.getByRole('searchbox', { name: 'Search contacts' }).fill(nameOf(seen))
  await expect(desk.rows.at(0)).toContainText(nameOf(seen))
  await reviewThese(desk, [seen])
  await expect(desk.app.getByRole('status').filter({ hasText: 'out of sight' })).toContainText(
    '1 of the selected contacts was out of sight',
  )
  await expect(desk.review.rows.first()).toContainText(nameOf(hidden))
})

test('rules hold for everybody only where an administrator says so', async ({ portal, portalPages }) => {
  const { portal: held } = portal
  const desk = await openDesk(portalPages)
  await reviewThese(desk, onTop(held).slice(0, 1))
  await desk.review.rules.click()
  const dialog = desk.review.rulesDialog()
  await dialog.getByRole('combobox', { name: 'Has open deals' }).selectOption({ label: 'Warn' })
  await expect(dialog.getByRole('radio', { name: 'For this run' })).toBeChecked()
  await dialog.getByRole('radio', { name: /^For everybody/u }).check()
  await dialog.getByRole('button', { name: 'Use these rules' }).click()
  await expect.poll(() => modeIn(held, 'open-deals')).toBe('warn')
})

function modeIn({ app }: Portal, rule: string): unknown {
  const stored = app.appOptions.guards
  if (typeof stored !== 'string') return null
  return (JSON.parse(stored) as { modes: Record<string, unknown> }).modes[rule]
}

test('"Report without deleting" hands the plan round as a file, and nothing is deleted', async ({
  page,
  portal,
  portalPages,
}) => {
  const { portal: held } = portal
  const desk = await openDesk(portalPages)
  const total = listed(held).length
  await reviewAll(desk, total)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    desk.app.getByRole('button', { name: 'Report without deleting' }).click(),
  ])
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n')
  expect(lines[0]).toContain('Planned deletion, nothing deleted yet')
  const titles = lines.findIndex((line) => line.startsWith('ID,'))
  const decisions = lines.slice(titles + 1)
  expect(decisions.map((line) => Number(line.split(',')[0])).toSorted((a, b) => a - b)).toEqual(
    listed(held).toSorted((a, b) => a - b),
  )
  const counted = (words: string): number => decisions.filter((line) => line.includes(words)).length
  const said = (words: string): number =>
    Number(lines.find((line) => line.startsWith(`${words},`))?.split(',')[1])
  for (const words of ['Would be deleted', 'Skipped by a rule', 'Not ticked'])
    expect([words, said(words)]).toEqual([words, counted(words)])
  expect(said('Would be deleted')).toBeGreaterThan(0)
  expect(said('Skipped by a rule')).toBeGreaterThan(0)
  expect(lines.find((line) => line.startsWith('SHA-256'))).toMatch(/,[0-9a-f]{64}$/u)
  expect(deletesSent(held)).toBe(0)
})
