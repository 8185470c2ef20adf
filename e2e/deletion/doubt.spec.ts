/** A delete whose answer was lost: nothing is claimed before it is known, and it is found out by itself. */
import { expect, test } from '../support/fixtures.ts'
import { deleteOne } from '../support/one-copy.ts'
import { contactOnTop, deletesSent, nameOf, openList } from '../support/portal-contacts.ts'
import { USER } from '../portal/store/users.ts'

/** A broken answer is noise that the browser makes of itself. */
test.use({ expectedConsole: [/Failed to load resource/u], portalOptions: { contacts: 300 } })

test.describe('an answer that is lost, and the contact is still there', () => {
  test('nobody claims to know, the rest goes on, and what the portal does late is told by itself', async ({
    portal,
    portalPages,
    axe,
    time,
  }) => {
    const contact = contactOnTop(portal)
    const name = nameOf(contact)
    const other = contactOnTop(portal, ({ ID }) => ID !== contact.ID)
    const { app, list } = await openList(portalPages)
    const dialog = await list.askToDelete(name)
    await expect(dialog.confirm).toBeEnabled()
    portal.portal.faults.add({ method: 'crm.contact.delete', kind: { type: 'drop-before' } })
    await dialog.confirm.click()
    const unknown = list.alert.filter({ hasText: `It is not known whether ${name} was deleted` })
    await time.passesUntil(expect(unknown).toContainText('The portal may still carry it out'))
    await expect(app.getByText(`${name} was not deleted`)).toHaveCount(0)
    await expect(dialog.root).toHaveCount(0)
    await expect(list.row(name)).toBeVisible()
    expect(await axe(app)).toEqual([])

    await deleteOne(app, list, other)
    await expect(unknown).toBeVisible()
    // The portal was at work all the time.
    portal.portal.store.deleteContact(contact.ID, USER.admin)
    await time.passesUntil(expect(list.status.filter({ hasText: `${name} was deleted` })).toBeVisible())
    await expect(unknown).toHaveCount(0)
    await expect(list.row(name)).toHaveCount(0)
    await expect(app.getByText('2 contacts were deleted', { exact: true })).toBeVisible()
  })

  test('“not deleted” is said when the portal can be at work no longer', async ({
    portal,
    portalPages,
    time,
  }) => {
    const contact = contactOnTop(portal)
    const name = nameOf(contact)
    const { app, list } = await openList(portalPages)
    const dialog = await list.askToDelete(name)
    await expect(dialog.confirm).toBeEnabled()
    portal.portal.faults.add({ method: 'crm.contact.delete', kind: { type: 'drop-before' } })
    const sent = portal.portal.clock.now()
    await dialog.confirm.click()
    await time.passesUntil(expect(list.alert).toContainText(`It is not known whether ${name} was deleted`))
    await list.alert.getByRole('button', { name: 'Check now' }).click()
    await expect(list.alert.getByRole('button', { name: 'Check now' })).toBeVisible()
    await expect(list.alert).toContainText('It is not known')
    // By itself: a look is due when the portal has ended every request that it got so long ago.
    await time.passesUntil(expect(list.alert).toContainText(`${name} was not deleted`))
    expect(portal.portal.clock.now() - sent).toBeGreaterThan(65_000)
    await expect(list.alert).toContainText('No answer came from the portal')
    await expect(list.row(name)).toBeVisible()
    expect(portal.portal.store.contact(contact.ID)).toBeDefined()
    await app.getByRole('button', { name: 'Dismiss this message' }).click()
    await expect(list.alert).toHaveCount(0)
  })

  test('nobody can look either: it is told as soon as somebody can', async ({
    portal,
    portalPages,
    time,
  }) => {
    const contact = contactOnTop(portal)
    const name = nameOf(contact)
    const { list } = await openList(portalPages)
    const dialog = await list.askToDelete(name)
    await expect(dialog.confirm).toBeEnabled()
    portal.portal.faults.add({ method: 'crm.contact.delete', kind: { type: 'drop-after' } })
    portal.portal.faults.add({ method: 'crm.item.get', times: 100, kind: { type: 'drop-before' } })
    await dialog.confirm.click()
    await time.passesUntil(expect(list.alert).toContainText(`It is not known whether ${name} was deleted`))
    await expect(list.row(name)).toBeVisible()
    portal.portal.faults.clear()
    await time.passesUntil(expect(list.status.filter({ hasText: `${name} was deleted` })).toBeVisible())
    await expect(list.row(name)).toHaveCount(0)
    expect(deletesSent(portal.portal)).toBe(1)
  })
})
