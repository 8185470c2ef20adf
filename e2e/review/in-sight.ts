import { expect, type Locator, type Page } from '@playwright/test'
import type { Pages } from '../support/deletion-run.ts'

/**
 * In a low window the first three contacts that will be deleted are in sight without scrolling, and on a phone, where all
 * choices stand behind "More", the one who comes first. Leaves the window as high as it usually is.
 */
export async function expectFirstInSight(page: Page, { app, review }: Pages): Promise<void> {
  const usual = page.viewportSize()
  await page.setViewportSize({ width: 1280, height: 600 })
  await expectUncovered(review.keep, review.rows.nth(2))
  await page.setViewportSize({ width: 390, height: 600 })
  await expect(app.getByRole('button', { name: 'More', exact: true })).toBeVisible()
  await expectUncovered(review.keep, review.rows.first().getByRole('link'))
  if (usual !== null) await page.setViewportSize(usual)
}

/** Not even the confirmation covers it. */
async function expectUncovered(keep: Locator, part: Locator): Promise<void> {
  await expect(part).toBeInViewport({ ratio: 1 })
  const barAt = await keep.evaluate((button) => button.closest('section')?.getBoundingClientRect().top ?? 0)
  expect(await part.evaluate((element) => element.getBoundingClientRect().bottom)).toBeLessThanOrEqual(barAt)
}
