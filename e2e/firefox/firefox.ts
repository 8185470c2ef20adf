import type { Browser } from '@playwright/test'
import { test as base } from '../support/fixtures.ts'
import { findFirefox } from '../tools/machine.ts'

/**
 * For `test.use`: the machine's own Firefox, which Playwright drives by WebDriver BiDi.
 * @param preferences as on its page about:config
 */
export function firefox(preferences: Readonly<Record<string, number>> = {}) {
  const executablePath = findFirefox()
  if (executablePath === undefined) throw new Error('No Firefox on this machine: run .ci/setup firefox')
  return {
    browserName: 'firefox',
    channel: 'moz-firefox',
    launchOptions: {
      executablePath,
      // Without it no press reaches a frame of another site.
      firefoxUserPrefs: { 'remote.events.async.mouse.enabled': true, ...preferences },
    },
    // For a picture Playwright adds a style to the page, which Firefox reports as refused by the page's policy.
    screenshot: 'off',
  } as const
}

export const test = base.extend<object, { browser: Browser }>({
  browser: [
    async ({ browser }, use) => {
      withoutColourScheme(browser)
      await use(browser)
    },
    { scope: 'worker' },
  ],
})

type Send = (method: string, parameters: unknown) => Promise<unknown>

/**
 * For each context Playwright sets the colour scheme, by a command that Firefox 153 does not know and answers with an
 * error. No option leaves it out, so it is left out where Playwright sends it.
 */
function withoutColourScheme(browser: Browser): void {
  const { _connection } = browser as unknown as {
    _connection: { toImpl: (of: Browser) => { _browserSession: { send: Send } } }
  }
  const session = _connection.toImpl(browser)._browserSession
  const send = session.send.bind(session)
  session.send = (method, parameters) =>
    method === 'emulation.setMediaFeaturesOverride' ? Promise.resolve({}) : send(method, parameters)
}
