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
    // The frame hears of it later than the page.
    const drawnWith = async ({ colorScheme, forcedColors }: Colours): Promise<void> => {
      await page.emulateMedia({ colorScheme, forcedColors })
      const query = `(prefers-color-scheme: ${colorScheme}) and (forced-colors: ${forcedColors})`
      await expect
        .poll(() => app.locator('html').evaluate((_root, media) => matchMedia(media).matches, query))
        .toBe(true)
    }
    for (const width of WIDTHS) {
      const at = { message: `${name}, ${width} px` }
      const finger = width < PHONE
      await touch(finger)
      await page.setViewportSize({ width, height: 700 })
      await expect
        .poll(() => app.locator('html').evaluate(faultsOfWidth), at)
        .toEqual({ width: await app.owner().evaluate((frame) => frame.clientWidth), finger, faults: [] })
      const colorScheme = AXE[width]
      if (colorScheme === undefined) continue
      await drawnWith({ colorScheme, forcedColors: 'none' })
      expect(await axe(app), at.message).toEqual([])
    }
    await drawnWith({ colorScheme: 'light', forcedColors: 'active' })
    await expect.poll(() => app.locator('html').evaluate(faultsOfColours), { message: name }).toEqual([])
    await drawnWith({ colorScheme: 'light', forcedColors: 'none' })
  }
  await throughScreens({ pages, portal, language: 'en', look })
})

interface Colours {
  readonly colorScheme: 'light' | 'dark'
  readonly forcedColors: 'active' | 'none'
}

/** Switches between a mouse and a finger, in the app's frame. */
async function touchOf(app: FrameLocator): Promise<(on: boolean) => Promise<void>> {
  const frame = await frameOf(app)
  const context = frame.page().context()
  // Whether the frame has a process of its own is up to the browser.
  const browser = await context.newCDPSession(frame).catch(async () => context.newCDPSession(frame.page()))
  return async (enabled) => {
    await browser.send('Emulation.setTouchEmulationEnabled', { enabled })
  }
}
