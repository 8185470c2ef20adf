/** The portal's storage fills up in the middle of a run: nothing is deleted without a copy, and room lets it go on. */
import { listed, openPages, reviewAll, skipsNone, takesManyRequests } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { withoutCopy } from '../support/one-copy.ts'
import { DeletedPage } from '../pages/deleted-page.ts'
import { deleteAll, some } from '../support/restoring.ts'
import { keepInPortal } from '../support/archive-of.ts'

test.use({ portalOptions: { contacts: 130 }, expectedConsole: [/400 \(Bad Request\).*entity/u] })
test.beforeEach(({ portal }) => {
  takesManyRequests(portal.portal)
  skipsNone(portal.portal)
})

test('a run whose copies find no room stops deleting, says why, and goes on once an old copy is erased', async ({
  portal,
  portalPages,
  time,
  axe,
}) => {
  const held = portal.portal
  const stored = (): number => held.store.keptByApp().reduce((sum, { text }) => sum + text.length, 0)
  const old = some(held, 50)
  await keepInPortal(portal, 'run-old', old)
  deleteAll(held, old)
  const before = held.store.deletedIds().length
  // Room for the copies of about half of those that are left.
  held.settings.appStorageHolds = Math.round(stored() * 2)
  const pages = await openPages(portalPages)
  const total = listed(held).length
  await reviewAll(pages, total)
  await pages.review.confirmTyped(total)
  await time.passesUntil(expect(pages.run.alert).toContainText('Copies of the contacts could not be stored'))
  await expect(pages.run.alert).toContainText('storage may be full')
  expect(await axe(pages.app)).toEqual([])
  const gone = held.store.deletedIds().slice(before)
  expect(gone.length).toBeGreaterThan(0)
  expect(gone.length).toBeLessThan(total)
  expect(withoutCopy(held, before)).toEqual([])

  await pages.app.getByRole('button', { name: 'Back to the list' }).click()
  await expect(pages.unfinished.goOn).toBeVisible()
  const deleted = new DeletedPage(pages.app)
  await deleted.open.click()
  await pages.app.getByRole('button', { name: 'Erase copy', exact: true }).last().click()
  await pages.app
    .getByRole('alertdialog', { name: /copy of 50 contacts/ })
    .getByRole('button', { name: 'Erase copy' })
    .click()
  await expect(pages.app.getByText('The copy was erased.')).toBeVisible()
  await deleted.back.click()
  await pages.unfinished.goOn.click()
  await time.passesUntil(expect(pages.run.result(total)).toBeVisible())
  await expect(pages.run.report).toContainText(`${total} contacts deleted`)
  expect(listed(held)).toEqual([])
  expect(withoutCopy(held, before)).toEqual([])
})
