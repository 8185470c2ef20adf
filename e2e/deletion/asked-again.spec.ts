/** What comes to a contact between the question and the press is asked about; the portal is asked what it did. */
import { archived, undo } from '../support/one-copy.ts'
import { expect, test } from '../support/fixtures.ts'
import { contactOnTop, deletesSent, linkDeal, nameOf, openList } from '../support/portal-contacts.ts'
import { ContactTab } from '../pages/contact-tab.ts'
import { heldOf } from '../tools/held.ts'

test.use({ portalOptions: { contacts: 300 } })

test('a deal linked after the question was opened: nothing is deleted, and it is asked again', async ({
  portal,
  portalPages,
  axe,
}) => {
  const held = portal.portal
  const contact = contactOnTop(portal)
  const name = nameOf(contact)
  const { app, list } = await openList(portalPages)
  const dialog = await list.askToDelete(name)
  await expect(dialog.confirm).toBeEnabled()
  await linkDeal(portal, contact, 'Roof')
  const before = heldOf(held, contact.ID)
  await dialog.confirm.click()

  await expect(dialog.root).toContainText('Linked since you opened this question')
  await expect(dialog.root.getByRole('listitem').filter({ hasText: 'Deal “Roof” (€90,000' })).toBeVisible()
  await expect(dialog.root).toContainText('Nothing was deleted.')
  await expect(dialog.root).toContainText('will be left without this contact')
  await expect(dialog.keep).toBeFocused()
  await expect(dialog.confirm).toBeEnabled()
  expect(await axe(app)).toEqual([])
  expect(deletesSent(held)).toBe(0)
  expect(heldOf(held, contact.ID)).toEqual(before)
  await expect.poll(() => archived(held)).toEqual([])

  await test.step('something more comes: it is asked once more, with both named', async () => {
    await linkDeal(portal, contact, 'Cellar')
    await dialog.confirm.click()
    await expect(
      dialog.root.getByRole('listitem').filter({ hasText: 'Deal “Cellar” (€90,000' }),
    ).toBeVisible()
    await expect(dialog.root.getByRole('listitem').filter({ hasText: 'Deal “Roof” (€90,000' })).toBeVisible()
    expect(deletesSent(held)).toBe(0)
  })

  await test.step('confirmed with what is new, it is deleted, and the copy has it', async () => {
    await expect(dialog.confirm).toBeEnabled()
    await dialog.confirm.click()
    await expect(undo(app)).toBeVisible()
    expect(held.store.contact(contact.ID)).toBeUndefined()
    expect(deletesSent(held)).toBe(1)
    expect(archived(held).join()).toContain('"title":"Roof"')
  })
})

test('a contact that a colleague changed meanwhile is asked about again, and may be kept', async ({
  portal,
  portalPages,
}) => {
  const held = portal.portal
  const contact = contactOnTop(portal)
  const name = nameOf(contact)
  const app = await portalPages.openCardTab(contact.ID)
  const tab = new ContactTab(app)
  const dialog = await tab.askToDelete(name)
  await expect(dialog.confirm).toBeEnabled()
  held.store.updateContact(contact.ID, { COMMENTS: 'Called, wants to stay.' })
  const before = heldOf(held, contact.ID)
  await dialog.confirm.click()
  await expect(dialog.root).toContainText(`${name} was changed since you opened this question`)
  await dialog.keep.click()
  await expect(dialog.root).toHaveCount(0)
  expect(deletesSent(held)).toBe(0)
  expect(heldOf(held, contact.ID)).toEqual(before)
  await expect.poll(() => archived(held)).toEqual([])
})
