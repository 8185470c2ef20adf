/** One contact and many deleted and restored in Firefox as it is installed. */
import { deskOf, listed, reviewAll, skipsNobody, takesManyRequests } from '../support/deletion-run.ts'
import { expect } from '../support/fixtures.ts'
import { bringBack, deleteOne, madeAgain, undoOne, whenDeleted, withoutCopy } from '../support/one-copy.ts'
import { contactOnTop, openList } from '../support/portal-contacts.ts'
import { heldOf } from '../tools/held.ts'
import { firefox, test } from './firefox.ts'
import { type } from './typing.ts'

test.use({ portalOptions: { contacts: 60 }, ...firefox() })

test('one contact is deleted after the question, many once their number is typed; Undo restores them', async ({
  portal,
  portalPages,
}) => {
  const held = portal.portal
  takesManyRequests(held)
  skipsNobody(held)
  const contact = contactOnTop(portal)
  const before = heldOf(held, contact.ID)
  const seen = whenDeleted(held)
  const { app, list } = await openList(portalPages)
  await deleteOne(app, list, contact)
  expect(held.store.contact(contact.ID)).toBeUndefined()
  expect(seen[0]?.join()).toContain('"kind":"trailer","contacts":1')
  await undoOne(app)
  expect(heldOf(held, madeAgain(held, contact.ID))).toEqual(before)

  const desk = await deskOf(app)
  const total = listed(held).length
  await reviewAll(desk, total)
  await expect(desk.review.delete(total)).toHaveAttribute('aria-disabled', 'true')
  await type(desk.review.typed(total), String(total))
  await desk.review.delete(total).click()
  await expect(desk.run.result(total)).toBeVisible()
  await expect(desk.run.report).toContainText(`${total} contacts deleted`)
  expect(listed(held)).toEqual([])
  expect(withoutCopy(held)).toEqual([])
  await bringBack(desk.app, total)
  expect(listed(held)).toHaveLength(total)
})
