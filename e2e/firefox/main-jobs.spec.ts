/** One contact and many deleted and restored in Firefox as it is installed. */
import { pagesOf, listed, reviewAll, skipsNone, takesManyRequests } from '../support/deletion-run.ts'
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
  skipsNone(held)
  const contact = contactOnTop(portal)
  const before = heldOf(held, contact.ID)
  const seen = whenDeleted(held)
  const { app, list } = await openList(portalPages)
  await deleteOne(app, list, contact)
  expect(held.store.contact(contact.ID)).toBeUndefined()
  expect(seen[0]?.join()).toContain('"kind":"trailer","contacts":1')
  await undoOne(app)
  expect(heldOf(held, madeAgain(held, contact.ID))).toEqual(before)

  const pages = await pagesOf(app)
  const total = listed(held).length
  await reviewAll(pages, total)
  await expect(pages.review.delete(total)).toHaveAttribute('aria-disabled', 'true')
  await type(pages.review.typed(total), String(total))
  await pages.review.delete(total).click()
  await expect(pages.run.result(total)).toBeVisible()
  await expect(pages.run.report).toContainText(`${total} contacts deleted`)
  expect(listed(held)).toEqual([])
  expect(withoutCopy(held)).toEqual([])
  await bringBack(pages.app, total)
  expect(listed(held)).toHaveLength(total)
})
