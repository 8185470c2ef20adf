import type { FrameLocator } from '@playwright/test'
import { DeletedPage, RestorePage } from '../pages/deleted-page.ts'
import type { PortalPages } from '../pages/portal-pages.ts'
import type { Contact, RunningPortal } from '../portal/contract.ts'
import { confirm, onTop, openPages, reviewThese, skipsNone } from './deletion-run.ts'
import { expect } from './fixtures.ts'
import { nameOf } from './portal-contacts.ts'
import { broughtBack } from './restoring.ts'

/**
 * The app's whole work, by the portal's state: two contacts of the list are deleted, and one of them restored.
 * @param looks what is to be seen of the list before
 */
export async function thereAndBack(
  portalPages: PortalPages,
  { portal: held }: RunningPortal,
  looks: (app: FrameLocator, contact: Contact) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  skipsNone(held)
  const pages = await openPages(portalPages)
  const [contact, other] = structuredClone(onTop(held)) as [Contact, Contact]
  await looks(pages.app, contact)
  await reviewThese(pages, [contact, other])
  await confirm(pages, 2)
  await expect(pages.run.result(2)).toBeVisible()
  await expect(pages.run.report).toContainText('2 contacts deleted')
  expect(held.store.contact(contact.ID)).toBeUndefined()
  expect(held.store.deletedIds()).toHaveLength(2)
  await pages.run.back.click()
  const deleted = new DeletedPage(pages.app)
  await deleted.open.click()
  await deleted
    .row(nameOf(contact))
    .getByRole('button', { name: /^Restore/u })
    .click()
  const restore = new RestorePage(pages.app)
  await expect(restore.comesBack).toContainText('1 contact')
  await restore.restore(1).click()
  await expect(restore.result(1)).toBeVisible()
  const [again = 0] = broughtBack(held).get(contact.ID) ?? []
  expect(held.store.contact(again)).toMatchObject({ NAME: contact.NAME, LAST_NAME: contact.LAST_NAME })
}
