/** The question before a contact is deleted: what it says, that it fits, and that the contact can be kept. */
import type { Locator } from '@playwright/test'
import { takesManyRequests } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { ODD } from '../portal/store/odd-contacts.ts'
import type { PortalPages } from '../pages/portal-pages.ts'
import { contactOnTop, deletesSent, nameOf, openList } from '../support/portal-contacts.ts'

test.use({ portalOptions: { contacts: 300 } })

test('the question says what is to be done, and the contact may be kept', async ({
  portal,
  portalPages,
  page,
}) => {
  // More questions in a few seconds than any person asks.
  takesManyRequests(portal.portal)
  const { store } = portal.portal
  const { app, list } = await openList(portalPages)

  await test.step('the question says what goes, what stays, and what is still open', async () => {
    const contact = contactOnTop(portal, (each) =>
      store.itemsOfContact(2, each.ID).some((deal) => !deal.closed),
    )
    const dialog = await list.askToDelete(nameOf(contact))
    const deals = store.itemsOfContact(2, contact.ID)
    const open = deals.filter((deal) => !deal.closed).length
    await expect(dialog.root).toContainText(deals.length === 1 ? '1 deal' : `${deals.length} deals`)
    await expect(dialog.root).toContainText(open === 1 ? '1 open deal' : `${open} open deals`)
    await expect(dialog.root).toHaveAccessibleDescription(/open deals? .*will be left without this contact/u)
    await expect(dialog.root).toHaveAccessibleDescription(/Stays, but loses this contact: \d+ deals?/u)
    await dialog.keep.click()
    await expect(dialog.root).toHaveCount(0)
  })

  const contact = contactOnTop(portal)
  const WAYS: Record<string, (dialog: { keep: Locator; page: PortalPages['page'] }) => Promise<void>> = {
    'by the button': ({ keep }) => keep.click(),
    'by Esc': ({ page: parent }) => parent.keyboard.press('Escape'),
    'by Enter on what has the focus': ({ page: parent }) => parent.keyboard.press('Enter'),
  }
  for (const [way, keep] of Object.entries(WAYS)) {
    await test.step(`keeping it ${way}`, async () => {
      const dialog = await list.askToDelete(nameOf(contact))
      await expect(dialog.keep).toBeFocused()
      await keep({ keep: dialog.keep, page })
      await expect(dialog.root).toHaveCount(0)
      await expect(list.deleteButton(nameOf(contact))).toBeFocused()
      expect(deletesSent(portal.portal)).toBe(0)
      expect(store.contact(contact.ID)).toBeDefined()
    })
  }

  await test.step('Tab stays in the question, and Esc closes it wherever the focus is', async () => {
    const dialog = await list.askToDelete(nameOf(contact))
    await expect(dialog.confirm).toBeEnabled()
    for (const key of [...Array<string>(6).fill('Tab'), ...Array<string>(6).fill('Shift+Tab')]) {
      await page.keyboard.press(key)
      await expect(dialog.root.locator(':focus')).toHaveCount(1)
    }
    await app.locator(':focus').evaluate((focused: HTMLElement) => focused.blur())
    await page.keyboard.press('Escape')
    await expect(dialog.root).toHaveCount(0)
    expect(store.contact(contact.ID)).toBeDefined()
  })

  await test.step('the question needs no scrolling in a frame of 600 px, for nine contacts of ten', async () => {
    expect(await app.locator('html').evaluate((html) => html.clientHeight)).toBe(600)
    let fitting = 0
    for (let row = 1; row <= 10; row++) {
      await list.table
        .getByRole('row')
        .nth(row)
        .getByRole('button', { name: /^Delete / })
        .click()
      const question = app.getByRole('alertdialog')
      await expect(question.getByRole('button', { name: 'Delete contact' })).toBeEnabled()
      await expect(question).toContainText('You can undo this for 30 days')
      if (await fitsFrame(question)) fitting += 1
      await page.keyboard.press('Escape')
      await expect(question).toHaveCount(0)
    }
    expect(fitting).toBeGreaterThanOrEqual(9)
  })

  await test.step('two people of the same name can be told apart in the question', async () => {
    const add = (at: number) =>
      store.addContact({
        NAME: 'Ann',
        LAST_NAME: 'Twin',
        fm: [{ ID: 910_000 + at, TYPE_ID: 'PHONE', VALUE_TYPE: 'WORK', VALUE: `+1 555 010-70${at}0` }],
      })
    const [first, second] = [add(1), add(2)]
    await list.search.fill('Ann Twin')
    // While the rows are being found, presses on them do nothing.
    await expect(app.getByText('2 contacts match')).toBeVisible()
    for (const [row, twin, phone] of [
      [0, second, '+1 555 010-7020'],
      [1, first, '+1 555 010-7010'],
    ] as const) {
      await list.table.getByRole('button', { name: 'Delete Ann Twin' }).nth(row).click()
      const question = app.getByRole('alertdialog', { name: 'Delete Ann Twin?' })
      await expect(question).toContainText(`ID ${twin.ID} · ${phone}`)
      await question.getByRole('button', { name: 'Keep contact' }).click()
    }
  })
})

test('in the tab of a card, however long the question: what comes back is in sight, and read where it is asked for', async ({
  portal,
  portalPages,
  page,
}) => {
  takesManyRequests(portal.portal)
  for (const [width, id] of [
    [1280, ODD.longName],
    [390, ODD.everything],
  ] as const) {
    await page.setViewportSize({ width, height: 600 })
    const tab = await portalPages.openCardTab(id)
    await tab.getByRole('button', { name: 'Delete contact', exact: true }).click()
    const question = tab.getByRole('alertdialog')
    await expect(question).toContainText('You can undo this for 30 days')
    const more = question.getByText('What comes back?')
    await expect(more).toBeInViewport({ ratio: 1 })
    await more.click()
    await expect(question.getByText('with a new ID')).toBeInViewport()
  }
})

/** Nothing in it scrolls, and all of it is in sight. */
function fitsFrame(question: Locator): Promise<boolean> {
  return question.evaluate((dialog) => {
    const { top, bottom } = dialog.getBoundingClientRect()
    const scrolls = [dialog, ...dialog.querySelectorAll('*')].some(
      (each) =>
        each.scrollHeight > each.clientHeight + 1 &&
        ['auto', 'scroll'].includes(getComputedStyle(each).overflowY),
    )
    return !scrolls && top >= 0 && bottom <= document.documentElement.clientHeight
  })
}
