/** What is undone while somebody is at "Clean up": what the person does there goes on. */
import { CleanUpPage } from '../pages/clean-up-page.ts'
import { PortalPages } from '../pages/portal-pages.ts'
import { USER } from '../portal/store/users.ts'
import { listed, takesManyRequests } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { deleteOne, madeAgain, undo } from '../support/one-copy.ts'
import { contactOnTop, openList } from '../support/portal-contacts.ts'

test.use({ portalOptions: { contacts: 300 } })

test('an undo that ends while somebody searches disturbs nothing, and all is counted the next time', async ({
  portal,
  portalPages,
}) => {
  const held = portal.portal
  takesManyRequests(held)
  const contact = contactOnTop(portal)
  const { app, list } = await openList(portalPages)
  await deleteOne(app, list, contact)
  const before = listed(held).length
  const total = (count: number) => app.getByText(`${count} contacts that you may see`)

  held.clock.stop()
  held.faults.add({ method: 'crm.contact.add', kind: { type: 'slow', ms: 1_000 } })
  await undo(app).click()
  await expect.poll(() => held.clock.waiting.length).toBe(1)
  const page = await new CleanUpPage(app).open()
  // The portal has made it, and does not answer yet.
  await expect(total(before + 1)).toBeVisible()
  held.faults.add({ method: 'crm.duplicate.findbycomm', times: 1e6, kind: { type: 'slow', ms: 100 } })
  const card = page.suggestion('Same phone or e-mail as another contact')
  await card.getByRole('button', { name: 'Look for the same phone or e-mail' }).click()
  await expect.poll(() => held.clock.waiting.length).toBeGreaterThan(1)
  const cancel = card.getByRole('button', { name: 'Cancel' })
  await cancel.focus()

  held.clock.advance(1_000)
  await expect(app.getByText(/was restored with the new ID/u)).toBeAttached()
  expect(madeAgain(held, contact.ID)).toBeGreaterThan(0)
  await expect(cancel).toBeFocused()
  held.faults.clear()
  held.clock.run()
  held.clock.advance(60_000)
  await expect(card).toContainText(' checked.')

  held.store.deleteContact(madeAgain(held, contact.ID), USER.admin)
  await app.getByRole('button', { name: 'Back to the list' }).click()
  await page.open()
  await expect(total(before)).toBeVisible()
})

test('what another tab deleted is not counted the next time', async ({ context, portal, portalPages }) => {
  const held = portal.portal
  takesManyRequests(held)
  const before = listed(held).length
  const { app } = await openList(new PortalPages(await context.newPage(), portal))
  const total = (count: number) => app.getByText(`${count} contacts that you may see`)
  const page = await new CleanUpPage(app).open()
  await expect(total(before)).toBeVisible()
  await app.getByRole('button', { name: 'Back to the list' }).click()

  const here = await openList(portalPages)
  await deleteOne(here.app, here.list, contactOnTop(portal))
  expect(listed(held).length).toBe(before - 1)
  await page.open()
  await expect(total(before - 1)).toBeVisible()
})
