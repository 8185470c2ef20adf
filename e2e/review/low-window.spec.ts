/** What the review shows where the window is low. */
import { listed, onTop, openDesk, reviewAll, reviewThese, type Desk } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import type { Locator } from '@playwright/test'
import type { Portal } from '../portal/contract.ts'

test.use({ portalOptions: { contacts: 130 }, viewport: { width: 1280, height: 600 } })

const SELECTIONS: Readonly<Record<string, (desk: Desk, held: Portal) => Promise<void>>> = {
  'a few': (desk, held) => reviewThese(desk, onTop(held).slice(0, 8)),
  // More than half of all: nothing more can stand above the rows.
  all: (desk, held) => reviewAll(desk, listed(held).length),
}

for (const [what, select] of Object.entries(SELECTIONS)) {
  test(`the first three contacts that will be deleted are in sight without scrolling: ${what}`, async ({
    portal,
    portalPages,
  }) => {
    const desk = await openDesk(portalPages)
    await select(desk, portal.portal)
    const third = desk.review.rows.nth(2)
    await expect(third).toBeInViewport({ ratio: 1 })
    await expectUncovered(desk, third)
    // On a phone, where all choices stand behind "More": who comes first.
    await portalPages.page.setViewportSize({ width: 390, height: 600 })
    await expect(desk.app.getByRole('button', { name: 'More', exact: true })).toBeVisible()
    await expectUncovered(desk, desk.review.rows.first().getByRole('link'))
  })
}

/** Not even the confirmation covers it. */
async function expectUncovered({ review }: Desk, part: Locator): Promise<void> {
  await expect(part).toBeInViewport({ ratio: 1 })
  const barAt = await review.keep.evaluate(
    (button) => button.closest('section')?.getBoundingClientRect().top ?? 0,
  )
  expect(await part.evaluate((element) => element.getBoundingClientRect().bottom)).toBeLessThanOrEqual(barAt)
}
