/** A delete whose answer was lost: nothing is claimed before it is known, and it is found out by itself. */
import { takesManyRequests } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { deleteOne } from '../support/one-copy.ts'
import { contactOnTop, deletesSent, nameOf, openList } from '../support/portal-contacts.ts'
import { USER } from '../portal/store/users.ts'

/** A broken answer is noise that the browser makes of itself. */
test.use({ expectedConsole: [/Failed to load resource/u], portalOptions: { contacts: 300 } })

test('an answer that is lost, and the contact is still there', async ({ portal, portalPages, axe, time }) => {
  const { portal: held } = portal
  takesManyRequests(held)
  const { app, list } = await openList(portalPages)
  const dismiss = app.getByRole('button', { name: 'Dismiss this message' })

  await test.step('nobody claims to know, the rest goes on, and what the portal does late is told by itself', async () => {
    const contact = contactOnTop(portal)
    const name = nameOf(contact)
    const other = contactOnTop(portal, ({ ID }) => ID !== contact.ID)
    const dialog = await list.askToDelete(name)
    await expect(dialog.confirm).toBeEnabled()
    held.faults.add({ method: 'crm.contact.delete', kind: { type: 'drop-before' } })
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
    held.store.deleteContact(contact.ID, USER.admin)
    await time.passesUntil(expect(list.status.filter({ hasText: `${name} was deleted` })).toBeVisible())
    await expect(unknown).toHaveCount(0)
    await expect(list.row(name)).toHaveCount(0)
    await expect(app.getByText('2 contacts were deleted', { exact: true })).toBeVisible()

    await expect(dismiss).toHaveCount(2)
    await dismiss.first().click()
    await dismiss.click()
    await expect(dismiss).toHaveCount(0)
  })

  await test.step('“not deleted” is said when the portal can be at work no longer', async () => {
    const contact = contactOnTop(portal)
    const name = nameOf(contact)
    const dialog = await list.askToDelete(name)
    await expect(dialog.confirm).toBeEnabled()
    held.faults.add({ method: 'crm.contact.delete', kind: { type: 'drop-before' } })
    const sent = held.clock.now()
    await dialog.confirm.click()
    await time.passesUntil(expect(list.alert).toContainText(`It is not known whether ${name} was deleted`))
    await list.alert.getByRole('button', { name: 'Check now' }).click()
    await expect(list.alert.getByRole('button', { name: 'Check now' })).toBeVisible()
    await expect(list.alert).toContainText('It is not known')
    // By itself: a look is due when the portal has ended every request that it got so long ago.
    await time.passesUntil(expect(list.alert).toContainText(`${name} was not deleted`))
    expect(held.clock.now() - sent).toBeGreaterThan(65_000)
    await expect(list.alert).toContainText('No answer came from the portal')
    await expect(list.row(name)).toBeVisible()
    expect(held.store.contact(contact.ID)).toBeDefined()
    await dismiss.click()
    await expect(list.alert).toHaveCount(0)
  })

  await test.step('nobody can look either: it is told as soon as somebody can', async () => {
    const name = nameOf(contactOnTop(portal))
    const before = deletesSent(held)
    const dialog = await list.askToDelete(name)
    await expect(dialog.confirm).toBeEnabled()
    held.faults.add({ method: 'crm.contact.delete', kind: { type: 'drop-after' } })
    held.faults.add({ method: 'crm.item.get', times: 100, kind: { type: 'drop-before' } })
    await dialog.confirm.click()
    await time.passesUntil(expect(list.alert).toContainText(`It is not known whether ${name} was deleted`))
    await expect(list.row(name)).toBeVisible()
    held.faults.clear()
    await time.passesUntil(expect(list.status.filter({ hasText: `${name} was deleted` })).toBeVisible())
    await expect(list.row(name)).toHaveCount(0)
    expect(deletesSent(held)).toBe(before + 1)
  })
})
