/** The app's files were replaced while its page was open: what is said is true, and what helps is offered. */
import type { Locator, Page } from '@playwright/test'
import { ContactsPage } from '../pages/contacts-page.ts'
import type { Contact, Portal } from '../portal/contract.ts'
import {
  onTop,
  openPages,
  reviewThese,
  skipsNone,
  takesManyRequests,
  type Pages,
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
async function refusedOne(pages: Pages, held: Portal, contact: Contact): Promise<Locator> {
  const list = new ContactsPage(pages.app)
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

async function deletesOne(pages: Pages, held: Portal, contact: Contact): Promise<void> {
  const list = new ContactsPage(pages.app)
  const name = nameOf(contact)
  await (await list.askToDelete(name)).confirm.click()
  await expect(list.status.filter({ hasText: `${name} was deleted` })).toBeVisible()
  expect(held.store.contact(contact.ID)).toBeUndefined()
}

/** Tries to review contacts. Resolves with what is said instead. */
async function refusedMany(pages: Pages, held: Portal, contacts: readonly Contact[]): Promise<Locator> {
  const sent = deletesSent(held)
  await reviewThese(pages, contacts)
  // What a try to delete one has said is on the list, which is out of sight.
  const said = pages.app.getByRole('alert')
  await expect(said).toContainText(WORDS)
  expect(deletesSent(held)).toBe(sent)
  for (const { ID } of contacts) expect(held.store.contact(ID)).toBeDefined()
  return reloadOf(said)
}

async function reviewsMany(pages: Pages, contacts: readonly Contact[]): Promise<void> {
  await reviewThese(pages, contacts)
  await expect(pages.review.title(contacts.length)).toBeVisible()
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
  skipsNone(held)
  const [first, second, third, ...others] = structuredClone(onTop(held)) as [Contact, Contact, Contact]
  const two: Contact[] = others.slice(0, 2)

  const bringCopiesBack = await takeAway(page, 'delete-with-copy')
  const pages = await openPages(portalPages)
  await test.step('without delete-with-copy, one contact is not deleted, and Reload brings the app back', async () => {
    const reload = await refusedOne(pages, held, first)
    expect(await axe(pages.app)).toEqual([])
    await bringCopiesBack()
    await reload.click()
    await deletesOne(pages, held, first)
  })

  await test.step('without device, one contact is not deleted, and Reload brings the app back', async () => {
    const bringBack = await takeAway(page, 'device')
    await openPages(portalPages)
    const reload = await refusedOne(pages, held, second)
    await bringBack()
    await reload.click()
    await deletesOne(pages, held, second)
  })

  await test.step('without work-screens many are not reviewed, and Reload brings the app back', async () => {
    // Deleting one contact did not need it.
    const bringBack = await takeAway(page, 'work-screens')
    const reload = await refusedMany(pages, held, two)
    expect(await axe(pages.app)).toEqual([])
    await bringBack()
    await reload.click()
    await reviewsMany(pages, two)
  })

  await test.step('without work-ports neither one nor many, and Reload brings the app back', async () => {
    const bringBack = await takeAway(page, 'work-ports')
    await openPages(portalPages)
    await expect(await refusedOne(pages, held, third)).toBeVisible()
    const reload = await refusedMany(pages, held, two)
    await bringBack()
    await reload.click()
    await deletesOne(pages, held, third)
    await reviewsMany(pages, two)
  })
})
