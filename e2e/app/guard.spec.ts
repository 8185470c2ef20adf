import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, type BrowserContext, type FrameLocator, type Page } from '@playwright/test'
import { serveAppSite, type AppSite } from '../tools/app-site.ts'
import { wcagViolations } from '../support/axe.ts'
import { faultsOfWidth } from '../support/screens/reflow.ts'
import { watchConsole } from '../support/console-watch.ts'

/**
 * The guards that every other spec leans on, shown to be able to fail: a page with a flaw in a frame of another site,
 * as the app is in the portal.
 */
const test = base.extend<{ outer: (framed: string) => Promise<FrameLocator> }>({
  outer: async ({ page }, use) => {
    const sites: AppSite[] = []
    const folder = await mkdtemp(join(tmpdir(), 'tidy-contacts-guard-'))
    const serve = async (file: string, html: string, host: string): Promise<string> => {
      await writeFile(join(folder, file), `<!doctype html><html lang="en"><title>Guard</title>${html}</html>`)
      const site = await serveAppSite({ folder, host })
      sites.push(site)
      return site.url.replace('index.html', file)
    }
    await use(async (framed) => {
      const inner = await serve('inner.html', `<link rel="icon" href="data:,">${framed}`, '127.0.0.1')
      const outer = `<link rel="icon" href="data:,"><iframe title="App" src="${inner}"></iframe>`
      await page.goto(await serve('outer.html', outer, 'portal.localhost'))
      return page.frameLocator('iframe')
    })
    await Promise.all(sites.map((site) => site.close()))
    await rm(folder, { recursive: true })
  },
})

/** Waits until the page has been noisy; what it said stays in the list. */
async function noise(context: BrowserContext, page: Page, act: () => Promise<unknown>): Promise<string[]> {
  const seen = await watchConsole(context, [])
  await act()
  await expect.poll(() => seen.length, { message: `noise of ${page.url()}` }).toBeGreaterThan(0)
  return [...seen]
}

const NOISES: readonly (readonly [what: string, framed: string, said: string])[] = [
  ['a console error', '<script>console.error("broken promise")</script>', 'console.error: broken promise'],
  ['an uncaught exception', '<script>throw new Error("not caught")</script>', 'not caught'],
  ['an unhandled rejection', '<script>Promise.reject(new Error("not handled"))</script>', 'not handled'],
  ['a request that is refused', '<script>fetch("/missing")</script>', 'Failed to load resource'],
]

test('noise in a frame of another site is heard, and only what is expected is let through', async ({
  context,
  page,
  outer,
}) => {
  for (const [what, framed, said] of NOISES) {
    await test.step(`${what} is heard`, async () => {
      expect(await noise(context, page, () => outer(framed))).toEqual([expect.stringContaining(said)])
    })
  }
  await test.step('expected noise is let through, and only that', async () => {
    const seen = await watchConsole(context, [/well known/])
    await outer('<script>console.error("well known"); console.error("new")</script>')
    await expect.poll(() => seen).toEqual([expect.stringContaining('new')])
  })
})

test('what is wrong inside the frame is seen', async ({ outer }) => {
  await test.step('by axe: flaws', async () => {
    const frame = await outer(
      '<main><h1>Flaws</h1><button></button><p style="color:#aaa">Pale words</p></main>',
    )
    await expect(frame.getByRole('heading', { name: 'Flaws' })).toBeVisible()
    expect(await wcagViolations(frame)).toEqual([
      expect.stringMatching(/^button-name: /),
      expect.stringMatching(/^color-contrast: /),
    ])
  })
  await test.step('by faultsOfWidth: targets of less than 24 pixels', async () => {
    const sized = (px: number, name: string): string =>
      `<button style="all:unset;width:${px}px;height:${px}px;display:inline-block" aria-label="${name}"></button>`
    const frame = await outer(`<main><h1>Small</h1>${sized(24, 'Enough')}${sized(12, 'Too small')}</main>`)
    await expect(frame.getByRole('heading', { name: 'Small' })).toBeVisible()
    const { faults } = await frame.locator('html').evaluate(faultsOfWidth)
    expect(faults).toEqual(['12 × 12: <button> Too small'])
  })
  await test.step('by faultsOfWidth: words that are cut, and nothing says that there are more', async () => {
    const narrow = (style: string, words: string): string =>
      `<div style="width:3em;white-space:nowrap;${style}"><span>${words}</span></div>`
    const frame = await outer(
      `<main><h1>Cut</h1>${narrow('overflow:hidden', 'Cut words')}
      ${narrow('overflow:auto', 'Words that scroll')}
      ${narrow('overflow:hidden;text-overflow:ellipsis', 'Words with an ellipsis')}
      <div style="overflow:hidden">${narrow('', 'Words with room')}</div></main>`,
    )
    await expect(frame.getByRole('heading', { name: 'Cut' })).toBeVisible()
    const { faults } = await frame.locator('html').evaluate(faultsOfWidth)
    expect(faults).toEqual(['cut: <span> Cut words'])
  })
})
