import type { FrameLocator } from '@playwright/test'
import { CHROMIUM_ARGS, WITHOUT_STORAGE } from '../tools/chromium-args.ts'
import { findChromium } from '../tools/machine.ts'
import { test as base } from './fixtures.ts'

const executablePath = findChromium()
if (executablePath === undefined) throw new Error('No Chromium on this machine: run .ci/setup browser')

/** In a browser that keeps nothing for a frame of another site: one for all specs that ask for it. */
export const testWithoutStorage = base.extend({
  launchOptions: [
    async ({ launchOptions }, use) =>
      use({ ...launchOptions, executablePath, args: [...CHROMIUM_ARGS, WITHOUT_STORAGE] }),
    { scope: 'worker' },
  ],
})

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
