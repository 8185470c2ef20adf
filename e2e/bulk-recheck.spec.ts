/** What a colleague does to a contact while a run is under way is seen before its turn comes. */
import { listed, openDesk, reviewAll, switchRulesOff } from './bulk.ts'
import { expect, test } from './fixtures.ts'

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
  await expect(desk.run.result(total)).toBeVisible({ timeout: 60_000 })
  // What had left in the same batch can no longer be called back.
  const left = listed(held).length
  expect(changed.length).toBe(total - 3)
  expect(changed.length - left).toBeLessThanOrEqual(50)
  await expect(desk.run.report).toContainText(`${left} kept: was changed after your review`)
  await expect(desk.run.report).toContainText(`${total - left} contacts deleted`)
})
