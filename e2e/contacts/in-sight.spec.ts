/** "Review deletion" is always in sight, and nothing above the rows pushes them away. */
import { ContactsPage } from '../pages/contacts-page.ts'
import { openSelecting } from '../pages/selection-bar.ts'
import { expect, test } from '../support/fixtures.ts'
import { contactOnTop, nameOf } from '../support/portal-contacts.ts'

test.use({ portalOptions: { contacts: 400 } })

// Lower than the frame that the portal gives.
test.use({ viewport: { width: 1280, height: 560 } })

test('with filters open, after a deletion with its notice, and in a window that becomes lower', async ({
  page,
  portal,
  portalPages,
}) => {
  const { rows, bar } = await openSelecting(portalPages)
  const list = new ContactsPage(rows.app)
  const seen = (target: typeof bar.review) => expect(target).toBeInViewport({ ratio: 1 })
  await test.step('with filters open, and after a deletion with its notice', async () => {
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
