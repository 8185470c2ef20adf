/** Every screen from the narrowest phone to a wide monitor, light and dark, and with the colours of the system. */
import type { CDPSession, Frame, FrameLocator } from '@playwright/test'
import { frameOf, wcagViolations } from '../support/axe.ts'
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
/** Wider than this, there is a mouse; phones on their side and tablets are pointed at by a finger. */
const WIDEST_TOUCHED = 1280
/** What stands behind it was looked at before, as a screen of its own. */
const OPEN_DIALOG = 'dialog[open]'

for (const part of ['list', 'deletion'] as const) {
  test(`all screens have room, targets that a finger hits, and no WCAG violations: the ${part}`, async ({
    page,
    portal,
    portalPages: pages,
  }) => {
    const pretence = new Pretence()
    const atAllWidths = async (name: string, app: FrameLocator): Promise<void> => {
      for (const window of WIDTHS) {
        const at = { message: `${name}, ${window} px` }
        const finger = window <= WIDEST_TOUCHED
        await pretence.touch(finger)
        await page.setViewportSize({ width: window, height: 700 })
        const width = await pretence.widthIn(window)
        await expect
          .poll(() => app.locator('html').evaluate(faultsOfWidth), at)
          .toEqual({ width, finger, faults: [] })
        if (window === 320) expect(await wcagViolations(app, OPEN_DIALOG), at.message).toEqual([])
      }
    }
    const looks: Readonly<Record<Colours, typeof atAllWidths>> = {
      light: atAllWidths,
      dark: async (name, app) => {
        expect(await wcagViolations(app, OPEN_DIALOG), `${name}, dark`).toEqual([])
      },
      system: async (name, app) => {
        await expect.poll(() => app.locator('html').evaluate(faultsOfColours), { message: name }).toEqual([])
      },
    }

    const look = async (name: string, app: FrameLocator): Promise<void> => {
      await pretence.in(app)
      // Begins with the colours that are there: to draw everything in others takes long.
      const first = Math.max(
        COLOURS.findIndex((each) => each === pretence.drawn),
        0,
      )
      for (const colours of [...COLOURS.slice(first), ...COLOURS.slice(0, first)]) {
        await pretence.draw(colours)
        await looks[colours](name, app)
      }
    }
    await throughScreens({ pages, portal, language: 'en', part, look })
  })
}

const COLOURS = ['light', 'dark', 'system'] as const
type Colours = (typeof COLOURS)[number]

/**
 * What the browser pretends to the app's frame: a finger, and colours. To this frame alone, so that the portal around it
 * need not be drawn anew; and only what is another than before.
 */
class Pretence {
  private frame: Frame | null = null
  private browser: CDPSession | null = null
  private finger = false
  private colours: Colours | null = null
  /** By the window's: the portal leaves the frame as much on every screen. */
  private readonly widths = new Map<number, number>()

  /** `null`: not known, for a new frame may still have those of the last one. */
  get drawn(): Colours | null {
    return this.colours
  }

  /** From now on in this document. */
  async in(app: FrameLocator): Promise<void> {
    const frame = await frameOf(app)
    if (frame === this.frame) return
    const context = frame.page().context()
    // Whether the frame has a process of its own is up to the browser.
    this.browser = await context.newCDPSession(frame).catch(async () => context.newCDPSession(frame.page()))
    this.frame = frame
    this.finger = false
    this.colours = null
    this.widths.clear()
  }

  /** How wide the frame is in a window of this width. */
  async widthIn(window: number): Promise<number> {
    const known = this.widths.get(window)
    if (known !== undefined) return known
    const element = await this.frame?.frameElement()
    const width = (await element?.evaluate((frame) => (frame as HTMLElement).clientWidth)) ?? 0
    this.widths.set(window, width)
    return width
  }

  async touch(finger: boolean): Promise<void> {
    if (finger === this.finger) return
    await this.browser?.send('Emulation.setTouchEmulationEnabled', { enabled: finger })
    this.finger = finger
  }

  async draw(colours: Colours): Promise<void> {
    const colorScheme = colours === 'dark' ? 'dark' : 'light'
    const forcedColors = colours === 'system' ? 'active' : 'none'
    const query = `(prefers-color-scheme: ${colorScheme}) and (forced-colors: ${forcedColors})`
    if (colours !== this.colours) {
      const features = [
        { name: 'prefers-color-scheme', value: colorScheme },
        { name: 'forced-colors', value: forcedColors },
        // Those not named would be as the machine has them.
        { name: 'prefers-reduced-motion', value: 'reduce' },
      ]
      await this.browser?.send('Emulation.setEmulatedMedia', { features })
    }
    await expect
      .poll(() => this.frame?.evaluate((media) => matchMedia(media).matches, query), { message: query })
      .toBe(true)
    this.colours = colours
  }
}
