import { expect, type BrowserContext, type FrameLocator, type Page } from '@playwright/test'

/** A portal whose every text is markup that would run. */

/** `hurt` would be set on the window by whichever part of it ran. */
export const MARKUP = `<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>"'><svg onload="hurt=1">`

/** Keys under which a portal gives texts that people wrote. */
const WRITTEN = new Set([
  ...['NAME', 'SECOND_NAME', 'LAST_NAME', 'POST', 'TITLE', 'SUBJECT', 'COMMENT', 'COMMENTS', 'DESCRIPTION'],
  ...['name', 'secondName', 'lastName', 'title', 'listLabel', 'formLabel', 'RQ_NAME', 'ADDRESS_1', 'CITY'],
])

/** Appends the markup to every such text, in all answers. Call it before a page opens. */
export async function makeTextsHostile(context: BrowserContext): Promise<void> {
  await context.route(/\/rest\//u, async (route) => {
    if (route.request().method() !== 'POST') return route.fallback()
    // Chromium alone resolves every name that ends in .localhost.
    const url = route.request().url().replace('portal.localhost', '127.0.0.1')
    const response = await route.fetch({ url }).catch(() => null)
    // The test has ended, and its portal with it; a spec that still waits for this answer fails.
    if (response === null) return route.abort().catch(() => undefined)
    const body = (await response.json().catch(() => null)) as unknown
    return route.fulfill({ response, ...(body === null ? {} : { json: hostile(body) }) })
  })
}

function hostile(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return WRITTEN.has(key) && value !== '' ? `${value} ${MARKUP}` : value
  if (Array.isArray(value)) return value.map((each) => hostile(each))
  if (typeof value !== 'object' || value === null) return value
  // What the app itself stored in the portal.
  if ('DETAIL_TEXT' in value || 'ENTITY' in value) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, hostile(inner, name)]))
}

/** That the markup is there to be read, in this document, and became nothing else. */
export async function expectHarmless(app: FrameLocator): Promise<void> {
  await expect(app.getByText('<img src=x').first()).toBeAttached()
  await expectNothingMade(app)
}

export async function expectNothingMade(app: FrameLocator | Page): Promise<void> {
  const made = await app.locator('html').evaluate((html) => ({
    hurt: 'hurt' in window,
    elements: html.querySelectorAll('img, iframe, object, embed, script:not([src]), [onerror], [onload]')
      .length,
  }))
  expect(made).toEqual({ hurt: false, elements: 0 })
}
