/** Ticking contacts on the list: by mouse and keyboard, all that match, and what a changed search does to it. */
import type { Locator } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { ContactRows, contactsOf } from './pages/contact-rows.ts'
import { ContactsPage } from './pages/contacts-page.ts'
import type { PortalPages } from './pages/portal-pages.ts'
import { SelectionBar } from './pages/selection-bar.ts'
import { contactOnTop, nameOf } from './portal-contacts.ts'

test.use({ portalOptions: { contacts: 400 } })

async function open(portalPages: PortalPages): Promise<{ rows: ContactRows; bar: SelectionBar }> {
  const rows = await new ContactRows(await portalPages.openApp()).ready()
  return { rows, bar: new SelectionBar(rows.app) }
}

/** The places of the ticked rows that are in the page. */
async function tickedRows({ table }: ContactRows): Promise<number[]> {
  return table
    .locator('tr[aria-selected="true"]')
    .evaluateAll((rows) =>
      rows
        .filter((row) => row.querySelector('input')?.checked === true)
        .map((row) => Number(row.getAttribute('aria-rowindex')) - 2),
    )
}

function box(rows: ContactRows, index: number): Locator {
  return rows.at(index).getByRole('checkbox')
}

test('a box has the name of its contact, and the bar counts what is ticked', async ({
  portal,
  portalPages,
}) => {
  const contact = contactOnTop(portal)
  const { rows, bar } = await open(portalPages)
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

test('shift-click takes all rows from the last touched one, both ways', async ({ portalPages }) => {
  const { rows, bar } = await open(portalPages)
  await box(rows, 6).click()
  await box(rows, 3).click({ modifiers: ['Shift'] })
  await expect.poll(() => tickedRows(rows)).toEqual([3, 4, 5, 6])
  await box(rows, 8).click({ modifiers: ['Shift'] })
  await expect.poll(() => tickedRows(rows)).toEqual([3, 4, 5, 6, 7, 8])
  await expect(bar.count(6)).toBeVisible()
  // A row that was unticked unticks the range that begins there.
  await box(rows, 4).click()
  await box(rows, 7).click({ modifiers: ['Shift'] })
  await expect.poll(() => tickedRows(rows)).toEqual([3, 8])
})

test('a range runs over what is loaded, not over pages that nobody saw', async ({ portalPages }) => {
  const { rows, bar } = await open(portalPages)
  await box(rows, 0).click()
  await rows.scrollTo(1)
  const last = Number(await rows.table.getAttribute('aria-rowcount')) - 2
  await box(rows, last).click({ modifiers: ['Shift'] })
  await expect(bar.count(2)).toBeVisible()
  await box(rows, last - 3).click({ modifiers: ['Shift'] })
  await expect(bar.count(5)).toBeVisible()
})

test.describe('by keyboard', () => {
  test('Space ticks, arrows go on, shift takes the rows along', async ({ page, portalPages }) => {
    const { rows, bar } = await open(portalPages)
    await box(rows, 0).focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await expect(box(rows, 2)).toBeFocused()
    await expect.poll(() => tickedRows(rows)).toEqual([0])
    // Not from the row that was ticked before, two rows up: from where the focus is.
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await expect(box(rows, 4)).toBeFocused()
    await expect.poll(() => tickedRows(rows)).toEqual([0, 2, 3, 4])
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Space')
    await page.keyboard.press('Shift+ArrowUp')
    await expect(box(rows, 2)).toBeFocused()
    await expect.poll(() => tickedRows(rows)).toEqual([0, 4])
    await expect(bar.count(2)).toBeVisible()
  })

  test('the arrows walk through pages, never under the header or the bar', async ({ page, portalPages }) => {
    const { rows, bar } = await open(portalPages)
    await box(rows, 0).focus()
    await page.keyboard.press('Space')
    for (let row = 1; row <= 60; row += 1) {
      await page.keyboard.press('Shift+ArrowDown')
      await expect(box(rows, row)).toBeFocused()
    }
    await expect(bar.count(61)).toBeVisible()
    const [inBox, region] = [(await box(rows, 60).boundingBox())!, (await rows.region.boundingBox())!]
    expect(inBox.y + inBox.height).toBeLessThanOrEqual(region.y + region.height)
    for (let row = 59; row >= 40; row -= 1) await page.keyboard.press('ArrowUp')
    await expect(box(rows, 40)).toBeFocused()
    const header = (await rows.table.getByRole('columnheader').first().boundingBox())!
    expect((await box(rows, 40).boundingBox())!.y).toBeGreaterThanOrEqual(header.y + header.height)
  })

  test('Ctrl+A ticks the loaded page, and no second one unticks it', async ({ page, portalPages }) => {
    const { rows, bar } = await open(portalPages)
    await rows.at(2).getByRole('link').focus()
    await page.keyboard.press('ControlOrMeta+a')
    await expect(bar.count(50)).toBeVisible()
    await page.keyboard.press('ControlOrMeta+a')
    await expect(bar.count(50)).toBeVisible()
    await expect(bar.pageBox).toBeChecked()
    await expect(rows.at(2).getByRole('link')).toBeFocused()
  })

  test('Ctrl+A in the search field is about its text', async ({ page, portalPages }) => {
    const { rows, bar } = await open(portalPages)
    await new ContactsPage(rows.app).search.focus()
    await page.keyboard.press('ControlOrMeta+a')
    await box(rows, 0).click()
    await expect(bar.count(1)).toBeVisible()
  })
})

test('the page, then all that match, then all but one', async ({ portal, portalPages }) => {
  const { rows, bar } = await open(portalPages)
  const total = contactsOf(portal).length
  await bar.pageBox.click()
  await expect(bar.root).toContainText('50 on this page selected.')
  await expect(bar.count(50)).toBeVisible()
  await bar.selectAll(String(total)).click()
  await expect(bar.count(total)).toBeVisible()
  await expect(bar.root).toBeFocused()

  await box(rows, 1).click()
  await expect(bar.count(total - 1)).toBeVisible()
  await expect(bar.root).toContainText(`All ${total} that match but 1.`)
  await expect(bar.pageBox).toBeChecked({ indeterminate: true })
  await rows.scrollTo(1)
  await expect(box(rows, total - 1)).toBeChecked()
  await rows.scrollTo(0)
  await expect(box(rows, 1)).not.toBeChecked()
  await box(rows, 1).click()
  await expect(bar.count(total)).toBeVisible()

  await bar.clear.click()
  await expect(bar.root).toContainText('Nothing selected')
  await expect.poll(() => tickedRows(rows)).toEqual([])
})

test.describe('a thousand and more', () => {
  test.use({ portalOptions: { contacts: 2_000 } })

  test('are counted as the language counts', async ({ portal, portalPages }) => {
    const { bar } = await open(portalPages)
    const total = contactsOf(portal).length
    await bar.pageBox.click()
    const words = total.toLocaleString('en')
    expect(words).toContain(',')
    await bar.selectAll(words).click()
    await expect(bar.count(total)).toBeVisible()
  })
})

test('a changed search hides, says so, and takes nothing along unseen', async ({ portal, portalPages }) => {
  const { rows, bar } = await open(portalPages)
  const { search } = new ContactsPage(rows.app)
  const ticked = contactsOf(portal).slice(0, 3)
  const named = contactOnTop(portal, ({ ID }) => ticked.some((each) => each.ID === ID))
  await box(rows, 0).click()
  await box(rows, 2).click({ modifiers: ['Shift'] })
  await search.fill(nameOf(named))
  await expect(bar.root).toContainText('2 of them are hidden by the present search or filters.')
  await expect(bar.count(3)).toBeVisible()
  await expect(new ContactsPage(rows.app).checkbox(nameOf(named)).first()).toBeChecked()
  await bar.clearHidden.click()
  await expect(bar.count(1)).toBeVisible()
  await expect(bar.clearHidden).toHaveCount(0)
  await expect(bar.root).toBeFocused()
  await search.fill('')
  await expect.poll(() => tickedRows(rows)).toEqual([ticked.findIndex(({ ID }) => ID === named.ID)])
})

test('"all that match" is not claimed of what another search shows, and comes back with its own', async ({
  portal,
  portalPages,
}) => {
  const { rows, bar } = await open(portalPages)
  const { search } = new ContactsPage(rows.app)
  const total = contactsOf(portal).length
  await bar.pageBox.click()
  await bar.selectAll(String(total)).click()
  await search.fill(nameOf(contactsOf(portal)[0]!))
  await expect(bar.root).toContainText('They belong to another search or other filters.')
  await expect(bar.count(total)).toBeVisible()
  expect(await tickedRows(rows)).toEqual([])
  await bar.showAgain.click()
  await expect(search).toHaveValue('')
  await expect(box(rows, 5)).toBeChecked()
})

test('as long as rows of the search are missing, it says that it is so many at most', async ({
  portal,
  portalPages,
}) => {
  const { rows, bar } = await open(portalPages)
  const truth = contactsOf(portal)
  expect(truth.filter(({ COMPANY_IDS }) => COMPANY_IDS.length === 0).length).toBeGreaterThan(60)
  const withCompany = [...truth.slice(0, 10).entries()].filter(
    ([, { COMPANY_IDS }]) => COMPANY_IDS.length > 0,
  )
  expect(withCompany.length).toBeGreaterThan(1)
  for (const [index] of withCompany) await box(rows, index).click()
  await rows.app.getByRole('button', { name: 'Filters' }).click()
  await rows.app.getByRole('checkbox', { name: 'Has no company' }).check()
  await expect(bar.root).toContainText(`Up to ${withCompany.length} of them are hidden`)
})

test('without search and filters nothing is called hidden that only has not come up', async ({
  portal,
  portalPages,
}) => {
  const { rows, bar } = await open(portalPages)
  const { search } = new ContactsPage(rows.app)
  const truth = contactsOf(portal)
  const oldest = truth.at(-1)!
  await search.fill(nameOf(oldest))
  await expect.poll(async () => (await rows.ids()).includes(oldest.ID)).toBe(true)
  await box(rows, (await rows.ids()).indexOf(oldest.ID)).click()
  await search.fill('')
  await expect(bar.root).toContainText('1 of them has not come up in this list yet.')
  await expect(bar.clearHidden).toHaveCount(0)
  await rows.scrollTo(1)
  await expect(box(rows, truth.length - 1)).toBeChecked()
  await expect(bar.root).not.toContainText('has not come up')
})

test('rows of the question before cannot be ticked', async ({ portal, portalPages }) => {
  const { rows, bar } = await open(portalPages)
  portal.portal.faults.add({ method: 'crm.item.list', kind: { type: 'slow', ms: 3000 } })
  await new ContactsPage(rows.app).search.fill('nobody is called this')
  await expect(box(rows, 0)).toHaveAttribute('aria-disabled', 'true')
  await box(rows, 0).dispatchEvent('click')
  await bar.pageBox.dispatchEvent('click')
  await rows.region.press('ControlOrMeta+a')
  await expect(rows.app.getByText('Nothing matches')).toBeVisible()
  await new ContactsPage(rows.app).search.fill('')
  await expect(box(rows, 0)).not.toBeChecked()
  await expect(bar.root).toContainText('Nothing selected')
})

test('a contact that is deleted from its row leaves the selection', async ({ portal, portalPages }) => {
  const contact = contactOnTop(portal)
  const { rows, bar } = await open(portalPages)
  const list = new ContactsPage(rows.app)
  const index = contactsOf(portal).findIndex(({ ID }) => ID === contact.ID)
  await list.checkbox(nameOf(contact)).check()
  await box(rows, index + 1).check()
  const dialog = await list.askToDelete(nameOf(contact))
  await dialog.confirm.click()
  await expect(list.status.filter({ hasText: `${nameOf(contact)} was deleted` })).toBeVisible()
  await expect(bar.count(1)).toBeVisible()
  await expect.poll(() => tickedRows(rows)).toEqual([index])
  expect(portal.portal.store.deletedIds()).toEqual([contact.ID])
})

for (const width of [360, 800, 1280]) {
  test.describe(`${width} px wide`, () => {
    test.use({ viewport: { width, height: 740 } })

    test('targets are large enough, no row moves, and axe finds nothing', async ({
      page,
      portalPages,
      axe,
    }) => {
      const { rows, bar } = await open(portalPages)
      const [before, region] = [await rows.at(1).boundingBox(), await rows.region.boundingBox()]
      await box(rows, 0).click()
      await expect(bar.count(1)).toBeVisible()
      expect(await rows.at(1).boundingBox()).toEqual(before)
      expect(await rows.region.boundingBox()).toEqual(region)
      for (const target of [bar.pageBox, box(rows, 0)]) {
        const { width: wide, height: high } = (await target.boundingBox())!
        expect(Math.min(wide, high)).toBeGreaterThanOrEqual(24)
      }
      await bar.pageBox.click()
      await expect(bar.root).toContainText('50 on this page selected.')
      const excess = await rows.table.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement
        return scrollWidth - clientWidth
      })
      expect(excess).toBe(0)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        expect(await axe(rows.app)).toEqual([])
      }
    })
  })
}

test.describe('from right to left', () => {
  test('the boxes stand at the right, and the bar reads from there', async ({ portal, portalPages, axe }) => {
    portal.portal.settings.lang = 'ar'
    const { rows, bar } = await open(portalPages)
    await bar.pageBox.click()
    await expect(bar.count(50)).toBeVisible()
    const [tick, link] = [await box(rows, 0).boundingBox(), await rows.at(0).getByRole('link').boundingBox()]
    expect(tick!.x).toBeGreaterThanOrEqual(link!.x + link!.width)
    const [count, review] = [await bar.count(50).boundingBox(), await bar.review.boundingBox()]
    expect(count!.x).toBeGreaterThan(review!.x)
    expect(await axe(rows.app)).toEqual([])
  })
})

test.describe('in a low frame', () => {
  test.use({ viewport: { width: 360, height: 740 } })

  test('the focused row stays in sight when the bar grows', async ({ page, portalPages }) => {
    const { rows, bar } = await open(portalPages)
    const region = (await rows.region.boundingBox())!
    // The last row that is wholly in sight.
    const last = Math.floor((region.height - 38) / (await rows.at(0).boundingBox())!.height) - 1
    await box(rows, last).focus()
    await page.keyboard.press('ControlOrMeta+a')
    await expect(bar.root).toContainText('50 on this page selected.')
    await expect(box(rows, last)).toBeFocused()
    await expect
      .poll(async () => {
        const [row, around] = [await box(rows, last).boundingBox(), await rows.region.boundingBox()]
        return row !== null && around !== null && row.y + row.height <= around.y + around.height
      })
      .toBe(true)
  })
})
