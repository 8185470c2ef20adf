/** Nothing is deleted that was not confirmed, whatever happens around the review. The portal holds the truth. */
import {
  box,
  confirm,
  listed,
  onTop,
  openDesk,
  reviewAll,
  reviewThese,
  switchRulesOff,
  takesManyRequests,
} from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import type { Contact } from '../portal/contract.ts'
import { deletesSent, nameOf } from '../support/portal-contacts.ts'
import { USER } from '../portal/store/users.ts'

test.beforeEach(({ portal }) => takesManyRequests(portal.portal))

test.use({ portalOptions: { contacts: 120 } })

test('a count that was right before something was unticked confirms nothing, nor does Enter', async ({
  portal,
  portalPages,
}) => {
  const { portal: held } = portal
  const total = listed(held).length
  const [spared] = onTop(held)
  if (spared === undefined) throw new Error('no contact on top')
  const desk = await openDesk(portalPages)
  await reviewAll(desk, total)
  await switchRulesOff(desk)
  await desk.review.typed(total).fill(String(total))
  await expect(desk.review.delete(total)).toBeEnabled()
  await desk.app.getByRole('combobox', { name: 'Order' }).selectOption('By ID')
  const first = held.store.contact(listed(held)[0] ?? 0)
  if (first === undefined) throw new Error('no contact')
  await desk.review.checkbox(nameOf(first)).uncheck()
  await expect(desk.review.title(total - 1)).toBeVisible()
  await expect(desk.review.typed(total - 1)).toHaveValue(String(total))
  await expect(desk.review.delete(total - 1)).toBeDisabled()
  await desk.review.typed(total - 1).press('Enter')
  await desk.review.delete(total - 1).click({ force: true })
  await expect(desk.app.getByText(`Type exactly ${total - 1} to delete them.`, { exact: true })).toBeVisible()
  expect(deletesSent(held)).toBe(0)

  await desk.review.confirmTyped(total - 1)
  await expect(desk.run.result(total - 1)).toBeVisible()
  expect(listed(held)).toEqual([first.ID])
})

test('a double click on the button asks and answers nothing, and Esc keeps them', async ({
  portal,
  portalPages,
}) => {
  const { portal: held } = portal
  const isBare = ({ ID }: Contact): boolean =>
    [2, 31].every((type) => held.store.itemsOfContact(type, ID).length === 0)
  const desk = await openDesk(portalPages)
  await reviewThese(desk, onTop(held, isBare).slice(0, 3))
  await desk.review.delete(3).dblclick()
  await expect(desk.review.question(3)).toBeVisible()
  await portalPages.page.keyboard.press('Escape')
  await expect(desk.review.question(3)).toBeHidden()
  await expect(desk.review.title(3)).toBeVisible()
  expect(deletesSent(held)).toBe(0)
})

test('who comes after the plan was made stays, and who came before it is in the count', async ({
  portal,
  portalPages,
}) => {
  const { portal: held } = portal
  const total = listed(held).length
  const desk = await openDesk(portalPages)
  await desk.bar.tickLoaded()
  await desk.bar.selectAll(String(total)).click()
  held.store.addContact({ NAME: 'Early', LAST_NAME: 'Bird', DATE_CREATE: 1_600_000_000 })
  await desk.bar.review.click()
  await expect(
    desk.app.getByText(`The list showed ${total} matching contacts, now there are ${total + 1}`),
  ).toBeVisible()
  await switchRulesOff(desk)
  await expect(desk.review.title(total + 1)).toBeVisible()
  const late = held.store.addContact({ NAME: 'Late', LAST_NAME: 'Comer' })
  await desk.review.confirmTyped(total + 1)
  await expect(desk.run.result(total + 1)).toBeVisible()
  expect(listed(held)).toEqual([late.ID])
})

test('who was changed after the review stays, and the reason is said', async ({ portal, portalPages }) => {
  const { portal: held } = portal
  const chosen = onTop(held).slice(0, 4)
  const [changed] = chosen
  if (changed === undefined) throw new Error('no contact on top')
  const desk = await openDesk(portalPages)
  await reviewThese(desk, chosen)
  await switchRulesOff(desk)
  held.store.updateContact(changed.ID, {
    POST: 'Important now',
    DATE_MODIFY: Math.floor(held.now() / 1000) + 1,
  })
  await confirm(desk, 4)
  await expect(desk.run.report).toContainText('3 contacts deleted')
  await expect(desk.run.report).toContainText('1 skipped: was changed after your review')
  expect(held.store.contact(changed.ID)).toBeDefined()
})

test.describe('refusals', () => {
  test.use({ expectedConsole: [/Failed to load resource/u] })

  test('"Show in list" shows and selects exactly those, "Retry" reviews exactly those', async ({
    portal,
    portalPages,
  }) => {
    const { portal: held } = portal
    const chosen = onTop(held).slice(0, 6)
    const desk = await openDesk(portalPages)
    await reviewThese(desk, chosen)
    await switchRulesOff(desk)
    const refuse = { type: 'refuse', error: '', description: 'Access denied.' } as const
    held.faults.add({ method: 'crm.contact.delete', skip: 1, times: 2, kind: refuse })
    await confirm(desk, 6)
    await expect(desk.run.report).toContainText('2 not deleted: no permission')
    const left = chosen.filter(({ ID }) => held.store.contact(ID) !== undefined)
    expect(left).toHaveLength(2)

    await desk.run.showInList.click()
    await expect(desk.bar.count(2)).toBeVisible()
    await expect(desk.bar.boxes).toHaveCount(2)
    for (const contact of left) await expect(box(desk, contact)).toBeChecked()

    await desk.bar.review.click()
    await expect(desk.review.title(2)).toBeVisible()
    const veto = { type: 'refuse', error: 'ERROR_CORE', description: 'A handler says no' } as const
    held.faults.add({ method: 'crm.contact.delete', times: 1, kind: veto })
    await confirm(desk, 2)
    await expect(desk.run.report).toContainText('1 not deleted')
    const [last] = left.filter(({ ID }) => held.store.contact(ID) !== undefined)
    if (last === undefined) throw new Error('none is left')
    await desk.run.retry.click()
    await expect(desk.review.title(1)).toBeVisible()
    await expect(desk.review.rows).toHaveCount(1)
    await expect(desk.review.checkbox(nameOf(last))).toBeChecked()
    await confirm(desk, 1)
    await expect(desk.run.report).toContainText('1 contact deleted')
    expect(held.store.contact(last.ID)).toBeUndefined()
  })

  test('who may only read is told so for each, and nothing is gone', async ({ portal, portalPages }) => {
    const { portal: held } = portal
    held.settings.currentUserId = USER.reader
    const chosen = onTop(held).slice(0, 5)
    const desk = await openDesk(portalPages)
    await reviewThese(desk, chosen)
    await switchRulesOff(desk)
    await confirm(desk, 5)
    await expect(desk.run.report).toContainText('5 not deleted: no permission')
    for (const { ID } of chosen) expect(held.store.contact(ID)).toBeDefined()
    expect(held.app.userOptions.get(USER.reader) ?? {}).not.toHaveProperty('guards')
    expect(held.app.appOptions).not.toHaveProperty('guards')
  })
})
