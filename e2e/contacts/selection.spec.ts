/** Ticking contacts on the list: by mouse and keyboard, the page, all that match. */
import { expect, test } from '../support/fixtures.ts'
import { contactsOf } from '../pages/contact-rows.ts'
import { ContactsPage } from '../pages/contacts-page.ts'
import { openSelecting } from '../pages/selection-bar.ts'
import { contactOnTop, nameOf } from '../support/portal-contacts.ts'

test.use({ portalOptions: { contacts: 400 } })

test('a box has the name of its contact, and the bar counts what is ticked', async ({
  portal,
  portalPages,
}) => {
  const contact = contactOnTop(portal)
  const { rows, bar } = await openSelecting(portalPages)
  await expect(bar.root).toContainText('Nothing selected')
  await expect(bar.review).toHaveCount(0)
  const own = new ContactsPage(rows.app).checkbox(nameOf(contact))
  await own.check()
  await expect(bar.count(1)).toBeVisible()
  await expect(bar.pageBox).toBeChecked({ indeterminate: true })
  await expect(bar.review).toBeVisible()
  await own.uncheck()
  await expect(bar.root).toContainText('Nothing selected')
  await expect(bar.pageBox).not.toBeChecked()
})

test('shift-click takes all loaded rows from the last touched one, both ways', async ({ portalPages }) => {
  const { rows, bar } = await openSelecting(portalPages)
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

  // A range runs over what is loaded, not over pages that nobody saw.
  await bar.clear.click()
  await expect(bar.root).toContainText('Nothing selected')
  await rows.box(0).click()
  await rows.scrollTo(1)
  const last = Number(await rows.table.getAttribute('aria-rowcount')) - 2
  await rows.box(last).click({ modifiers: ['Shift'] })
  await expect(bar.count(2)).toBeVisible()
  await rows.box(last - 3).click({ modifiers: ['Shift'] })
  await expect(bar.count(5)).toBeVisible()
})

test.describe('by keyboard', () => {
  test('Space ticks, arrows go on, shift takes the rows along', async ({ page, portalPages }) => {
    const { rows, bar } = await openSelecting(portalPages)
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
  })

  test('the arrows walk through pages, never under the header or the bar', async ({ page, portalPages }) => {
    const { rows, bar } = await openSelecting(portalPages)
    await rows.box(0).focus()
    await page.keyboard.press('Space')
    for (let row = 1; row <= 60; row += 1) {
      // A row whose page has not come yet is not stepped on.
      await expect(rows.box(row)).toBeAttached()
      await page.keyboard.press('Shift+ArrowDown')
      await expect(rows.box(row)).toBeFocused()
    }
    await expect(bar.count(61)).toBeVisible()
    const [inBox, region] = [(await rows.box(60).boundingBox())!, (await rows.region.boundingBox())!]
    expect(inBox.y + inBox.height).toBeLessThanOrEqual(region.y + region.height)
    for (let row = 59; row >= 40; row -= 1) {
      await page.keyboard.press('ArrowUp')
      await expect(rows.box(row)).toBeFocused()
    }
    const header = (await rows.table.getByRole('columnheader').first().boundingBox())!
    expect((await rows.box(40).boundingBox())!.y).toBeGreaterThanOrEqual(header.y + header.height)
  })

  test('Ctrl+A ticks the loaded page, and no second one unticks it', async ({ page, portalPages }) => {
    const { rows, bar } = await openSelecting(portalPages)
    await rows.at(2).getByRole('link').focus()
    await page.keyboard.press('ControlOrMeta+a')
    await expect(bar.count(50)).toBeVisible()
    await page.keyboard.press('ControlOrMeta+a')
    await expect(bar.count(50)).toBeVisible()
    await expect(bar.pageBox).toBeChecked()
    await expect(rows.at(2).getByRole('link')).toBeFocused()

    // In the search field it is about the text there.
    await bar.clear.click()
    await expect(bar.root).toContainText('Nothing selected')
    await new ContactsPage(rows.app).search.focus()
    await page.keyboard.press('ControlOrMeta+a')
    await rows.box(0).click()
    await expect(bar.count(1)).toBeVisible()
  })
})

test('the page, then all that match, then all but one', async ({ portal, portalPages }) => {
  const { rows, bar } = await openSelecting(portalPages)
  const total = contactsOf(portal).length
  await bar.pageBox.click()
  await expect(bar.count(50)).toBeVisible()
  await bar.selectAll(String(total)).click()
  await expect(bar.count(total)).toBeVisible()
  await expect(bar.root).toBeFocused()

  await rows.box(1).click()
  await expect(bar.count(total - 1)).toBeVisible()
  await expect(bar.root).toContainText(`All ${total} contacts but 1.`)
  await expect(bar.pageBox).toBeChecked({ indeterminate: true })
  await rows.scrollTo(1)
  await expect(rows.box(total - 1)).toBeChecked()
  await rows.scrollTo(0)
  await expect(rows.box(1)).not.toBeChecked()
  await rows.box(1).click()
  await expect(bar.count(total)).toBeVisible()

  await bar.clear.click()
  await expect(bar.root).toContainText('Nothing selected')
  await expect.poll(() => rows.ticked()).toEqual([])
})

test.describe('a thousand and more', () => {
  test.use({ portalOptions: { contacts: 2_000 } })

  test('are counted as the language counts', async ({ portal, portalPages }) => {
    const { bar } = await openSelecting(portalPages)
    const total = contactsOf(portal).length
    await bar.pageBox.click()
    const words = total.toLocaleString('en')
    expect(words).toContain(',')
    await bar.selectAll(words).click()
    await expect(bar.count(total)).toBeVisible()
  })
})

test('a contact that is deleted from its row leaves the selection', async ({ portal, portalPages }) => {
  const contact = contactOnTop(portal)
  const { rows, bar } = await openSelecting(portalPages)
  const list = new ContactsPage(rows.app)
  const index = contactsOf(portal).findIndex(({ ID }) => ID === contact.ID)
  await list.checkbox(nameOf(contact)).check()
  await rows.box(index + 1).check()
  const dialog = await list.askToDelete(nameOf(contact))
  await dialog.confirm.click()
  await expect(list.status.filter({ hasText: `${nameOf(contact)} was deleted` })).toBeVisible()
  await expect(bar.count(1)).toBeVisible()
  await expect.poll(() => rows.ticked()).toEqual([index])
  expect(portal.portal.store.deletedIds()).toEqual([contact.ID])
})
