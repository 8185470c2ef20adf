import type { FrameLocator } from '@playwright/test'
import { DeletedPage, RestorePage } from '../pages/deleted-page.ts'
import type { PortalPages } from '../pages/portal-pages.ts'
import type { Contact, RunningPortal } from '../portal/contract.ts'
import { confirm, onTop, openDesk, reviewThese, skipsNobody } from './deletion-run.ts'
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
  skipsNobody(held)
  const desk = await openDesk(portalPages)
  const [contact, other] = structuredClone(onTop(held)) as [Contact, Contact]
  await looks(desk.app, contact)
  await reviewThese(desk, [contact, other])
  await confirm(desk, 2)
  await expect(desk.run.result(2)).toBeVisible()
  await expect(desk.run.report).toContainText('2 contacts deleted')
  expect(held.store.contact(contact.ID)).toBeUndefined()
  expect(held.store.deletedIds()).toHaveLength(2)
  await desk.run.back.click()
  const deleted = new DeletedPage(desk.app)
  await deleted.open.click()
  await deleted
    .row(nameOf(contact))
    .getByRole('button', { name: /^Restore/u })
    .click()
  const restore = new RestorePage(desk.app)
  await expect(restore.comesBack).toContainText('1 contact')
  await restore.restore(1).click()
  await expect(restore.result(1)).toBeVisible()
  const [again = 0] = broughtBack(held).get(contact.ID) ?? []
  expect(held.store.contact(again)).toMatchObject({ NAME: contact.NAME, LAST_NAME: contact.LAST_NAME })
}
