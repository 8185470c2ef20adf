/** One contact is copied before it is deleted, and "Undo" brings it back: the portal is asked, not the screen. */
import { confirm, openDesk, reviewThese, switchRulesOff } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { ContactRows } from '../pages/contact-rows.ts'
import { ContactTab } from '../pages/contact-tab.ts'
import { archived, deleteOne, madeAgain, undo, undoOne, whenDeleted } from '../support/one-copy.ts'
import { DeleteDialog } from '../pages/delete-dialog.ts'
import { contactOnTop, deletesSent, nameOf, openList } from '../support/portal-contacts.ts'
import type { Portal } from '../portal/contract.ts'
import { ODD } from '../portal/store/odd-contacts.ts'
import { USER } from '../portal/store/users.ts'
import { heldOf } from '../tools/held.ts'

test.use({
  portalOptions: { contacts: 300 },
  // What the portal refuses, as these specs make it do.
  expectedConsole: [/Failed to load resource/u],
})

function records({ store }: Portal): string[] {
  return store
    .keptByApp()
    .filter(({ name }) => name === 'record')
    .map(({ text }) => decodeURIComponent(text))
}

test.describe('with a place in the portal', () => {
  test('the whole copy lies there before the delete is sent, and a record of it after', async ({
    portal,
    portalPages,
    axe,
  }) => {
    const held = portal.portal
    const contact = contactOnTop(portal)
    const seen = whenDeleted(held)
    const { app, list } = await openList(portalPages)
    const dialog = await list.askToDelete(nameOf(contact))
    await expect(dialog.root).toContainText('You can undo this for 30 days. A copy is saved first.')
    await expect(dialog.root.getByRole('checkbox')).toHaveCount(0)
    await expect(dialog.confirm).toBeEnabled()
    expect(await axe(app)).toEqual([])
    expect(archived(held)).toEqual([])
    await dialog.confirm.click()
    await expect(list.status.filter({ hasText: `${nameOf(contact)} was deleted` })).toBeVisible()
    await expect(undo(app)).toBeVisible()
    expect(await axe(app)).toEqual([])
    expect(seen).toHaveLength(1)
    const lay = seen[0]?.join('') ?? ''
    expect(lay).toContain('"format":"tidy-contacts-archive"')
    expect(lay).toContain(`"contact":{"id":${contact.ID},`)
    expect(lay).toContain(contact.LAST_NAME)
    expect(lay).toContain('"kind":"trailer","contacts":1,"incomplete":0')
    await expect.poll(() => records(held)).toHaveLength(1)
    expect(records(held)[0]).toContain(`"contacts":{"deleted":"${contact.ID}"}`)
    expect(records(held)[0]).not.toContain(contact.LAST_NAME)
  })

  test('no copy, no delete: the storage refuses it; the next try says where else it will lie', async ({
    portal,
    portalPages,
  }) => {
    const held = portal.portal
    const contact = contactOnTop(portal)
    const { app, list } = await openList(portalPages)
    const dialog = await list.askToDelete(nameOf(contact))
    await expect(dialog.confirm).toBeEnabled()
    held.faults.add({
      method: 'entity.item.add',
      times: 100,
      kind: { type: 'refuse', error: 'ERROR_CORE', description: 'Full' },
    })
    await dialog.confirm.click()
    await expect(list.alert).toContainText(`${nameOf(contact)} was not deleted`)
    await expect(list.alert).toContainText('could not be stored in the portal')
    expect(deletesSent(held)).toBe(0)
    expect(held.store.contact(contact.ID)).toBeDefined()

    await list.alert.getByRole('button', { name: 'Try again…' }).click()
    await expect(dialog.root).toContainText('for 30 days. The copy is saved only in this browser')
    await expect(dialog.root).toContainText('The portal did not accept a copy a moment ago')
    await dialog.confirm.click()
    await expect(undo(app)).toBeVisible()
    expect(held.store.contact(contact.ID)).toBeUndefined()
    expect(archived(held)).toEqual([])
  })

  test('a contact that is refused after all leaves no copy behind', async ({ portal, portalPages }) => {
    const held = portal.portal
    held.settings.currentUserId = USER.reader
    const seen = whenDeleted(held)
    const contact = contactOnTop(portal, (each) => each.ASSIGNED_BY_ID >= USER.firstColleague)
    const { list } = await openList(portalPages)
    const dialog = await list.askToDelete(nameOf(contact))
    await dialog.confirm.click()
    await expect(list.alert).toContainText(`${nameOf(contact)} was not deleted: access denied`)
    expect(seen[0]?.join()).toContain('"kind":"trailer"')
    await expect.poll(() => archived(held)).toEqual([])
  })

  test('a contact that went before it could be copied: nothing is sent', async ({ portal, portalPages }) => {
    const held = portal.portal
    const contact = contactOnTop(portal)
    const { list } = await openList(portalPages)
    const dialog = await list.askToDelete(nameOf(contact))
    await expect(dialog.confirm).toBeEnabled()
    held.store.deleteContact(contact.ID, USER.firstColleague)
    await dialog.confirm.click()
    await expect(list.alert).toContainText(`${nameOf(contact)} was already gone`)
    await expect(list.row(nameOf(contact))).toHaveCount(0)
    expect(deletesSent(held)).toBe(0)
    expect(archived(held)).toEqual([])
  })

  test('not all can be copied: it stays, and goes only when the person answers that', async ({
    portal,
    portalPages,
    axe,
  }) => {
    const held = portal.portal
    const contact = contactOnTop(portal)
    held.faults.add({
      method: 'crm.timeline.comment.list',
      times: 1e6,
      kind: { type: 'refuse', error: 'ACCESS_DENIED', description: 'Access denied' },
    })
    const { app, list } = await openList(portalPages)
    const dialog = await list.askToDelete(nameOf(contact))
    await dialog.confirm.click()
    await expect(dialog.root).toContainText('Not everything can be copied: comments. Nothing was deleted.')
    await expect(dialog.keep).toBeFocused()
    await expect(dialog.confirm).toBeDisabled()
    expect(deletesSent(held)).toBe(0)
    expect(held.store.contact(contact.ID)).toBeDefined()
    await expect.poll(() => archived(held)).toEqual([])
    expect(await axe(app)).toEqual([])

    await dialog.root.getByRole('checkbox', { name: 'Delete even if the copy is incomplete' }).check()
    await dialog.confirm.click()
    await expect(list.status.filter({ hasText: `${nameOf(contact)} was deleted` })).toBeVisible()
    await expect(undo(app)).toBeVisible()
    expect(held.store.contact(contact.ID)).toBeUndefined()
    expect(archived(held).join()).toContain('"contacts":1,"incomplete":1')
  })

  test('several deletions: one message, and each is undone from the last to the first', async ({
    portal,
    portalPages,
    axe,
  }) => {
    const held = portal.portal
    const first = contactOnTop(portal)
    const second = contactOnTop(portal, ({ ID }) => ID !== first.ID)
    const before = [first, second].map(({ ID }) => heldOf(held, ID))
    const { app, list } = await openList(portalPages)
    await deleteOne(app, list, first)
    await deleteOne(app, list, second)
    await expect(app.getByText('2 contacts were deleted', { exact: true })).toBeVisible()
    await expect(app.getByText('was deleted')).toHaveCount(1)
    expect(await axe(app)).toEqual([])
    const undoLast = app.getByRole('button', { name: 'Undo last' })
    for (const contact of [second, first]) {
      await undoLast.click()
      const back = `${nameOf(contact)} was restored with the new ID`
      await expect(app.getByRole('status').filter({ hasText: back })).toBeVisible()
      madeAgain(held, contact.ID)
    }
    await expect(app.getByText(/was deleted|were deleted/u)).toHaveCount(0)
    await expect(undoLast).toHaveCount(0)
    // The restored rows are above those in sight, which have not moved.
    await new ContactRows(app).scrollTo(0)
    await expect(list.row(nameOf(second))).toBeInViewport()
    expect(await axe(app)).toEqual([])
    expect([first, second].map(({ ID }) => heldOf(held, madeAgain(held, ID)))).toEqual(before)
  })
})

test.describe('from where there is no list', () => {
  for (const slider of [false, true]) {
    test(`"Undo" in the card's tab, ${slider ? 'nested in a slider' : 'as the top page'}`, async ({
      portal,
      portalPages,
    }) => {
      const held = portal.portal
      const before = heldOf(held, ODD.everything)
      const name = nameOf(held.store.contact(ODD.everything)!)
      const app = await portalPages.openCardTab(ODD.everything, { slider })
      const tab = new ContactTab(app)
      await deleteOne(app, tab, held.store.contact(ODD.everything)!)
      await expect(tab.heading(name)).toBeFocused()
      await undoOne(app)
      await expect(tab.heading(name)).toBeVisible()
      await expect(undo(app)).toHaveCount(0)
      const newId = madeAgain(held, ODD.everything)
      expect(heldOf(held, newId)).toEqual(before)
      await expect(tab.status).toContainText(`${name} was restored with the new ID ${newId}`)
      await expect(app.getByText(`${name} was deleted`)).toHaveCount(0)
      await app.getByRole('link', { name: 'Open card' }).click()
      await expect(portalPages.slider().getByRole('heading', { name, level: 1 })).toBeVisible()
    })
  }
})

test('"Undo" in the slider of the portal’s own list, which then shows the contact again', async ({
  portal,
  portalPages,
}) => {
  const held = portal.portal
  const contact = contactOnTop(portal)
  const before = heldOf(held, contact.ID)
  await portalPages.openContactList()
  await portalPages.find(nameOf(contact))
  await (
    await portalPages.openRowMenu(nameOf(contact))
  )
    .getByRole('menuitem', { name: 'Check and delete…' })
    .click()
  const app = portalPages.appInSlider()
  await new DeleteDialog(app, nameOf(contact)).confirm.click()
  await expect(undo(app)).toBeVisible()
  expect(held.store.contact(contact.ID)).toBeUndefined()
  await undoOne(app)
  await expect(app.getByRole('button', { name: 'Close', exact: true })).toBeVisible()
  await expect(app.getByRole('status')).toContainText(`with the new ID ${madeAgain(held, contact.ID)}`)
  expect(heldOf(held, madeAgain(held, contact.ID))).toEqual(before)
})

test('without a place in the portal the copy lies in this browser, and the question says so', async ({
  portal,
  portalPages,
}) => {
  const held = portal.portal
  held.app.scopes.delete('entity')
  const contact = contactOnTop(portal)
  const before = heldOf(held, contact.ID)
  const { app, list } = await openList(portalPages)
  const dialog = await list.askToDelete(nameOf(contact))
  await expect(dialog.root).toContainText('for 30 days. The copy is saved only in this browser')
  await dialog.confirm.click()
  await expect(undo(app)).toBeVisible()
  expect(held.store.contact(contact.ID)).toBeUndefined()
  await undoOne(app)
  expect(heldOf(held, madeAgain(held, contact.ID))).toEqual(before)
})

test('and where this browser then does not take it, it is a file first', async ({
  portal,
  portalPages,
  page,
}) => {
  const held = portal.portal
  held.app.scopes.delete('entity')
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
  })
  const contact = contactOnTop(portal)
  const { app, list } = await openList(portalPages)
  const dialog = await list.askToDelete(nameOf(contact))
  await expect(dialog.root).toContainText('A copy is first saved as a file on this computer')
  const file = page.waitForEvent('download')
  await dialog.confirm.click()
  const name = (await file).suggestedFilename()
  await expect(list.status.filter({ hasText: `${nameOf(contact)} was deleted` })).toContainText(name)
  expect(held.store.contact(contact.ID)).toBeUndefined()
  await expect(undo(app)).toBeVisible()
})

test('the result of a run is left, "Undo" stays until it is closed', async ({ portal, portalPages }) => {
  const held = portal.portal
  const desk = await openDesk(portalPages)
  const first = contactOnTop(portal)
  const second = contactOnTop(portal, ({ ID }) => ID !== first.ID)
  await reviewThese(desk, [first, second])
  await switchRulesOff(desk)
  await confirm(desk, 2)
  await expect(desk.run.result(2)).toBeVisible()
  await desk.run.back.click()
  await expect(desk.rows.table).toBeVisible()
  await expect(undo(desk.app)).toBeVisible()
  await desk.app.getByRole('button', { name: 'Hide the offer to undo' }).click()
  await expect(undo(desk.app)).toHaveCount(0)
  expect([first, second].map(({ ID }) => held.store.contact(ID))).toEqual([undefined, undefined])
})
