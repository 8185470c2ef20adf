/** Ticking contacts on the list: by mouse and keyboard, the page, all that match. */
import { expect, test } from '../support/fixtures.ts'
import { contactsOf } from '../pages/contact-rows.ts'
import { ContactsPage } from '../pages/contacts-page.ts'
import { openSelecting } from '../pages/selection-bar.ts'
import { contactOnTop, nameOf } from '../support/portal-contacts.ts'

// More than a thousand: those are counted as the language counts.
test.use({ portalOptions: { contacts: 1_100 } })

test('contacts are ticked by mouse and keyboard, one by one, in ranges, by page, and all of them', async ({
  page,
  portal,
  portalPages,
}) => {
  const contact = contactOnTop(portal)
  const truth = contactsOf(portal)
  const { rows, bar } = await openSelecting(portalPages)
  const list = new ContactsPage(rows.app)
  const clear = async (): Promise<void> => {
    await bar.clear.click()
    await expect(bar.root).toContainText('Nothing selected')
    await expect.poll(() => rows.ticked()).toEqual([])
  }

  await test.step('a box has the name of its contact, and the bar counts what is ticked', async () => {
    await expect(bar.root).toContainText('Nothing selected')
    await expect(bar.review).toHaveCount(0)
    const own = list.checkbox(nameOf(contact))
    await own.check()
    await expect(bar.count(1)).toBeVisible()
    await expect(bar.pageBox).toBeChecked({ indeterminate: true })
    await expect(bar.review).toBeVisible()
    await own.uncheck()
    await expect(bar.root).toContainText('Nothing selected')
    await expect(bar.pageBox).not.toBeChecked()
  })

  await test.step('shift-click takes all loaded rows from the last touched one, both ways', async () => {
    await rows.box(6).click()
    await rows.box(3).click({ modifiers: ['Shift'] })
    await expect.poll(() => rows.ticked()).toEqual([3, 4, 5, 6])
    await rows.box(8).click({ modifiers: ['Shift'] })
    await expect.poll(() => rows.ticked()).toEqual([3, 4, 5, 6, 7, 8])
    await expect(bar.count(6)).toBeVisible()
    // A row that was unticked unticks the range that begins there.
    await rows.box(4).click()
    await rows.box(7).click({ modifiers: ['Shift'] })
    await expect.poll(() => rows.ticked()).toEqual([3, 8])
    await clear()
  })

  await test.step('by keyboard Space ticks, arrows go on, shift takes the rows along', async () => {
    await rows.box(0).focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await expect(rows.box(2)).toBeFocused()
    await expect.poll(() => rows.ticked()).toEqual([0])
    // Not from the row that was ticked before, two rows up: from where the focus is.
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await expect(rows.box(4)).toBeFocused()
    await expect.poll(() => rows.ticked()).toEqual([0, 2, 3, 4])
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Space')
    await page.keyboard.press('Shift+ArrowUp')
    await expect(rows.box(2)).toBeFocused()
    await expect.poll(() => rows.ticked()).toEqual([0, 4])
    await expect(bar.count(2)).toBeVisible()
    await clear()
  })

  await test.step('Ctrl+A ticks the loaded page, and no second one unticks it', async () => {
    await rows.at(2).getByRole('link').focus()
    await page.keyboard.press('ControlOrMeta+a')
    await expect(bar.count(50)).toBeVisible()
    await page.keyboard.press('ControlOrMeta+a')
    await expect(bar.count(50)).toBeVisible()
    await expect(bar.pageBox).toBeChecked()
    await expect(rows.at(2).getByRole('link')).toBeFocused()

    // In the search field it is about the text there.
    await clear()
    await list.search.focus()
    await page.keyboard.press('ControlOrMeta+a')
    await rows.box(0).click()
    await expect(bar.count(1)).toBeVisible()
    await clear()
  })

  await test.step('a range runs over what is loaded, not over pages that nobody saw', async () => {
    await rows.box(0).click()
    await rows.scrollTo(1)
    const last = Number(await rows.table.getAttribute('aria-rowcount')) - 2
    await rows.box(last).click({ modifiers: ['Shift'] })
    await expect(bar.count(2)).toBeVisible()
    await rows.box(last - 3).click({ modifiers: ['Shift'] })
    await expect(bar.count(5)).toBeVisible()
    await clear()
    await rows.scrollTo(0)
  })

  await test.step('the page, then all that match, counted as the language counts, then all but one', async () => {
    const total = truth.length
    const words = total.toLocaleString('en')
    expect(words).toContain(',')
    await expect(rows.box(1)).toBeVisible()
    await bar.pageBox.click()
    await expect(bar.count(50)).toBeVisible()
    await bar.selectAll(words).click()
    await expect(bar.count(total)).toBeVisible()
    await expect(bar.root).toBeFocused()

    await rows.box(1).click()
    await expect(bar.count(total - 1)).toBeVisible()
    await expect(bar.root).toContainText(`All ${words} contacts but 1.`)
    await expect(bar.pageBox).toBeChecked({ indeterminate: true })
    await rows.scrollTo(1)
    await expect(rows.box(total - 1)).toBeChecked()
    await rows.scrollTo(0)
    await expect(rows.box(1)).not.toBeChecked()
    await rows.box(1).click()
    await expect(bar.count(total)).toBeVisible()
    await clear()
  })

  await test.step('a contact that is deleted from its row leaves the selection', async () => {
    const index = truth.findIndex(({ ID }) => ID === contact.ID)
    await list.checkbox(nameOf(contact)).check()
    await rows.box(index + 1).check()
    const dialog = await list.askToDelete(nameOf(contact))
    await dialog.confirm.click()
    await expect(list.status.filter({ hasText: `${nameOf(contact)} was deleted` })).toBeVisible()
    await expect(bar.count(1)).toBeVisible()
    await expect.poll(() => rows.ticked()).toEqual([index])
    expect(portal.portal.store.deletedIds()).toEqual([contact.ID])
  })
})
