/** The question before a contact is deleted from the list, and its answer, by every way to give it. */
import type { Locator } from '@playwright/test'
import { expect, test } from '../support/fixtures.ts'
import type { ContactsPage } from '../pages/contacts-page.ts'
import type { PortalPages } from '../pages/portal-pages.ts'
import { contactOnTop, deletesSent, nameOf, openList } from '../support/portal-contacts.ts'

test.use({ portalOptions: { contacts: 300 } })

test('a contact is deleted after one clear question', async ({ portal, portalPages }) => {
  const contact = contactOnTop(portal)
  const name = nameOf(contact)
  const { list } = await openList(portalPages)
  const dialog = await list.askToDelete(name)
  await expect(dialog.root).toBeVisible()
  await expect(dialog.keep).toBeFocused()
  await expect(dialog.root).toContainText('recycle bin')
  await expect(dialog.confirm).toBeEnabled()
  expect(deletesSent(portal.portal)).toBe(0)

  const next = await followingDeleteButton(list, name)
  await dialog.confirm.click()
  await expect(list.status.filter({ hasText: `${name} was deleted` })).toBeVisible()
  await expect(dialog.root).toHaveCount(0)
  await expect(list.row(name)).toHaveCount(0)
  await expect(list.deleteButton(next)).toBeFocused()
  await expect(list.alert).toHaveCount(0)
  expect(portal.portal.store.contact(contact.ID)).toBeUndefined()
  expect(portal.portal.store.bin().map((entry) => entry.contact.ID)).toEqual([contact.ID])
  expect(deletesSent(portal.portal)).toBe(1)
})

test('two people of the same name can be told apart in the question', async ({ portal, portalPages }) => {
  const { store } = portal.portal
  const add = (at: number) =>
    store.addContact({
      NAME: 'Ann',
      LAST_NAME: 'Twin',
      fm: [{ ID: 910_000 + at, TYPE_ID: 'PHONE', VALUE_TYPE: 'WORK', VALUE: `+1 555 010-70${at}0` }],
    })
  const [first, second] = [add(1), add(2)]
  const { app, list } = await openList(portalPages)
  await app.getByRole('searchbox', { name: 'Search contacts' }).fill('Ann Twin')
  // While the rows are being found, presses on them do nothing.
  await expect(app.getByText('2 contacts match')).toBeVisible()
  for (const [row, contact, phone] of [
    [0, second, '+1 555 010-7020'],
    [1, first, '+1 555 010-7010'],
  ] as const) {
    await list.table.getByRole('button', { name: 'Delete Ann Twin' }).nth(row).click()
    const question = app.getByRole('alertdialog', { name: 'Delete Ann Twin?' })
    await expect(question).toContainText(`ID ${contact.ID} · ${phone}`)
    await question.getByRole('button', { name: 'Keep contact' }).click()
  }
})

/** The name in the row after this one. */
async function followingDeleteButton(list: ContactsPage, name: string): Promise<string> {
  const labels = await list.table
    .getByRole('button', { name: /^Delete / })
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label') ?? ''))
  return (labels[labels.indexOf(`Delete ${name}`) + 1] ?? '').replace(/^Delete /u, '')
}

test('the question says what goes, what stays, and what is still open', async ({ portal, portalPages }) => {
  const { store } = portal.portal
  const contact = contactOnTop(portal, (each) =>
    store.itemsOfContact(2, each.ID).some((deal) => !deal.closed),
  )
  const { list } = await openList(portalPages)
  const dialog = await list.askToDelete(nameOf(contact))
  const deals = store.itemsOfContact(2, contact.ID)
  const open = deals.filter((deal) => !deal.closed).length
  await expect(dialog.root).toContainText(deals.length === 1 ? '1 deal' : `${deals.length} deals`)
  await expect(dialog.root).toContainText(open === 1 ? '1 open deal' : `${open} open deals`)
  await expect(dialog.root).toHaveAccessibleDescription(/open deals? .*will be left without this contact/u)
  await expect(dialog.root).toHaveAccessibleDescription(/Stays, but loses this contact: \d+ deals?/u)
})

test('keeping it, by every way to say so', async ({ portal, portalPages }) => {
  const WAYS: Record<string, (dialog: { keep: Locator; page: PortalPages['page'] }) => Promise<void>> = {
    'by the button': ({ keep }) => keep.click(),
    'by Esc': ({ page }) => page.keyboard.press('Escape'),
    'by Enter on what has the focus': ({ page }) => page.keyboard.press('Enter'),
  }
  const contact = contactOnTop(portal)
  const { list } = await openList(portalPages)
  for (const [way, keep] of Object.entries(WAYS)) {
    await test.step(way, async () => {
      const dialog = await list.askToDelete(nameOf(contact))
      await expect(dialog.keep).toBeFocused()
      await keep({ keep: dialog.keep, page: portalPages.page })
      await expect(dialog.root).toHaveCount(0)
      await expect(list.deleteButton(nameOf(contact))).toBeFocused()
      expect(deletesSent(portal.portal)).toBe(0)
      expect(portal.portal.store.contact(contact.ID)).toBeDefined()
    })
  }
})

test('the keyboard is enough', async ({ portal, portalPages }) => {
  const contact = contactOnTop(portal)
  const name = nameOf(contact)
  const { page } = portalPages
  const { list } = await openList(portalPages)
  await list.deleteButton(name).focus()
  await page.keyboard.press('Enter')
  const dialog = list.askedFor(name)
  await expect(dialog.keep).toBeFocused()
  await expect(dialog.confirm).toBeEnabled()
  await page.keyboard.press('Tab')
  await expect(dialog.confirm).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(list.status.filter({ hasText: `${name} was deleted` })).toBeVisible()
  expect(portal.portal.store.contact(contact.ID)).toBeUndefined()
})

test('pressed more than once, it deletes once', async ({ portal, portalPages }) => {
  const PRESSES: Record<string, (confirm: Locator) => Promise<void>> = {
    'a double click': (confirm) => confirm.dblclick(),
    'two clicks before anything is drawn': (confirm) =>
      confirm.evaluate((button: HTMLButtonElement) => {
        button.click()
        button.click()
      }),
    'Enter held down': async (confirm) => {
      const { keyboard } = confirm.page()
      await confirm.focus()
      await keyboard.down('Enter')
      await keyboard.down('Enter')
      await keyboard.down('Enter')
      await keyboard.up('Enter')
    },
  }
  const { list } = await openList(portalPages)
  for (const [way, press] of Object.entries(PRESSES)) {
    await test.step(way, async () => {
      const contact = contactOnTop(portal)
      const before = deletesSent(portal.portal)
      portal.portal.faults.add({ method: 'crm.contact.delete', kind: { type: 'slow', ms: 400 } })
      const dialog = await list.askToDelete(nameOf(contact))
      await expect(dialog.confirm).toBeEnabled()
      await press(dialog.confirm)
      await expect(list.status.filter({ hasText: `${nameOf(contact)} was deleted` })).toBeVisible()
      expect(deletesSent(portal.portal)).toBe(before + 1)
    })
  }
})

test('while it works the button says so, and nothing pretends to cancel', async ({ portal, portalPages }) => {
  const contact = contactOnTop(portal)
  const { page } = portalPages
  const { promise: released, resolve: release } = promiseFromOutside()
  await page.route('**/rest/**', async (route) => {
    if (route.request().postData()?.includes('crm.contact.delete')) await released
    await route.continue()
  })
  const { list } = await openList(portalPages)
  const dialog = await list.askToDelete(nameOf(contact))
  await dialog.confirm.click()
  await expect(dialog.root.getByRole('button', { name: 'Deleting…' })).toBeVisible()
  await expect(dialog.keep).toBeDisabled()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await dialog.keep.click({ force: true })
  await expect(dialog.root).toBeVisible()
  release()
  await expect(list.status.filter({ hasText: `${nameOf(contact)} was deleted` })).toBeVisible()
  expect(portal.portal.store.contact(contact.ID)).toBeUndefined()
})

function promiseFromOutside(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}
