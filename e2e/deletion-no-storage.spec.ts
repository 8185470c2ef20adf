/** One contact deleted where the browser keeps nothing for a frame of another site. */
import { expect, test } from './fixtures.ts'
import { bringBack, deleteOne, madeAgain, SLOWLY, whenDeleted } from './one-copy.ts'
import { DeletedPage } from './pages/deleted-page.ts'
import { contactOnTop, deletesSent, nameOf, openList } from './portal-contacts.ts'
import { CHROMIUM_ARGS, WITHOUT_STORAGE } from './tools/chromium-args.ts'
import { findChromium } from './tools/machine.ts'

const executablePath = findChromium()
if (executablePath === undefined) throw new Error('No Chromium on this machine: run .ci/setup browser')

test.use({
  portalOptions: { contacts: 300 },
  launchOptions: { executablePath, args: [...CHROMIUM_ARGS, WITHOUT_STORAGE] },
  expectedConsole: [/Failed to load resource/u],
})
test.describe.configure({ timeout: 90_000 })

test('is no hindrance where the portal keeps the copy', async ({ portal, portalPages }) => {
  const held = portal.portal
  const contact = contactOnTop(portal)
  const seen = whenDeleted(held)
  const { app, list } = await openList(portalPages)
  await deleteOne(app, list, contact)
  expect(seen[0]).toHaveLength(3)
  await bringBack(app, 1)
  expect(madeAgain(held, contact.ID)).toBeGreaterThan(contact.ID)
})

test('and a portal that keeps nothing: refused, with the way that is left', async ({
  portal,
  portalPages,
  axe,
}) => {
  const held = portal.portal
  for (const scope of ['entity', 'disk']) held.app.scopes.delete(scope)
  const contact = contactOnTop(portal)
  const { app, list } = await openList(portalPages)
  const dialog = await list.askToDelete(nameOf(contact))
  await dialog.confirm.click()
  await expect(list.alert).toContainText('Neither the portal nor this browser keeps a copy', SLOWLY)
  await expect(list.alert).toContainText('“Copy all contacts first')
  expect(await axe(app)).toEqual([])
  expect(deletesSent(held)).toBe(0)
  expect(held.store.contact(contact.ID)).toBeDefined()
  const deleted = new DeletedPage(app)
  await deleted.open.click()
  await expect(deleted.heading).toBeVisible()
  await expect(deleted.table).toHaveCount(0)
})
