import type { FrameLocator } from '@playwright/test'
import { listed } from './deletion-run.ts'
import { expect } from './fixtures.ts'
import { ContactRows, contactsOf } from '../pages/contact-rows.ts'
import { DeletedPage, RestorePage } from '../pages/deleted-page.ts'
import type { PortalPages } from '../pages/portal-pages.ts'
import { nameOf } from './portal-contacts.ts'
import type { Portal, RunningPortal } from '../portal/contract.ts'
import { USER } from '../portal/store/users.ts'

/** What specs about bringing back need. */

export interface RestorePages {
  readonly app: FrameLocator
  readonly deleted: DeletedPage
  readonly restore: RestorePage
}

export async function openRestorePages(portalPages: PortalPages): Promise<RestorePages> {
  const app = await portalPages.openApp()
  await new ContactRows(app).ready()
  return { app, deleted: new DeletedPage(app), restore: new RestorePage(app) }
}

/** Waits until the list shows who came back: its rows move down then, and a press on one would hit another. */
export async function listSettles(app: FrameLocator, portal: RunningPortal): Promise<void> {
  const rows = new ContactRows(app)
  const top = contactsOf(portal).slice(0, 10)
  await rows.expectFirst(top.map(({ ID }) => ID))
  await rows.settled()
}

/** Opens the screen of what was deleted, and this file in it. */
export async function openFile({ deleted }: RestorePages, file: Buffer): Promise<void> {
  await deleted.open.click()
  await expect(deleted.heading).toBeFocused()
  await deleted.chooseFile('copy.ndjson.gz', file)
}

/** Contacts of the first category, oldest first. */
export function some(held: Portal, count: number, from = 60): number[] {
  return listed(held)
    .filter((id) => id > from)
    .slice(0, count)
}

export function deleteAll({ store }: Portal, ids: readonly number[]): void {
  for (const id of ids) store.deleteContact(id, USER.admin)
}

export function nameIn({ store }: Portal, id: number): string {
  const contact = store.contact(id)
  return contact === undefined ? '' : nameOf(contact)
}

/** New ids by old ones, of what a restore made; those of one old contact in their order. */
export function broughtBack({ store }: Portal): Map<number, number[]> {
  const map = new Map<number, number[]>()
  for (const id of store.contactIds()) {
    const contact = store.contact(id)
    if (contact?.ORIGINATOR_ID !== 'tidy-contacts') continue
    const oldId = Number(contact.ORIGIN_ID)
    map.set(oldId, [...(map.get(oldId) ?? []), id])
  }
  return map
}

/** That each of these is there once. */
export function expectOnce(held: Portal, ids: readonly number[]): void {
  const map = broughtBack(held)
  expect(ids.map((id) => map.get(id)?.length ?? 0)).toEqual(ids.map(() => 1))
}

/** One restore after another may fill the portal's bucket of requests, and what it refuses is asked again. */
export const USUAL_NOISE = /503 \(Service Unavailable\)/
