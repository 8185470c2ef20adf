import type { Locator } from '@playwright/test'

/**
 * Types into a field of the app. The driver's keys do not reach a frame of another site, and it fills a field in a way
 * that React takes for its own; this goes through the browser's editor, as keys do.
 */
export async function type(field: Locator, text: string): Promise<void> {
  await field.click()
  await field.evaluate((_, typed) => document.execCommand('insertText', false, typed), text)
}
