/** Every screen from the narrowest phone to a wide monitor, light and dark, and with the colours of the system. */
import type { FrameLocator } from '@playwright/test'
import { frameOf } from '../support/axe.ts'
import { expect, test } from '../support/fixtures.ts'
import { throughScreens } from '../support/screens/every-screen.ts'
import { faultsOfColours, faultsOfWidth } from '../support/screens/reflow.ts'

test.use({
  portalOptions: { contacts: 60 },
  contextOptions: { reducedMotion: 'reduce' },
  expectedConsole: [/Failed to load resource/u],
})

/** In px; 640 is a window of 1280 at 200 %, 320 at 400 %. The last one is that of the journey. */
const WIDTHS = [320, 390, 640, 800, 1920, 1280]
/** Narrower than this, there are phones. */
const PHONE = 640
const AXE: Readonly<Record<number, 'light' | 'dark'>> = { 320: 'light', 1280: 'dark' }

test('all screens have room, targets that a finger hits, and no WCAG violations', async ({
  page,
  portal,
  portalPages: pages,
  axe,
}) => {
  const look = async (name: string, app: FrameLocator): Promise<void> => {
    const touch = await touchOf(app)
    for (const width of WIDTHS) {
      const at = { message: `${name}, ${width} px` }
      await touch(width < PHONE)
      await page.setViewportSize({ width, height: 700 })
      await expect
        .poll(() => app.locator('html').evaluate(faultsOfWidth), at)
        .toEqual({ width: await app.owner().evaluate((frame) => frame.clientWidth), faults: [] })
      const colorScheme = AXE[width]
      if (colorScheme === undefined) continue
      await page.emulateMedia({ colorScheme })
      expect(await axe(app), at.message).toEqual([])
    }
    await page.emulateMedia({ forcedColors: 'active' })
    expect(await app.locator('html').evaluate(faultsOfColours), name).toEqual([])
    await page.emulateMedia({ forcedColors: 'none' })
  }
  await throughScreens({ pages, portal, language: 'en', look })
})

/** Switches between a mouse and a finger, in the app's frame. */
async function touchOf(app: FrameLocator): Promise<(on: boolean) => Promise<void>> {
  const frame = await frameOf(app)
  const browser = await frame.page().context().newCDPSession(frame)
  return async (enabled) => {
    await browser.send('Emulation.setTouchEmulationEnabled', { enabled })
  }
}
