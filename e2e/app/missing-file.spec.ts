/** The app's files were replaced while its page was open: what is said is true, and what helps is offered. */
import type { Locator, Page } from '@playwright/test'
import { ContactsPage } from '../pages/contacts-page.ts'
import type { Contact, Portal } from '../portal/contract.ts'
import {
  onTop,
  openDesk,
  reviewThese,
  skipsNobody,
  takesManyRequests,
  type Desk,
} from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { deletesSent, nameOf } from '../support/portal-contacts.ts'

test.use({
  portalOptions: { contacts: 60 },
  expectedConsole: [/Failed to load resource|app-outdated/u],
})

/** The server no longer has this file of the app. The result brings it back. */
async function takeAway(page: Page, name: string): Promise<() => Promise<void>> {
  const path = `**/assets/${name}-*.js`
  await page.route(path, (route) => route.fulfill({ status: 404 }))
  return () => page.unroute(path)
}

const WORDS = /A file of the app could not be loaded.*updated while this page was open/u

/** Tries to delete a contact. Resolves with what is said instead. */
async function refusedOne(desk: Desk, held: Portal, contact: Contact): Promise<Locator> {
  const list = new ContactsPage(desk.app)
  const name = nameOf(contact)
  const sent = deletesSent(held)
  await (await list.askToDelete(name)).confirm.click()
  const said = list.alert.filter({ hasText: `${name} was not deleted` })
  await expect(said).toContainText(WORDS)
  await expect(said).not.toContainText('No answer came from the portal')
  await expect(said.getByRole('button', { name: 'Try again…' })).toHaveCount(0)
  expect(deletesSent(held)).toBe(sent)
  expect(held.store.contact(contact.ID)).toBeDefined()
  return reloadOf(said)
}

async function deletesOne(desk: Desk, held: Portal, contact: Contact): Promise<void> {
  const list = new ContactsPage(desk.app)
  const name = nameOf(contact)
  await (await list.askToDelete(name)).confirm.click()
  await expect(list.status.filter({ hasText: `${name} was deleted` })).toBeVisible()
  expect(held.store.contact(contact.ID)).toBeUndefined()
}

/** Tries to review contacts. Resolves with what is said instead. */
async function refusedMany(desk: Desk, held: Portal, contacts: readonly Contact[]): Promise<Locator> {
  const sent = deletesSent(held)
  await reviewThese(desk, contacts)
  // What a try to delete one has said is on the list, which is out of sight.
  const said = desk.app.getByRole('alert')
  await expect(said).toContainText(WORDS)
  expect(deletesSent(held)).toBe(sent)
  for (const { ID } of contacts) expect(held.store.contact(ID)).toBeDefined()
  return reloadOf(said)
}

async function reviewsMany(desk: Desk, contacts: readonly Contact[]): Promise<void> {
  await reviewThese(desk, contacts)
  await expect(desk.review.title(contacts.length)).toBeVisible()
}

function reloadOf(said: Locator): Locator {
  return said.getByRole('button', { name: 'Reload', exact: true })
}

test('without a file nothing is deleted or reviewed, and Reload brings the app back', async ({
  page,
  portal,
  portalPages,
  axe,
}) => {
  const held = portal.portal
  takesManyRequests(held)
  skipsNobody(held)
  const [first, second, third, ...others] = structuredClone(onTop(held)) as [Contact, Contact, Contact]
  const two: Contact[] = others.slice(0, 2)

  const bringCopiesBack = await takeAway(page, 'delete-with-copy')
  const desk = await openDesk(portalPages)
  await test.step('without delete-with-copy, one contact is not deleted, and Reload brings the app back', async () => {
    const reload = await refusedOne(desk, held, first)
    expect(await axe(desk.app)).toEqual([])
    await bringCopiesBack()
    await reload.click()
    await deletesOne(desk, held, first)
  })

  await test.step('without device, one contact is not deleted, and Reload brings the app back', async () => {
    const bringBack = await takeAway(page, 'device')
    await openDesk(portalPages)
    const reload = await refusedOne(desk, held, second)
    await bringBack()
    await reload.click()
    await deletesOne(desk, held, second)
  })

  await test.step('without work-screens many are not reviewed, and Reload brings the app back', async () => {
    // Deleting one contact did not need it.
    const bringBack = await takeAway(page, 'work-screens')
    const reload = await refusedMany(desk, held, two)
    expect(await axe(desk.app)).toEqual([])
    await bringBack()
    await reload.click()
    await reviewsMany(desk, two)
  })

  await test.step('without work-ports neither one nor many, and Reload brings the app back', async () => {
    const bringBack = await takeAway(page, 'work-ports')
    await openDesk(portalPages)
    await expect(await refusedOne(desk, held, third)).toBeVisible()
    const reload = await refusedMany(desk, held, two)
    await bringBack()
    await reload.click()
    await deletesOne(desk, held, third)
    await reviewsMany(desk, two)
  })
})
