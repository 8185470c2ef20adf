/** What the app deleted, brought back at once: the whole way, from the selection to the same portal as before. */
import {
  confirm,
  onTop,
  openDesk,
  reviewThese,
  switchRulesOff,
  takesManyRequests,
} from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { bringBack, deleteOne, madeAgain, undo, undoOne, withoutCopy } from '../support/one-copy.ts'
import { has } from '../pages/contact-rows.ts'
import { DeletedPage, RestorePage } from '../pages/deleted-page.ts'
import { contactOnTop, deletesSent, nameOf, openList } from '../support/portal-contacts.ts'
import { broughtBack, expectOnce, USUAL_NOISE } from '../support/restoring.ts'
import { USER } from '../portal/store/users.ts'
import { heldOf } from '../tools/held.ts'

test.beforeEach(({ portal }) => takesManyRequests(portal.portal))

test.use({ portalOptions: { contacts: 300 }, expectedConsole: [USUAL_NOISE] })

test('Undo brings a whole run back, and "Deleted" still has it', async ({ portal, portalPages, axe }) => {
  const held = portal.portal
  const desk = await openDesk(portalPages)
  const { app, run } = desk
  const [deleted, restore] = [new DeletedPage(app), new RestorePage(app)]
  const contacts = onTop(held).slice(0, 5)
  const ids = contacts.map(({ ID }) => ID)
  const before = ids.map((id) => heldOf(held, id))
  await reviewThese(desk, contacts)
  await switchRulesOff(desk)
  await confirm(desk, 5)
  await expect(run.report).toContainText('5 contacts deleted')
  expect(ids.map((id) => held.store.contact(id))).toEqual(ids.map(() => undefined))
  await undo(app).click()
  // One press: there is nothing to decide.
  await expect(restore.report).toContainText('5 contacts restored')
  expect(await axe(app)).toEqual([])
  expectOnce(held, ids)
  expect(ids.map((id) => heldOf(held, broughtBack(held).get(id)?.[0] ?? 0))).toEqual(before)
  expect([held.store.robotRuns, held.store.sentMails]).toEqual([[], []])

  // Back in the list; the archive is kept, and says that they are back.
  await restore.done.click()
  await deleted.open.click()
  await expect(deleted.table.getByRole('row')).toHaveCount(1 + 5)
  await expect(deleted.table.getByText(/^Restored as ID \d+$/)).toHaveCount(5)
  await app.getByRole('button', { name: 'Audit', exact: true }).click()
  await expect(app.getByRole('table', { name: 'Deletions and restores' }).getByRole('row')).toHaveCount(1 + 2)
})

test('Undo of a run asks first where somebody has a phone now, and is offered again to whoever leaves', async ({
  portal,
  portalPages,
}) => {
  const held = portal.portal
  const desk = await openDesk(portalPages)
  const contacts = onTop(held, (each) => has(each, 'PHONE')).slice(0, 3)
  const ids = contacts.map(({ ID }) => ID)
  await reviewThese(desk, contacts)
  await switchRulesOff(desk)
  await confirm(desk, 3)
  await expect(desk.run.report).toContainText('3 contacts deleted')
  const [phone] = contacts[0]!.fm.filter((field) => field.TYPE_ID === 'PHONE')
  held.store.addContact({ NAME: 'Ann', LAST_NAME: 'Other', fm: [{ ...phone!, ID: 990_001 }] })
  await undo(desk.app).click()
  const restore = new RestorePage(desk.app)
  await expect(restore.comesBack).toContainText('1 contact waits for your decision')
  expect(broughtBack(held).size).toBe(0)
  await restore.button('Do not restore').click()
  await expect(desk.app.getByText('3 contacts were deleted')).toBeVisible()
  await undo(desk.app).click()
  await restore.button('Create all').click()
  await restore.restore(3).click()
  await expect(restore.report).toContainText('3 contacts restored')
  expectOnce(held, ids)
  await restore.done.click()
  await expect(undo(desk.app)).toHaveCount(0)
})

for (const act of ['Retry', 'Show in list'] as const) {
  test(`after "${act}" the list still offers to undo the run`, async ({ portal, portalPages }) => {
    const held = portal.portal
    const desk = await openDesk(portalPages)
    const contacts = onTop(held).slice(0, 4)
    await reviewThese(desk, contacts)
    await switchRulesOff(desk)
    held.faults.add({
      method: 'crm.contact.delete',
      kind: { type: 'refuse', error: 'ERROR_CORE', description: 'Something of this portal does not let it' },
    })
    await confirm(desk, 4)
    await expect(desk.run.report).toContainText('3 contacts deleted')
    await desk.app.getByRole('button', { name: act, exact: true }).click()
    if (act === 'Retry') {
      await expect(desk.app.getByText('Selected by: 1 contact of the last run')).toBeVisible()
      await desk.review.keep.click()
    }
    await expect(desk.app.getByText('3 contacts were deleted')).toBeVisible()
    await bringBack(desk.app, 3)
    const gone = contacts.filter(({ ID }) => held.store.contact(ID) === undefined)
    expect(gone).toHaveLength(3)
    expectOnce(
      held,
      gone.map(({ ID }) => ID),
    )
  })
}

test.describe('what the browser sent twice by itself is called nobody else’s, and Undo brings it back', () => {
  test('of a run', async ({ portal, portalPages }) => {
    const held = portal.portal
    const desk = await openDesk(portalPages)
    const contacts = onTop(held).slice(0, 5)
    const ids = contacts.map(({ ID }) => ID)
    const before = ids.map((id) => heldOf(held, id))
    await reviewThese(desk, contacts)
    await switchRulesOff(desk)
    // The last of them: the answer to its request never comes, and the second arrival finds nothing to delete.
    held.faults.add({ method: 'crm.contact.delete', skip: 4, kind: { type: 'reset-after' } })
    await confirm(desk, 5)
    await expect(desk.run.report).toContainText('2 gone: deleted by this run or by someone else')
    await expect(desk.run.report).toContainText('3 contacts deleted')
    expect(deletesSent(held)).toBe(5 + 2)
    expect(ids.map((id) => held.store.contact(id))).toEqual(ids.map(() => undefined))
    await bringBack(desk.app, 5)
    expectOnce(held, ids)
    expect(ids.map((id) => heldOf(held, broughtBack(held).get(id)?.[0] ?? 0))).toEqual(before)
  })

  test('of one contact', async ({ portal, portalPages }) => {
    const held = portal.portal
    const contact = contactOnTop(portal)
    const before = heldOf(held, contact.ID)
    const { app, list } = await openList(portalPages)
    const dialog = await list.askToDelete(nameOf(contact))
    await expect(dialog.confirm).toBeEnabled()
    held.faults.add({ method: 'crm.contact.delete', kind: { type: 'reset-after' } })
    await dialog.confirm.click()
    await expect(list.alert).toContainText(`${nameOf(contact)} is gone`)
    await expect(list.alert).toContainText('the app deleted it, or someone else did at the same moment')
    expect(deletesSent(held)).toBe(2)
    expect(withoutCopy(held)).toEqual([])
    await undoOne(app)
    // The list says how it is now, and no longer how it was.
    const back = app.getByRole('status').filter({
      hasText: `${nameOf(contact)} was restored with the new ID ${madeAgain(held, contact.ID)}`,
    })
    await expect(back).toBeVisible()
    await expect(list.alert).toHaveCount(0)
    await expect(back.getByRole('link', { name: 'Open card' })).toBeVisible()
    expect(heldOf(held, madeAgain(held, contact.ID))).toEqual(before)
  })
})

test.describe('Undo of one contact asks first only where there is something to decide', () => {
  test.use({ expectedConsole: [/Failed to load resource/u] })

  test('somebody has its phone now: the plan, and then the new card', async ({ portal, portalPages }) => {
    const held = portal.portal
    const contact = contactOnTop(portal, (each) => has(each, 'PHONE'))
    const [phone] = contact.fm.filter((field) => field.TYPE_ID === 'PHONE')
    const { app, list } = await openList(portalPages)
    await deleteOne(app, list, contact)
    held.store.addContact({ NAME: 'Ann', LAST_NAME: 'Other', fm: [{ ...phone!, ID: 990_001 }] })
    await undo(app).click()
    const restore = new RestorePage(app)
    await expect(restore.comesBack).toBeVisible()
    await expect(app.getByRole('region', { name: 'Others have the same phone' })).toBeVisible()
    expect(broughtBack(held).size).toBe(0)
    await app.getByRole('button', { name: 'Create all' }).click()
    await restore.restore(1).click()
    await expect(restore.result(1)).toBeVisible()
    await restore.done.click()
    const back = `${nameOf(contact)} was restored with the new ID ${madeAgain(held, contact.ID)}`
    await expect(app.getByRole('status').filter({ hasText: back })).toBeVisible()
    await expect(app.getByText(`${nameOf(contact)} was deleted`)).toHaveCount(0)
  })

  test('this person may not import: robots may start, so that is asked', async ({ portal, portalPages }) => {
    const held = portal.portal
    held.settings.currentUserId = USER.manager
    const contact = contactOnTop(portal, (each) => each.ASSIGNED_BY_ID === USER.manager)
    const { app, list } = await openList(portalPages)
    await deleteOne(app, list, contact)
    await undo(app).click()
    await expect(app.getByText('did not let the app create the first contact as an import')).toBeVisible()
    expect([broughtBack(held).size, held.store.robotRuns]).toEqual([0, []])
    const restore = new RestorePage(app)
    // It names no button that is not there, says who can help, and tries again when asked.
    await expect(app.getByText(/[Rr]esume/u).filter({ visible: true })).toHaveCount(0)
    await expect(restore.resume).toHaveCount(0)
    await expect(
      app.getByText('An administrator can give you the permission to import contacts'),
    ).toBeVisible()
    const sent = held.log.length
    await restore.importAgain.click()
    await expect.poll(() => held.log.length).toBeGreaterThan(sent)
    await expect(restore.agree).toBeVisible()
    expect([broughtBack(held).size, held.store.robotRuns]).toEqual([0, []])
    await restore.agree.check()
    await restore.goOnWithoutImport.click()
    await expect(restore.result(1)).toBeVisible()
    expectOnce(held, [contact.ID])
  })

  test('its copy is gone: that is said, and nothing is made', async ({ portal, portalPages, page }) => {
    const held = portal.portal
    held.app.scopes.delete('entity')
    const contact = contactOnTop(portal)
    const { app, list } = await openList(portalPages)
    await deleteOne(app, list, contact)
    await app.locator('body').evaluate(async () => {
      for (const { name } of await indexedDB.databases()) {
        await new Promise<void>((over) => {
          const opening = indexedDB.open(name ?? '')
          opening.onsuccess = () => {
            const { result } = opening
            const names = [...result.objectStoreNames]
            const transaction = result.transaction(names, 'readwrite')
            for (const each of names) transaction.objectStore(each).clear()
            transaction.oncomplete = () => {
              result.close()
              over()
            }
          }
        })
      }
    })
    await undo(app).click()
    await expect(app.getByRole('alert')).toContainText('No copy of these contacts was found')
    expect(broughtBack(held).size).toBe(0)
    await app.getByRole('button', { name: 'Back', exact: true }).first().click()
    await expect(undo(app)).toBeVisible()
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })
})
