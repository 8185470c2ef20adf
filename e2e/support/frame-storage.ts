import type { FrameLocator } from '@playwright/test'

/** Whether the browser lets the app's frame store anything. */
export function frameStorage(app: FrameLocator): Promise<'kept' | 'refused'> {
  return app.locator('body').evaluate(() =>
    new Promise<'kept' | 'refused'>((reported) => {
      // Chromium says it later, Firefox throws.
      const opening = indexedDB.open('anything')
      opening.addEventListener('success', () => reported('kept'))
      opening.addEventListener('error', () => reported('refused'))
    }).catch(() => 'refused' as const),
  )
}
