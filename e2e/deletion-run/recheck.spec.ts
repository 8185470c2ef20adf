/** What a colleague does to a contact while a run is under way is seen before its turn comes. */
import {
  confirm,
  listed,
  onTop,
  openDesk,
  reviewAll,
  reviewThese,
  switchRulesOff,
} from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { linkDeal, nameOf } from '../support/portal-contacts.ts'
import { heldOf } from '../tools/held.ts'

test.use({ portalOptions: { contacts: 70 } })

test('whom a colleague changes at the fourth delete is not deleted', async ({ portal, portalPages }) => {
  const { portal: held } = portal
  const total = listed(held).length
  const desk = await openDesk(portalPages)
  await reviewAll(desk, total)
  await switchRulesOff(desk)
  let changed: readonly number[] = []
  held.faults.add({
    method: 'crm.contact.delete',
    skip: 3,
    kind: {
      type: 'colleague',
      act: (at) => {
        changed = listed(at)
        for (const id of changed) at.store.updateContact(id, { COMMENTS: 'Called, wants to stay.' })
      },
    },
  })
  await desk.review.confirmTyped(total)
  await expect(desk.run.result(total)).toBeVisible()
  // What had left in the same batch can no longer be called back.
  const left = listed(held).length
  expect(changed.length).toBe(total - 3)
  expect(changed.length - left).toBeLessThanOrEqual(50)
  await expect(desk.run.report).toContainText(`${left} skipped: was changed after your review`)
  await expect(desk.run.report).toContainText(`${total - left} contacts deleted`)
})

test('a contact that got a deal of €90,000 after the review is skipped, and asked about again', async ({
  portal,
  portalPages,
}) => {
  const { portal: held } = portal
  const chosen = onTop(held).slice(0, 3)
  const [first] = chosen
  if (first === undefined) throw new Error('none is listed')
  const desk = await openDesk(portalPages)
  await reviewThese(desk, chosen)
  await switchRulesOff(desk)
  await linkDeal(portal, first, 'Roof')
  const before = heldOf(held, first.ID)
  await confirm(desk, 3)
  await expect(desk.run.report).toContainText('2 contacts deleted')
  await expect(desk.run.report).toContainText('1 skipped: was linked to something new after your review')
  expect(chosen.map(({ ID }) => heldOf(held, ID))).toEqual([before, null, null])

  // The new review shows the deal and asks again; until then nothing happens to the contact.
  await desk.run.reviewAgain.click()
  // The rules were off for that run only: now one skips the contact.
  await expect(desk.review.heading).toHaveText('Nothing would be deleted')
  await desk.review.deleteAnyway(nameOf(first)).click()
  await expect(desk.review.title(1)).toBeVisible()
  await desk.review.consequences.click()
  await expect(desk.app.getByText('€90,000').filter({ visible: true }).first()).toBeVisible()
  expect(heldOf(held, first.ID)).toEqual(before)
  await confirm(desk, 1)
  await expect(desk.run.report).toContainText('1 contact deleted')
  expect(heldOf(held, first.ID)).toBeNull()
})
