/** What changes about a contact or a session between the list, the question and the press; the portal is asked what it did. */
import { takesManyRequests } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { archived, undo } from '../support/one-copy.ts'
import { contactOnTop, deletesSent, linkDeal, nameOf, openList } from '../support/portal-contacts.ts'
import type { Fault } from '../portal/contract.ts'
import { USER } from '../portal/store/users.ts'
import { heldOf } from '../tools/held.ts'

/** A refused or broken answer is noise that the browser makes of itself. */
test.use({ expectedConsole: [/Failed to load resource/u], portalOptions: { contacts: 300 } })

const HIDDEN: Fault['kind'] = { type: 'refuse', error: 'ACCESS_DENIED', description: 'Access denied' }
const DENIED: Fault['kind'] = { type: 'refuse', error: '', description: 'Access denied.' }

test('a contact, or the session, that is not what it was when the list was read', async ({
  portal,
  portalPages,
  axe,
  time,
}) => {
  const { portal: held } = portal
  takesManyRequests(held)
  const { app, list } = await openList(portalPages)
  const dismiss = async (): Promise<void> => {
    await app.getByRole('button', { name: 'Dismiss this message' }).click()
    await expect(list.alert).toHaveCount(0)
  }

  await test.step('a contact that went before the question is not asked about', async () => {
    const contact = contactOnTop(portal)
    const name = nameOf(contact)
    await expect(list.row(name)).toBeVisible()
    held.store.deleteContact(contact.ID, USER.firstColleague)
    await list.deleteButton(name).click()
    const reported = app.getByRole('alertdialog', { name: `${name} is no longer there` })
    await expect(reported.getByRole('alert')).toContainText('is no longer in the portal')
    await expect(reported.getByRole('button', { name: 'Delete contact' })).toHaveCount(0)
    expect(await axe(app)).toEqual([])
    await reported.getByRole('button', { name: 'Close' }).click()
    await expect(list.alert).toContainText(`${name} was already gone`)
    await expect(list.row(name)).toHaveCount(0)
    expect(deletesSent(held)).toBe(0)
    await dismiss()
  })

  await test.step('a contact that this user may no longer see is not asked about', async () => {
    const name = nameOf(contactOnTop(portal))
    await expect(list.row(name)).toBeVisible()
    held.faults.add({ method: 'crm.contact.get', times: 10, kind: DENIED })
    held.faults.add({ method: 'crm.item.get', times: 10, kind: HIDDEN })
    await list.deleteButton(name).click()
    const reported = app.getByRole('alertdialog', { name: `${name} cannot be opened` })
    await expect(reported.getByRole('alert')).toContainText('or it was deleted')
    await reported.getByRole('button', { name: 'Close' }).click()
    await expect(list.row(name)).toBeVisible()
    expect(deletesSent(held)).toBe(0)
    held.faults.clear()
  })

  await test.step('a contact that went before it could be copied: nothing is sent', async () => {
    const contact = contactOnTop(portal)
    const name = nameOf(contact)
    const dialog = await list.askToDelete(name)
    await expect(dialog.confirm).toBeEnabled()
    held.store.deleteContact(contact.ID, USER.firstColleague)
    await dialog.confirm.click()
    await expect(list.alert).toContainText(`${name} was already gone`)
    await expect(list.row(name)).toHaveCount(0)
    expect(deletesSent(held)).toBe(0)
    expect(archived(held)).toEqual([])
    await dismiss()
  })

  const late = contactOnTop(portal)
  const question = list.askedFor(nameOf(late))

  await test.step('a deal linked after the question was opened: nothing is deleted, and it is asked again', async () => {
    await list.askToDelete(nameOf(late))
    await expect(question.confirm).toBeEnabled()
    await linkDeal(portal, late, 'Roof')
    const before = heldOf(held, late.ID)
    await question.confirm.click()

    await expect(question.root).toContainText('Linked since you opened this question')
    await expect(
      question.root.getByRole('listitem').filter({ hasText: 'Deal “Roof” (€90,000' }),
    ).toBeVisible()
    await expect(question.root).toContainText('Nothing was deleted.')
    await expect(question.root).toContainText('will be left without this contact')
    await expect(question.keep).toBeFocused()
    await expect(question.confirm).toBeEnabled()
    expect(await axe(app)).toEqual([])
    expect(deletesSent(held)).toBe(0)
    expect(heldOf(held, late.ID)).toEqual(before)
    await expect.poll(() => archived(held)).toEqual([])
  })

  await test.step('something more comes: it is asked once more, with both named', async () => {
    await linkDeal(portal, late, 'Cellar')
    await question.confirm.click()
    await expect(
      question.root.getByRole('listitem').filter({ hasText: 'Deal “Cellar” (€90,000' }),
    ).toBeVisible()
    await expect(
      question.root.getByRole('listitem').filter({ hasText: 'Deal “Roof” (€90,000' }),
    ).toBeVisible()
    expect(deletesSent(held)).toBe(0)
  })

  await test.step('confirmed with what is new, it is deleted, and the copy has it', async () => {
    await expect(question.confirm).toBeEnabled()
    await question.confirm.click()
    await expect(undo(app)).toBeVisible()
    expect(held.store.contact(late.ID)).toBeUndefined()
    expect(deletesSent(held)).toBe(1)
    expect(archived(held).join()).toContain('"title":"Roof"')
  })

  const refused = contactOnTop(portal)
  await test.step('refused and out of sight: the screen does not claim to know which', async () => {
    const name = nameOf(refused)
    const dialog = await list.askToDelete(name)
    await expect(dialog.confirm).toBeEnabled()
    held.faults.add({ method: 'crm.contact.delete', kind: DENIED })
    held.faults.add({ method: 'crm.item.get', times: 10, kind: HIDDEN })
    await dialog.confirm.click()
    await expect(list.alert).toContainText(`${name} was not deleted: access denied`)
    await expect(list.alert).toContainText('or it has already been deleted')
    await expect(list.row(name)).toBeVisible()
    expect(held.store.contact(refused.ID)).toBeDefined()
    held.faults.clear()
    await dismiss()
  })

  await test.step('what hangs on it cannot be read: that is said, and deleting stays possible', async () => {
    // Not one whose last reading could be shown instead.
    const name = nameOf(contactOnTop(portal, ({ ID }) => ID !== refused.ID))
    held.faults.add({ method: 'crm.contact.get', times: 10, kind: { type: 'drop-before' } })
    const dialog = await list.askToDelete(name)
    await expect(dialog.confirm).toBeDisabled()
    await time.passesUntil(expect(dialog.root.getByRole('alert')).toContainText('could not be read'))
    await expect(dialog.confirm).toBeEnabled()
    held.faults.clear()
    await dialog.root.getByRole('button', { name: 'Try again' }).click()
    await expect(dialog.root).toContainText('Deleted with it: phones')
    await dialog.confirm.click()
    await expect(list.status.filter({ hasText: `${name} was deleted` })).toBeVisible()
  })

  await test.step('a token that ran out is renewed without a word', async () => {
    const contact = contactOnTop(portal)
    const name = nameOf(contact)
    const dialog = await list.askToDelete(name)
    await expect(dialog.confirm).toBeEnabled()
    held.auth.expireAll()
    await dialog.confirm.click()
    await expect(list.status.filter({ hasText: `${name} was deleted` })).toBeVisible()
    expect(held.store.contact(contact.ID)).toBeUndefined()
    await expect(list.alert).toHaveCount(0)
  })

  await test.step('a session that ended is said to have ended', async () => {
    const contact = contactOnTop(portal)
    const name = nameOf(contact)
    const dialog = await list.askToDelete(name)
    await expect(dialog.confirm).toBeEnabled()
    held.auth.expireAll()
    held.auth.refuseRefresh = true
    // The portal's own alert(), which the parent page shows when it gets no new token.
    portalPages.page.on('dialog', (alert) => void alert.accept())
    await dialog.confirm.click()
    await time.passesUntil(expect(list.alert).toContainText('session in the portal has ended'))
    await expect(list.alert).toContainText(name)
    expect(held.store.contact(contact.ID)).toBeDefined()
  })
})
