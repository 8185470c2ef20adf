import type { Locator } from '@playwright/test'

/**
 * Types into a field of the app. The driver's keys do not reach a frame of another site, and React ignores its `fill`:
 * there it sets `value` as the page's own code does, which React takes for its own change.
 */
export async function type(field: Locator, text: string): Promise<void> {
  await field.click()
  await field.evaluate((input: HTMLInputElement, typed) => {
    input.setRangeText(typed)
    input.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }, text)
}
