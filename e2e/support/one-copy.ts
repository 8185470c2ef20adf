import { expect, type FrameLocator, type Locator } from '@playwright/test'
import { RestorePage } from '../pages/deleted-page.ts'
import type { Contact, Fault, Portal } from '../portal/contract.ts'
import { nameOf } from './portal-contacts.ts'

/** What specs about copies need. */

/** The texts of archives that lie in the portal now. */
export function archived({ store }: Portal): string[] {
  return store
    .keptByApp()
    .filter(({ name }) => name !== 'record')
    .map(({ text }) => text)
}

/** Whose copies lie in the portal. */
export function copied(held: Portal): Set<number> {
  const found = archived(held).flatMap((text) => [
    ...text.matchAll(/"kind":"contact","contact":\{"id":(\d+),/gu),
  ])
  return new Set(found.map(([, id]) => Number(id)))
}

/** Who was deleted since and has no copy there. @param since so many were deleted before. */
export function withoutCopy(held: Portal, since = 0): number[] {
  const kept = copied(held)
  return held.store
    .deletedIds()
    .slice(since)
    .filter((id) => !kept.has(id))
}

/** What lies in the portal at the very moment at which it is told to delete. */
export function whenDeleted(held: Portal): string[][] {
  const seen: string[][] = []
  const look: Fault['kind'] = { type: 'colleague', act: (portal) => void seen.push(archived(portal)) }
  held.faults.add({ method: 'crm.contact.delete', times: 100, kind: look })
  return seen
}

export function undo(app: FrameLocator): Locator {
  return app.getByRole('button', { name: 'Undo', exact: true })
}

/** Undoes the deletion of one contact with the one press that it takes. */
export async function undoOne(app: FrameLocator): Promise<void> {
  await undo(app).click()
  await expect(app.getByRole('status').filter({ hasText: 'was restored with the new ID' })).toBeVisible()
}

/** Undoes a run with the one press that it takes, and puts the result away. */
export async function bringBack(app: FrameLocator, count: number): Promise<void> {
  const restore = new RestorePage(app)
  await undo(app).click()
  await expect(restore.result(count)).toBeVisible()
  await restore.done.click()
}

/** The contact that was made in the place of a deleted one. */
export function madeAgain({ store }: Portal, oldId: number): number {
  const found = [...store.contactIds()].filter((id) => {
    const contact = store.contact(id)
    return contact?.ORIGINATOR_ID === 'tidy-contacts' && contact.ORIGIN_ID === String(oldId)
  })
  expect(found).toHaveLength(1)
  return found[0] ?? 0
}

export async function deleteOne(
  app: FrameLocator,
  list: { askToDelete(name: string): Promise<{ confirm: Locator }> },
  contact: Contact,
): Promise<void> {
  const dialog = await list.askToDelete(nameOf(contact))
  await dialog.confirm.click()
  await expect(app.getByRole('status').filter({ hasText: `${nameOf(contact)} was deleted` })).toBeVisible()
}
