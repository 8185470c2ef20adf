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
  const writes = log.filter((entry) => writesIn(entry))
  expect(writes.length).toBeGreaterThan(0)
  expect(writes.length).toBeLessThan(log.length / 2)
  expect(preflights.toSorted()).toEqual(writes.map(({ method }) => method).toSorted())
})

function writesIn({ method, commands = [] }: LocalPortal['log'][number]): boolean {
  return [method, ...commands.map((each) => each.method)].some((each) => /\.(?:add|update|set)$/u.test(each))
}
