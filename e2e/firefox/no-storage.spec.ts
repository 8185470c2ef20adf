/** One contact deleted and restored in a Firefox that keeps nothing for frames of other sites. */
import { expect } from '../support/fixtures.ts'
import { frameStorage } from '../support/frame-storage.ts'
import { madeAgain, undoOne, whenDeleted } from '../support/one-copy.ts'
import { contactOnTop, nameOf, openList } from '../support/portal-contacts.ts'
import { heldOf } from '../tools/held.ts'
import { firefox, test } from './firefox.ts'

// What its settings call blocking all cross-site cookies. It refuses the frame locks and channels too.
test.use({ portalOptions: { contacts: 60 }, ...firefox({ 'network.cookie.cookieBehavior': 1 }) })

test('the question promises a copy that lies in the portal, and Undo restores it from there', async ({
  portal,
  portalPages,
}) => {
  const held = portal.portal
  const contact = contactOnTop(portal)
  const before = heldOf(held, contact.ID)
  const seen = whenDeleted(held)
  const { app, list } = await openList(portalPages)
  expect(await frameStorage(app)).toBe('refused')
  const dialog = await list.askToDelete(nameOf(contact))
  await expect(dialog.root).toContainText('You can undo this for 30 days. A copy is saved first.')
  await dialog.confirm.click()
  await expect(list.status.filter({ hasText: `${nameOf(contact)} was deleted` })).toBeVisible()
  expect(held.store.contact(contact.ID)).toBeUndefined()
  expect(seen[0]?.join()).toContain('"kind":"trailer","contacts":1')
  await undoOne(app)
  expect(heldOf(held, madeAgain(held, contact.ID))).toEqual(before)
})
