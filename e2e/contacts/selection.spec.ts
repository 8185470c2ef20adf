/**
 * Ticking contacts on the list: by mouse and keyboard, the page, all that match. And what a changed search or filter does
 * to what is selected: nothing is lost, and nothing goes along unseen.
 */
import { expect, test } from '../support/fixtures.ts'
import { contactsOf } from '../pages/contact-rows.ts'
import { ContactsPage } from '../pages/contacts-page.ts'
import { openSelecting } from '../pages/selection-bar.ts'
import { contactOnTop, nameOf } from '../support/portal-contacts.ts'

// More than a thousand: those are counted as the language counts.
test.use({ portalOptions: { contacts: 1_100 } })

test('contacts are ticked by mouse and keyboard, one by one, in ranges, by page and all, and a search takes none along unseen', async ({
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

  await test.step('a changed search hides, says so, and takes nothing along unseen', async () => {
    const ticked = truth.slice(0, 3)
    const named = contactOnTop(portal, ({ ID }) => ticked.some((each) => each.ID === ID))
    await rows.box(0).click()
    await rows.box(2).click({ modifiers: ['Shift'] })
    await list.search.fill(nameOf(named))
    await expect(bar.root).toContainText('2 of them are hidden by the current search or filters.')
    await expect(bar.count(3)).toBeVisible()
    await expect(list.checkbox(nameOf(named)).first()).toBeChecked()
    await bar.clearHidden.click()
    await expect(bar.count(1)).toBeVisible()
    await expect(bar.clearHidden).toHaveCount(0)
    await expect(bar.root).toBeFocused()
    await list.search.fill('')
    await expect.poll(() => rows.ticked()).toEqual([ticked.findIndex(({ ID }) => ID === named.ID)])
    await bar.clear.click()
  })

  await test.step('as long as rows of the search are missing, it says that it is so many at most', async () => {
    expect(truth.filter(({ COMPANY_IDS }) => COMPANY_IDS.length === 0).length).toBeGreaterThan(60)
    const withCompany = [...truth.slice(0, 10).entries()].filter(
      ([, { COMPANY_IDS }]) => COMPANY_IDS.length > 0,
    )
    expect(withCompany.length).toBeGreaterThan(1)
    for (const [index] of withCompany) await rows.box(index).check()
    await rows.app.getByRole('button', { name: 'Filters' }).click()
    await rows.app.getByRole('checkbox', { name: 'Has no company' }).check()
    await expect(bar.root).toContainText(`Up to ${withCompany.length} of them are hidden`)
    await rows.app.getByRole('button', { name: 'Clear filters' }).click()
    await expect(bar.root).not.toContainText('hidden')
    await page.keyboard.press('Escape')
    await bar.clear.click()
  })

  await test.step('without search and filters nothing is called hidden that only has not come up', async () => {
    const oldest = truth.at(-1)!
    await list.search.fill(nameOf(oldest))
    await expect.poll(async () => (await rows.ids()).includes(oldest.ID)).toBe(true)
    await rows.box((await rows.ids()).indexOf(oldest.ID)).click()
    await list.search.fill('')
    await expect(bar.root).toContainText('1 of them has not come up in this list yet.')
    await expect(bar.clearHidden).toHaveCount(0)
    await rows.scrollTo(1)
    await expect(rows.box(truth.length - 1)).toBeChecked()
    await expect(bar.root).not.toContainText('has not come up')
    await bar.clear.click()
    await rows.scrollTo(0)
    await expect(rows.box(0)).not.toBeChecked()
  })

  await test.step('"all that match" is not claimed of what another search shows, and comes back with its own', async () => {
    await bar.tickLoaded()
    await bar.selectAll(truth.length.toLocaleString('en')).click()
    await list.search.fill(nameOf(truth[0]!))
    await expect(bar.root).toContainText('They belong to another search or other filters.')
    await expect(bar.count(truth.length)).toBeVisible()
    expect(await rows.ticked()).toEqual([])
    await bar.showAgain.click()
    await expect(list.search).toHaveValue('')
    await expect(rows.box(5)).toBeChecked()
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
