/** The app's files were replaced while its page was open: what is said is true, and what helps is offered. */
import type { Page } from '@playwright/test'
import { onTop, openDesk, reviewThese, takesManyRequests } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { contactOnTop, deletesSent, nameOf, openList } from '../support/portal-contacts.ts'

test.use({
  portalOptions: { contacts: 130 },
  expectedConsole: [/Failed to load resource|app-outdated/u],
})

/** The server no longer has these files of the app. The result brings them back. */
async function takeAway(page: Page, ...names: readonly string[]): Promise<() => Promise<void>> {
  const paths = names.map((name) => `**/assets/${name}-*.js`)
  for (const path of paths) await page.route(path, (route) => route.fulfill({ status: 404 }))
  return async () => {
    for (const path of paths) await page.unroute(path)
  }
}

const WORDS = /A file of the app could not be loaded.*updated while this page was open/u

for (const file of ['delete-with-copy', 'work-ports', 'device']) {
  test(`without ${file}, one contact is not deleted, and Reload brings the app back`, async ({
    page,
    portal,
    portalPages,
    axe,
  }) => {
    takesManyRequests(portal.portal)
    const contact = contactOnTop(portal)
    const name = nameOf(contact)
    const bringBack = await takeAway(page, file)
    const { app, list } = await openList(portalPages)
    const dialog = await list.askToDelete(name)
    await dialog.confirm.click()
    const said = list.alert.filter({ hasText: `${name} was not deleted` })
    await expect(said).toContainText(WORDS)
    await expect(said).not.toContainText('No answer came from the portal')
    await expect(said.getByRole('button', { name: 'Try again…' })).toHaveCount(0)
    expect(await axe(app)).toEqual([])
    expect(deletesSent(portal.portal)).toBe(0)
    expect(portal.portal.store.contact(contact.ID)).toBeDefined()

    await bringBack()
    await said.getByRole('button', { name: 'Reload', exact: true }).click()
    await (await list.askToDelete(name)).confirm.click()
    await expect(list.status.filter({ hasText: `${name} was deleted` })).toBeVisible()
    expect(portal.portal.store.contact(contact.ID)).toBeUndefined()
  })
}

for (const file of ['work-screens', 'work-ports']) {
  test(`without ${file} many are not reviewed, and Reload brings the app back`, async ({
    page,
    portal,
    portalPages,
    axe,
  }) => {
    takesManyRequests(portal.portal)
    const contacts = onTop(portal.portal).slice(0, 2)
    const bringBack = await takeAway(page, file)
    const desk = await openDesk(portalPages)
    await reviewThese(desk, contacts)
    const said = desk.app.getByRole('alert')
    await expect(said).toContainText(WORDS)
    expect(await axe(desk.app)).toEqual([])
    expect(deletesSent(portal.portal)).toBe(0)
    for (const { ID } of contacts) expect(portal.portal.store.contact(ID)).toBeDefined()

    await bringBack()
    await said.getByRole('button', { name: 'Reload', exact: true }).click()
    await reviewThese(desk, contacts)
    await expect(desk.review.title(2)).toBeVisible()
  })
}
