/** The list on a phone: deleting many by touch, from opening to the end, and what has room at 320 px. */
import type { Locator } from '@playwright/test'
import { openPages } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'

const WIDE = { width: 390, height: 844 }
const NARROW = { width: 320, height: 700 }

test.use({ portalOptions: { contacts: 130 }, hasTouch: true, isMobile: true, viewport: WIDE })

const MANY = 6

test('the list is of use at 390 and at 320 px', async ({ page, portal, portalPages }) => {
  const { store } = portal.portal
  const junk = Array.from(
    { length: MANY },
    (_, each) => store.addContact({ NAME: 'Junk', LAST_NAME: `${each}` }).ID,
  )
  const { app, rows, bar, review, run } = await openPages(portalPages)
  for (let row = 0; row < MANY; row += 1) await expect(rows.at(row)).toBeInViewport({ ratio: 1 })

  await test.step('what is rarely used is in the menu; columns that cannot be shown are not offered', async () => {
    const button = (name: string): Locator => app.getByRole('button', { name, exact: true })
    await expect(button('Deleted')).toHaveCount(0)
    await button('More').tap()
    for (const name of ['From a list…', 'Refresh the list', 'Deleted', 'Audit', 'Help']) {
      await expect(button(name)).toBeVisible()
    }
    await expect(app.getByRole('combobox', { name: 'Appearance' })).toBeVisible()
    await expect(app.getByRole('checkbox', { name: 'Responsible' })).toHaveCount(0)
    const company = app.getByRole('checkbox', { name: 'Company', exact: true })
    await company.uncheck()
    await company.check()
    await button('Deleted').tap()
    await expect(app.getByRole('heading', { name: 'Deleted', exact: false, level: 1 })).toBeVisible()
    await app.getByRole('button', { name: 'Back to the list', exact: true }).tap()
    await expect(rows.at(0)).toBeVisible()
  })

  await test.step('at 320 px the review is in sight, and iOS need not zoom into any field', async () => {
    await page.setViewportSize(NARROW)
    await bar.pageBox.tap()
    await expect(bar.count(50)).toBeVisible()
    await expect(bar.review).toBeInViewport({ ratio: 1 })
    await app.getByRole('button', { name: 'Filters' }).click()
    await expect(app.getByLabel('Created from')).toBeVisible()
    // The order is chosen here: the columns that sort are not shown.
    await expect(app.getByRole('combobox', { name: 'Sort by' })).toBeVisible()
    const sizes = await app
      .locator('input:not([type="checkbox"]), select')
      .evaluateAll((fields) => fields.map((field) => Number.parseFloat(getComputedStyle(field).fontSize)))
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(16)
    await app.getByRole('button', { name: 'Close', exact: true }).tap()
    await expect(app.getByLabel('Created from')).toBeHidden()
    await expect(rows.at(0)).toBeVisible()
  })

  await test.step('in a low window two rows are in sight, whatever the bar has to say', async () => {
    await page.setViewportSize({ width: WIDE.width, height: 600 })
    const twoInSight = async (): Promise<void> => {
      for (let row = 0; row < 2; row += 1) await expect(rows.at(row)).toBeInViewport({ ratio: 0.9 })
    }
    await bar.clear.tap()
    await bar.pageBox.tap()
    await bar.root.getByRole('button', { name: /^Select all/u }).tap()
    await twoInSight()
    await app.getByRole('searchbox', { name: 'Search contacts' }).fill('Junk')
    await expect(bar.root).toContainText('They belong to another search or other filters.')
    await expect(rows.at(0)).toContainText('Junk')
    await twoInSight()
    await app.getByRole('button', { name: 'Show them again' }).tap()
    await expect(bar.root).not.toContainText('They belong to another search')
  })

  await test.step('the filters in use have a line, none of them cut', async () => {
    await app.getByRole('button', { name: 'Filters' }).tap()
    await app.getByRole('button', { name: 'No way to reach them', exact: true }).tap()
    await app.getByRole('button', { name: 'Close', exact: true }).tap()
    const chips = app.getByRole('list', { name: 'Filters in use' })
    await expect(chips.getByRole('button')).toHaveCount(2)
    const [line, ...each] = await Promise.all(
      [chips, ...(await chips.getByRole('button').all())].map((one) => one.boundingBox()),
    )
    for (const chip of each) expect(chip!.x + chip!.width).toBeLessThanOrEqual(line!.x + line!.width + 1)
    await chips.getByRole('button').first().tap()
    await chips.getByRole('button').first().tap()
    await expect(chips).toHaveCount(0)
  })

  await test.step('six contacts are in sight, ticked, reviewed and deleted', async () => {
    await page.setViewportSize(WIDE)
    await bar.clear.tap()
    for (let row = 0; row < MANY; row += 1) await expect(rows.at(row)).toBeInViewport({ ratio: 1 })
    for (let row = 0; row < MANY; row += 1) await rows.box(row).tap()
    await expect(bar.count(MANY)).toBeVisible()
    await expect(bar.review).toBeInViewport({ ratio: 1 })
    await bar.review.tap()
    await review.delete(MANY).tap()
    await review
      .question(MANY)
      .getByRole('button', { name: `Delete ${MANY} contacts`, exact: true })
      .tap()
    await expect(run.report).toContainText(`${MANY} contacts deleted`)
    expect(store.deletedIds().toSorted((a, b) => a - b)).toEqual(junk.toSorted((a, b) => a - b))
  })
})
