import { expect, type FrameLocator } from '@playwright/test'
import { ContactsPage } from '../pages/contacts-page.ts'
import type { PortalPages } from '../pages/portal-pages.ts'
import type { Contact, Portal, RunningPortal } from '../portal/contract.ts'
import { USER } from '../portal/store/users.ts'

/** What specs about deleting need to know of the portal's contacts. */

export function nameOf(contact: Contact): string {
  return `${contact.NAME} ${contact.LAST_NAME}`.trim()
}

/** A contact near the top of the list whose name is its own there. */
export function contactOnTop(
  { portal }: RunningPortal,
  fits: (contact: Contact) => boolean = () => true,
): Contact {
  const query = { order: 'DATE_CREATE', desc: true, offset: 0, limit: 15 } as const
  const { rows } = portal.store.findContacts(query, USER.admin)
  const shown = rows.filter(({ CATEGORY_ID }) => CATEGORY_ID === 0)
  const own = shown.find(
    (row) => fits(row) && shown.filter((other) => nameOf(other) === nameOf(row)).length === 1,
  )
  if (own === undefined) throw new Error('no such contact on the first screen')
  return own
}

/** How often the portal was told to delete a contact, whatever became of it. */
export function deletesSent(portal: Portal): number {
  return portal.log
    .flatMap((entry) => [entry.method, ...(entry.commands ?? []).map((command) => command.method)])
    .filter((method) => ['crm.contact.delete', 'crm.item.delete'].includes(method)).length
}

export async function openList(portalPages: PortalPages): Promise<{ app: FrameLocator; list: ContactsPage }> {
  const app = await portalPages.openApp()
  const list = new ContactsPage(app)
  await expect(list.table).toBeVisible()
  return { app, list }
}

/** A colleague links a new, open deal of €90,000 to a contact, as any client of the portal's REST does. */
export async function linkDeal(
  { origin, portal }: RunningPortal,
  contact: Contact,
  title: string,
): Promise<void> {
  const fields = { title, contactIds: [contact.ID], opportunity: 90_000, currencyId: 'EUR' }
  const response = await fetch(`${origin.replace('portal.localhost', '127.0.0.1')}/rest/crm.item.add`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ entityTypeId: 2, fields, auth: portal.auth.issue(USER.admin).AUTH_ID }),
  })
  expect(response.status).toBe(200)
}
