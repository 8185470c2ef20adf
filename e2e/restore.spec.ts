/** Deleted contacts brought back: the portal afterwards compared with the portal before. */
import type { FrameLocator } from '@playwright/test'
import { listed } from './bulk.ts'
import { expect, test } from './fixtures.ts'
import { ContactRows } from './pages/contact-rows.ts'
import { DeletedPage, RestorePage } from './pages/deleted-page.ts'
import type { Portal } from './portal/contract.ts'
import { ODD } from './portal/store/odd-contacts.ts'
import { USER } from './portal/store/users.ts'
import { archiveTextOf, packed } from './tools/archive-of.ts'
import { heldOf } from './tools/held.ts'

test.use({
  portalOptions: { contacts: 300 },
  // Whether it may import is asked by an add that is refused for its fields.
  expectedConsole: [/400 \(Bad Request\).*crm\.contact\.add/],
})
test.describe.configure({ timeout: 120_000 })

interface Desk {
  readonly app: FrameLocator
  readonly deleted: DeletedPage
  readonly restore: RestorePage
}

async function deskOf(app: FrameLocator): Promise<Desk> {
  await new ContactRows(app).ready()
  return { app, deleted: new DeletedPage(app), restore: new RestorePage(app) }
}

/** Contacts of the first category whose name nobody else has. */
function some(held: Portal, count: number, from = 60): number[] {
  return listed(held)
    .filter((id) => id > from)
    .slice(0, count)
}

function deleteAll({ store }: Portal, ids: readonly number[]): void {
  for (const id of ids) store.deleteContact(id, USER.admin)
}

/** New ids by old ones, of what the app made. */
function mapOf({ store }: Portal): Map<number, number> {
  const map = new Map<number, number>()
  for (const id of store.contactIds()) {
    const contact = store.contact(id)
    if (contact?.ORIGINATOR_ID === 'tidy-contacts') map.set(Number(contact.ORIGIN_ID), id)
  }
  return map
}

test('a run comes back out of a downloaded file, field by field and link by link', async ({
  portal,
  portalPages,
}) => {
  const held = portal.portal
  const ids = [ODD.everything, ...some(held, 39)]
  const before = ids.map((id) => heldOf(held, id))
  const count = held.store.contactCount()
  const file = await packed(await archiveTextOf(portal, ids))
  deleteAll(held, ids)
  const { deleted, restore } = await deskOf(await portalPages.openApp())
  await deleted.open.click()
  await expect(deleted.heading).toBeFocused()
  await deleted.chooseFile('copy.ndjson.gz', file)
  await expect(deleted.table).toBeVisible()
  await deleted.restore(40).click()
  await expect(restore.comesBack).toContainText('40 contacts')
  await restore.restore(40).click()
  await expect(restore.result(40)).toBeVisible({ timeout: 60_000 })
  await expect(restore.report).toContainText('40 contacts are back')
  const map = mapOf(held)
  expect(held.store.contactCount()).toBe(count)
  expect(ids.map((id) => heldOf(held, map.get(id) ?? 0))).toEqual(before)
  expect([held.store.robotRuns, held.store.sentMails]).toEqual([[], []])
})
