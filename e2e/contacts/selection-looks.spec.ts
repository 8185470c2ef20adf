/** The rows, the boxes and the bar, at any width and height and in both directions: "Review deletion" is always in sight. */
import { expect, test } from '../support/fixtures.ts'
import { contactsOf } from '../pages/contact-rows.ts'
import { ContactsPage } from '../pages/contacts-page.ts'
import { openSelecting } from '../pages/selection-bar.ts'
import { contactOnTop, nameOf } from '../support/portal-contacts.ts'
import { wordsIn } from '../support/words.ts'

test.use({ portalOptions: { contacts: 400 } })

test.describe('in a narrow, low frame that becomes wider', () => {
  test.use({ viewport: { width: 360, height: 740 } })

  test('the name has the phone under it, no row moves, and the focused row and the bar stay in sight', async ({
    page,
    portal,
    portalPages,
  }) => {
    const { rows, bar } = await openSelecting(portalPages)

    await test.step('phone and e-mail stand under the name', async () => {
      const [index, contact] = [...contactsOf(portal).entries()].find(
        ([, each]) => each.fm.filter(({ TYPE_ID }) => TYPE_ID === 'PHONE').length === 1,
      )!
      const phone = contact.fm.find(({ TYPE_ID }) => TYPE_ID === 'PHONE')!
      await expect(rows.at(index).getByRole('rowheader')).toContainText(phone.VALUE)
      await expect(rows.table.getByRole('columnheader')).toHaveCount(2)
    })

    await test.step('the focused row stays in sight when the bar grows', async () => {
      const region = (await rows.region.boundingBox())!
      // The last row that is wholly in sight.
      const last = Math.floor((region.height - 45) / (await rows.at(0).boundingBox())!.height) - 1
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
      await bar.clear.click()
      await rows.scrollTo(0)
    })

    for (const width of [360, 800, 1280]) {
      await test.step(`no row moves when the first one is ticked, at a width of ${width}`, async () => {
        await page.setViewportSize({ width, height: 740 })
        await expect(bar.root).toContainText('Nothing selected')
        const before = await rows.at(1).boundingBox()
        await rows.box(0).click()
        await expect(bar.count(1)).toBeVisible()
        expect(await rows.at(1).boundingBox()).toEqual(before)
        await bar.clear.click()
      })
    }

    const list = new ContactsPage(rows.app)
    const seen = (target: typeof bar.review) => expect(target).toBeInViewport({ ratio: 1 })

    await test.step('in a window lower than the frame, the bar is in sight with filters open, and after a deletion with its notice', async () => {
      await page.setViewportSize({ width: 1280, height: 560 })
      await rows.box(0).click()
      await rows.box(1).click()
      await seen(bar.review)

      const below = async (): Promise<number> =>
        (await rows.at(0).boundingBox())!.y - (await rows.region.boundingBox())!.y
      const before = await below()
      await rows.app.getByRole('button', { name: 'Filters' }).click()
      await expect(rows.app.getByLabel('Created from')).toBeInViewport({ ratio: 1 })
      // There are headers to press.
      await expect(rows.app.getByRole('combobox', { name: 'Sort by' })).toHaveCount(0)
      expect(await below()).toBe(before)
      await seen(bar.review)
      // The filters cover no box, so that one can go on ticking.
      await bar.pageBox.click()
      await expect(bar.count(50)).toBeVisible()
      await seen(bar.selectAll('397'))

      const contact = contactOnTop(portal)
      await (await list.askToDelete(nameOf(contact))).confirm.click()
      await expect(list.status.filter({ hasText: nameOf(contact) }).first()).toBeVisible()
      await expect(bar.count(49)).toBeVisible()
      await seen(bar.review)
      expect(await below()).toBe(before)
    })

    await test.step('a window that becomes lower takes the bar along', async () => {
      await bar.clear.click()
      await page.setViewportSize({ width: 1280, height: 900 })
      await rows.box(0).click()
      await expect(bar.count(1)).toBeVisible()
      await seen(bar.review)
      await page.setViewportSize({ width: 1280, height: 500 })
      await seen(bar.review)
      await expect(rows.at(1)).toBeInViewport({ ratio: 1 })
    })
  })
})

test.describe('from right to left', () => {
  test('the boxes stand at the right, and the bar reads from there', async ({ portal, portalPages }) => {
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
  })
})
