import {
  test as base,
  expect,
  type Frame,
  type FrameLocator,
  type Locator,
  type Page,
} from '@playwright/test'
import type { PortalOptions, RunningPortal } from '../contract.ts'
import { startPortal } from '../start.ts'
import { serveWitness, type WitnessSite } from './site.ts'

export { expect }

interface Options {
  portalOptions: Partial<PortalOptions>
  /** Chromium's own lines about answers that are not 2xx, in specs that provoke them. */
  expectedNoise: RegExp
  /** 0 takes a free one. */
  witnessPort: number
}

interface Fixtures {
  witness: WitnessSite
  portal: RunningPortal
  /** A card's app tab, opened by a click, the SDK ready. */
  openTab: (contactId: number) => Promise<Frame>
  /** The app's own page, the SDK ready. */
  openPage: (query?: string) => Promise<Frame>
  quiet: undefined
}

/** A portal of 60 contacts for each test, with the witness as its app. Noise in the browser fails the test. */
export const test = base.extend<Options & Fixtures>({
  portalOptions: [{}, { option: true }],
  expectedNoise: [/^(?!)/, { option: true }],

  witnessPort: [0, { option: true }],

  witness: async ({ witnessPort }, use) => {
    const site = await serveWitness(witnessPort)
    await use(site)
    await site.close()
  },

  portal: async ({ witness, portalOptions }, use) => {
    const running = await startPortal({ port: 0, appUrl: witness.url, contacts: 60, ...portalOptions })
    await use(running)
    await running.close()
  },

  openTab: async ({ page, portal }, use) => {
    await use(async (contactId) => {
      await page.goto(`${portal.origin}/crm/contact/details/${contactId}/`)
      return openTabIn(page)
    })
  },

  openPage: async ({ page, portal }, use) => {
    await use(async (query = '') => {
      await page.goto(`${portal.origin}/marketplace/app/${portal.portal.app.ID}/${query}`)
      return readyFrame(page.locator('iframe.app-frame'))
    })
  },

  quiet: [
    async ({ page, expectedNoise }, use) => {
      const noise: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error') noise.push(message.text())
      })
      page.on('pageerror', (fault) => noise.push(String(fault)))
      await use(undefined)
      expect(noise.filter((line) => !expectedNoise.test(line))).toEqual([])
    },
    { auto: true },
  ],
})

/** Clicks the app's tab of a card and waits for the SDK in it. */
export async function openTabIn(card: Page | FrameLocator): Promise<Frame> {
  await card.getByRole('tab', { name: 'Linked records' }).click()
  return readyFrame(card.locator('iframe.app-frame'))
}

/** The app's frame once the SDK has initialised in it. */
export async function readyFrame(element: Locator): Promise<Frame> {
  await element.contentFrame().getByText('ready', { exact: true }).waitFor()
  const handle = await element.elementHandle()
  const frame = await handle.contentFrame()
  if (!frame) throw new Error('The app has no frame')
  return frame
}

/** ID of any contact that the first user may see. */
export function anyContact(portal: RunningPortal, index = 0): number {
  const id = [...portal.portal.store.contactIds()][index]
  if (id === undefined) throw new Error('The portal has too few contacts')
  return id
}
