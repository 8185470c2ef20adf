import { expect, type FrameLocator, type Locator } from '@playwright/test'

/** Presses a button of the contacts page, which stands in the menu where there is no room for it. */
export async function pressHereOrInMenu(app: FrameLocator, button: Locator): Promise<void> {
  const menu = app.getByRole('button', { name: 'More', exact: true })
  await expect(menu).toBeVisible()
  if (!(await button.isVisible())) await menu.click()
  await button.click()
}
