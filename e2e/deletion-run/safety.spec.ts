/** Nothing is deleted that was not confirmed, whatever happens around the review. The portal holds the truth. */
import {
  listed,
  onTop,
  openPages,
  reviewThese,
  skipsNone,
  takesManyRequests,
} from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import type { Contact } from '../portal/contract.ts'
import { deletesSent, nameOf } from '../support/portal-contacts.ts'

test.use({ portalOptions: { contacts: 70 } })

test('only the confirmed go: asked twice, kept, sought, joined by newcomers, unticked', async ({
  portal,
  portalPages,
}) => {
  const { portal: held } = portal
  takesManyRequests(held)
  skipsNone(held)
  const total = listed(held).length
  const pages = await openPages(portalPages)
  const { review, bar } = pages

  await test.step('a double click on the button asks and answers nothing, and Esc keeps them', async () => {
    const isBare = ({ ID }: Contact): boolean =>
      [2, 31].every((type) => held.store.itemsOfContact(type, ID).length === 0)
    await reviewThese(pages, onTop(held, isBare).slice(0, 3))
    await review.delete(3).dblclick()
    await expect(review.question(3)).toBeVisible()
    await portalPages.page.keyboard.press('Escape')
    await expect(review.question(3)).toBeHidden()
    await expect(review.title(3)).toBeVisible()
    expect(deletesSent(held)).toBe(0)
    await review.keep.click()
  })

  await test.step('all that match one search, reviewed under another: said, for nobody saw them', async () => {
    await bar.tickLoaded()
    await bar.selectAll(String(total)).click()
    const sought = onTop(held).at(-1)
    if (sought === undefined) throw new Error('no contact on top')
    const search = pages.app.getByRole('searchbox', { name: 'Search contacts' })
    await search.fill(nameOf(sought))
    await expect(pages.rows.at(0)).toContainText(nameOf(sought))
    await bar.review.click()
    await expect(pages.app.getByRole('status').filter({ hasText: 'belong to another search' })).toBeVisible()
    await review.keep.click()
    await bar.clear.click()
    await search.fill('')
  })

  await test.step('who came before the plan was made is in the count', async () => {
    await bar.tickLoaded()
    await bar.selectAll(String(total)).click()
    held.store.addContact({ NAME: 'Early', LAST_NAME: 'Bird', DATE_CREATE: 1_600_000_000 })
    await bar.review.click()
    await expect(
      pages.app.getByText(`The list showed ${total} matching contacts, now there are ${total + 1}`),
    ).toBeVisible()
    await expect(review.title(total + 1)).toBeVisible()
  })

  const first = held.store.contact(listed(held)[0] ?? 0)
  if (first === undefined) throw new Error('no contact')
  await test.step('a count that was right before something was unticked confirms nothing, nor does Enter', async () => {
    await review.typed(total + 1).fill(String(total + 1))
    await expect(review.delete(total + 1)).toBeEnabled()
    await pages.app.getByRole('combobox', { name: 'Order' }).selectOption('By ID')
    await review.checkbox(nameOf(first)).uncheck()
    await expect(review.title(total)).toBeVisible()
    await expect(review.typed(total)).toHaveValue(String(total + 1))
    await expect(review.delete(total)).toBeDisabled()
    await review.typed(total).press('Enter')
    await review.delete(total).click({ force: true })
    await expect(pages.app.getByText(`Type exactly ${total} to delete them.`, { exact: true })).toBeVisible()
    expect(deletesSent(held)).toBe(0)
  })

  await test.step('who was unticked, and who comes after the plan was made, stay', async () => {
    const late = held.store.addContact({ NAME: 'Late', LAST_NAME: 'Comer' })
    await review.confirmTyped(total)
    await expect(pages.run.result(total)).toBeVisible()
    expect(listed(held)).toEqual([first.ID, late.ID])
  })
})
