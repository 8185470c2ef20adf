/** What a person waits for: the browser asks for permission before a JSON request, and never before a form. */
import type { LocalPortal } from '../portal/portal.ts'
import { expect, test } from '../support/fixtures.ts'
import { contactOnTop, nameOf, openList } from '../support/portal-contacts.ts'

test.use({ portalOptions: { contacts: 300 } })

test('reading, asking and deleting need no permission of the portal; storing a copy does', async ({
  portal,
  portalPages,
}) => {
  const contact = contactOnTop(portal)
  const { list } = await openList(portalPages)
  await expect(list.row(nameOf(contact))).toBeVisible()
  expect(portal.portal.preflights).toEqual([])
  const dialog = await list.askToDelete(nameOf(contact))
  await dialog.confirm.click()
  await expect(list.status.filter({ hasText: `${nameOf(contact)} was deleted` })).toBeVisible()
  await expect(list.alert).toHaveCount(0)

  const { preflights, log } = portal.portal
  const writes = log.filter((entry) => commandsOf(entry).some((each) => WRITES.test(each)))
  expect(writes.length).toBeGreaterThan(0)
  expect(writes.length).toBeLessThan(log.length / 2)
  expect(preflights.toSorted()).toEqual(writes.map(({ method }) => method).toSorted())
})

test('after the press four requests go one after another, and nothing of the contact is written before it', async ({
  portal,
  portalPages,
}) => {
  const { portal: held } = portal
  const contact = contactOnTop(portal)
  const { list } = await openList(portalPages)
  const dialog = await list.askToDelete(nameOf(contact))
  await expect(dialog.confirm).toBeEnabled()
  // The last things that are done while a person reads the question: the names for the copy, and a place for it.
  const asked = () => held.log.flatMap(commandsOf)
  await expect.poll(asked).toEqual(expect.arrayContaining(['crm.contact.fields', 'entity.item.property.add']))
  // The storage itself, with nothing in it.
  expect(new Set(asked().filter((each) => WRITES.test(each)))).toEqual(
    new Set(['entity.add', 'entity.item.property.add']),
  )
  expect(held.store.keptByApp()).toEqual([])
  held.preflights.splice(0)

  const { length: before } = held.log
  await dialog.confirm.click()
  await expect(list.status.filter({ hasText: `${nameOf(contact)} was deleted` })).toBeVisible()
  const sent = held.log.slice(before).map((entry) => commandsOf(entry)[0])
  // The permission to store the copy; the copy; its reading back and the check, both at once; the delete.
  expect(held.preflights[0]).toBe('entity.item.add')
  expect(sent[0]).toBe('entity.item.add')
  expect(new Set(sent.slice(1, 3))).toEqual(new Set(['crm.contact.list', 'entity.item.get']))
  expect(sent[3]).toBe('crm.contact.delete')
  expect(held.store.contact(contact.ID)).toBeUndefined()
})

const WRITES = /\.(?:add|update|set)$/u

function commandsOf({ method, commands }: LocalPortal['log'][number]): string[] {
  return commands?.map((each) => each.method) ?? [method]
}
