/** The boxes and the bar at every width, in both directions, light and dark. */
import { expect, test } from '../support/fixtures.ts'
import { openSelecting } from '../pages/selection-bar.ts'
import { wordsIn } from '../support/words.ts'

test.use({ portalOptions: { contacts: 400 } })

for (const width of [360, 800, 1280]) {
  test.describe(`${width} px wide`, () => {
    test.use({ viewport: { width, height: 740 } })

    test('targets are large enough, no row moves, and axe finds nothing', async ({
      page,
      portalPages,
      axe,
    }) => {
      const { rows, bar } = await openSelecting(portalPages)
      const before = await rows.at(1).boundingBox()
      await rows.box(0).click()
      await expect(bar.count(1)).toBeVisible()
      expect(await rows.at(1).boundingBox()).toEqual(before)
      for (const target of [bar.pageBox, rows.box(0)]) {
        const { width: wide, height: high } = (await target.boundingBox())!
        expect(Math.min(wide, high)).toBeGreaterThanOrEqual(24)
      }
      await bar.pageBox.click()
      await expect(bar.selectAll('397')).toBeVisible()
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
    const say = wordsIn('ar')
    const app = await portalPages.openApp()
    const row = app.getByRole('table').getByRole('row').nth(1)
    await row.getByRole('checkbox').click()
    const [tick, link] = [
      await row.getByRole('checkbox').boundingBox(),
      await row.getByRole('link').boundingBox(),
    ]
    expect(tick!.x).toBeGreaterThanOrEqual(link!.x + link!.width)
    const count = await app.getByText(say('selection.count', { count: 1 })).boundingBox()
    const review = await app.getByRole('button', { name: say('selection.review') }).boundingBox()
    expect(count!.x).toBeGreaterThan(review!.x)
    expect(await axe(app)).toEqual([])
  })
})

test.describe('in a low frame', () => {
  test.use({ viewport: { width: 360, height: 740 } })

  test('the focused row stays in sight when the bar grows', async ({ page, portalPages }) => {
    const { rows, bar } = await openSelecting(portalPages)
    const region = (await rows.region.boundingBox())!
    // The last row that is wholly in sight.
    const last = Math.floor((region.height - 38) / (await rows.at(0).boundingBox())!.height) - 1
    await rows.box(last).focus()
    await page.keyboard.press('ControlOrMeta+a')
    await expect(bar.selectAll('397')).toBeVisible()
    await expect(rows.box(last)).toBeFocused()
    await expect
      .poll(async () => {
        const [row, around] = [await rows.box(last).boundingBox(), await rows.region.boundingBox()]
        return row !== null && around !== null && row.y + row.height <= around.y + around.height
      })
      .toBe(true)
  })
})
