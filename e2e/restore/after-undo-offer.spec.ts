/** What the list offers to undo, after the same contacts were restored elsewhere or lost their copy. */
import { expect, test } from '../support/fixtures.ts'
import { deleteOne, madeAgain, undo } from '../support/one-copy.ts'
import { DeletedPage, RestorePage } from '../pages/deleted-page.ts'
import { takesManyRequests } from '../support/deletion-run.ts'
import { contactOnTop, nameOf, openList } from '../support/portal-contacts.ts'
import { USUAL_NOISE } from '../support/restoring.ts'

test.beforeEach(({ portal }) => takesManyRequests(portal.portal))

test.use({ portalOptions: { contacts: 300 }, expectedConsole: [USUAL_NOISE] })

test('a restore says nothing of the deletion before it, and neither does the list afterwards', async ({
  portal,
  portalPages,
}) => {
  const contact = contactOnTop(portal)
  const { app, list } = await openList(portalPages)
  await deleteOne(app, list, contact)
  const [deleted, restore] = [new DeletedPage(app), new RestorePage(app)]
  await deleted.open.click()
  await deleted.restore(1).click()
  await expect(restore.comesBack).toBeVisible()
  await restore.restore(1).click()
  await expect(restore.report).toContainText('is restored (ID 301)')
  await expect(app.getByText(`${nameOf(contact)} was deleted`).filter({ visible: true })).toHaveCount(0)
  await restore.done.click()
  await deleted.back.click()
  await expect(list.row(nameOf(contact))).toBeVisible()
  await expect(undo(app)).toHaveCount(0)
  expect(madeAgain(portal.portal, contact.ID)).toBeGreaterThan(0)
})

test('nothing is offered whose copy was erased', async ({ portal, portalPages }) => {
  const contact = contactOnTop(portal)
  const { app, list } = await openList(portalPages)
  await deleteOne(app, list, contact)
  await expect(undo(app)).toBeVisible()
  const deleted = new DeletedPage(app)
  await deleted.open.click()
  await deleted.erase.click()
  await app.getByRole('alertdialog').getByRole('button', { name: 'Erase copy', exact: true }).click()
  await expect(app.getByText('The copy was erased.')).toBeVisible()
  await deleted.back.click()
  await expect(list.status.filter({ hasText: `${nameOf(contact)} was deleted` })).toBeVisible()
  await expect(undo(app)).toHaveCount(0)
  expect(
    portal.portal.store.keptByApp().some((item) => JSON.stringify(item).includes('"kind":"contact"')),
  ).toBe(false)
})
