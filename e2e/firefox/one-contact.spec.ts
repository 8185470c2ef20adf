/** One contact deleted and restored in Firefox as it is installed. */
import { expect } from '../support/fixtures.ts'
import { deleteOne, madeAgain, undoOne, whenDeleted } from '../support/one-copy.ts'
import { contactOnTop, openList } from '../support/portal-contacts.ts'
import { heldOf } from '../tools/held.ts'
import { firefox, test } from './firefox.ts'

test.use({ portalOptions: { contacts: 300 }, ...firefox() })

test('a contact is deleted after the question, and restored by Undo', async ({ portal, portalPages }) => {
  const held = portal.portal
  const contact = contactOnTop(portal)
  const before = heldOf(held, contact.ID)
  const seen = whenDeleted(held)
  const { app, list } = await openList(portalPages)
  await deleteOne(app, list, contact)
  expect(held.store.contact(contact.ID)).toBeUndefined()
  expect(seen[0]?.join()).toContain('"kind":"trailer","contacts":1')
  await undoOne(app)
  expect(heldOf(held, madeAgain(held, contact.ID))).toEqual(before)
})
