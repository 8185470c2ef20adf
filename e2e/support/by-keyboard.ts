import { expect, type Locator, type Page } from '@playwright/test'

/**
 * Presses Tab until this has the focus. @param most how many stops away it may be; @returns how many it was
 */
export async function tabTo(page: Page, target: Locator, most: number): Promise<number> {
  await expect(target).toBeVisible()
  for (let stops = 0; ; stops += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return stops
    if (stops === most) throw new Error(`${String(target)} is not among the next ${most} stops.`)
    await page.keyboard.press('Tab')
  }
}
