import { test as base } from '@playwright/test'
import type { PortalOptions, RunningPortal } from '../portal/contract.ts'
import { startPortal } from '../portal/start.ts'
import { PortalPages } from '../pages/portal-pages.ts'
import { serveAppSite, type AppSite } from '../tools/app-site.ts'
import { wcagViolations, type AxeTarget } from './axe.ts'
import { DIST } from '../tools/files.ts'
import { watchConsole } from './console-watch.ts'
import { PassingTime } from './passing-time.ts'

export { expect } from '@playwright/test'

/** What a spec may say of its portal and of the noise that it expects: `test.use({ … })`. */
export interface PortalFixtureOptions {
  /** Passed to startPortal; appUrl is the built app's, unless said otherwise. */
  portalOptions: Partial<PortalOptions>
  /**
   * Console errors that belong to the scenario. Chromium writes "Failed to load resource" for every REST answer that is
   * not a 2xx: a spec whose portal refuses something says so here.
   */
  expectedConsole: RegExp[]
}

interface TestFixtures {
  /**
   * A portal of this test's own, in this process: read `portal.portal.store` for the truth. `portal.portal.clock` moves its
   * time on without waiting: `advance(ms)`, `stop()`, `run()`, and `waiting` lists the answers that are held back.
   */
  portal: RunningPortal
  /** The portal's screens in this test's page, and the app opened in them. */
  portalPages: PortalPages
  /** WCAG 2.2 AA violations of one document (default: the page) as readable lines; expect it `toEqual([])`. */
  axe: (target?: AxeTarget) => Promise<string[]>
  /** The time of the portal and of this test's browser, for a spec that would have to wait for something that is late. */
  time: PassingTime
  guard: undefined
}

interface WorkerFixtures {
  /** The folder with the app; the build's, unless a spec says otherwise. */
  appFolder: string
  /** The built app on its own server, another site than any portal. */
  appSite: AppSite
}

/**
 * A portal lets no frame fetch a photo (portal README, "Files"); the browser says so, and no app can keep it from that.
 */
const NO_PHOTO = /\/crm\.contact\.show\/show_file\.php/u

export const test = base.extend<PortalFixtureOptions & TestFixtures, WorkerFixtures>({
  portalOptions: [{}, { option: true }],
  expectedConsole: [[], { option: true }],

  appFolder: [DIST, { option: true, scope: 'worker' }],

  appSite: [
    async ({ appFolder }, use) => {
      const site = await serveAppSite({ folder: appFolder })
      await use(site)
      await site.close()
    },
    { scope: 'worker' },
  ],

  portal: async ({ appSite, portalOptions }, use) => {
    const running = await startPortal({ port: 0, appUrl: appSite.url, ...portalOptions })
    await use(running)
    await running.close()
  },

  portalPages: async ({ page, portal }, use) => {
    await use(new PortalPages(page, portal))
  },

  time: async ({ context, portal }, use) => {
    const time = new PassingTime(portal.portal)
    await time.rules(context)
    await use(time)
  },

  axe: async ({ page }, use) => {
    await use((target = page) => wcagViolations(target))
  },

  guard: [
    async ({ context, expectedConsole }, use) => {
      const unexpected = await watchConsole(context, [...expectedConsole, NO_PHOTO])
      await use(undefined)
      if (unexpected.length > 0) throw new Error(`Noise in the browser:\n${unexpected.join('\n')}`)
    },
    { auto: true },
  ],
})
