/** Deleting many by keyboard alone, from opening to the report, with the stops of the Tab key held. */
import { tabTo } from '../support/by-keyboard.ts'
import { openPages, takesManyRequests } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { deletesSent } from '../support/portal-contacts.ts'

test.use({ portalOptions: { contacts: 200 } })

const MANY = 55
/** So far up the arrows walk again: above what was in sight. */
const BACK = 35

test('fifty-five contacts: the arrows walk through pages, never under the header or the bar', async ({
  page,
  portal,
  portalPages,
}) => {
  takesManyRequests(portal.portal)
  const { store } = portal.portal
  const junk = Array.from(
    { length: MANY },
    (_, each) => store.addContact({ NAME: 'Junk', LAST_NAME: `${each}` }).ID,
  )
  const { app, rows, bar, review, run } = await openPages(portalPages)

  // The portal's own stops come first, however many there are.
  await tabTo(page, app.getByRole('button', { name: 'Deleted', exact: true }), 30)
  expect(await tabTo(page, rows.box(0), 11)).toBeGreaterThan(0)
  await page.keyboard.press('Space')
  for (let row = 1; row < MANY; row += 1) {
    // A row whose page has not come yet is not stepped on.
    await expect(rows.box(row)).toBeAttached()
    await page.keyboard.press('Shift+ArrowDown')
    await expect(rows.box(row)).toBeFocused()
  }
  await expect(bar.count(MANY)).toBeVisible()
  const [inBox, region] = [(await rows.box(MANY - 1).boundingBox())!, (await rows.region.boundingBox())!]
  expect(inBox.y + inBox.height).toBeLessThanOrEqual(region.y + region.height)
  for (let row = MANY - 2; row >= BACK; row -= 1) {
    await page.keyboard.press('ArrowUp')
    await expect(rows.box(row)).toBeFocused()
  }
  const header = (await rows.table.getByRole('columnheader').first().boundingBox())!
  expect((await rows.box(BACK).boundingBox())!.y).toBeGreaterThanOrEqual(header.y + header.height)
  await expect(bar.count(MANY)).toBeVisible()
  // From a ticked row it is near, and there is a short way, too.
  expect(await tabTo(page, bar.review, 5)).toBeLessThanOrEqual(5)
  await page.keyboard.press('Shift+Tab')
  await expect(rows.box(BACK)).toBeFocused()
  await page.keyboard.press('Control+Enter')

  await expect(review.heading).toHaveText(`Delete ${MANY} contacts`)
  // Past the rows of the review, each of which has several stops, by one press.
  await tabTo(page, app.getByRole('button', { name: 'Skip to confirmation', exact: true }), 12)
  await page.keyboard.press('Enter')
  await expect(review.typed(MANY)).toBeFocused()
  await page.keyboard.type(String(MANY))
  await tabTo(page, review.delete(MANY), 3)
  expect(deletesSent(portal.portal)).toBe(0)
  await page.keyboard.press('Enter')
  await expect(run.report).toContainText(`${MANY} contacts deleted`)
  expect(store.deletedIds().toSorted((a, b) => a - b)).toEqual(junk.toSorted((a, b) => a - b))
})
