import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, type BrowserContext, type FrameLocator, type Page } from '@playwright/test'
import { serveAppSite, type AppSite } from '../tools/app-site.ts'
import { wcagViolations } from '../support/axe.ts'
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

test('a console error in a frame of another site is heard', async ({ context, page, outer }) => {
  const seen = await noise(context, page, () => outer('<script>console.error("broken promise")</script>'))
  expect(seen).toEqual([expect.stringContaining('console.error: broken promise')])
})

test('an uncaught exception in a frame of another site is heard', async ({ context, page, outer }) => {
  const seen = await noise(context, page, () => outer('<script>throw new Error("not caught")</script>'))
  expect(seen).toEqual([expect.stringContaining('not caught')])
})

test('an unhandled rejection in a frame of another site is heard', async ({ context, page, outer }) => {
  const seen = await noise(context, page, () =>
    outer('<script>Promise.reject(new Error("not handled"))</script>'),
  )
  expect(seen).toEqual([expect.stringContaining('not handled')])
})

test('a request that is refused is heard', async ({ context, page, outer }) => {
  const seen = await noise(context, page, () => outer('<script>fetch("/missing")</script>'))
  expect(seen).toEqual([expect.stringContaining('Failed to load resource')])
})

test('expected noise is let through, and only that', async ({ context, outer }) => {
  const seen = await watchConsole(context, [/well known/])
  await outer('<script>console.error("well known"); console.error("new")</script>')
  await expect.poll(() => seen).toEqual([expect.stringContaining('new')])
})

test('axe sees what is wrong inside the frame', async ({ outer }) => {
  const frame = await outer(
    '<main><h1>Flaws</h1><button></button><p style="color:#aaa">Pale words</p></main>',
  )
  await expect(frame.getByRole('heading', { name: 'Flaws' })).toBeVisible()
  const violations = await wcagViolations(frame)
  expect(violations).toEqual([
    expect.stringMatching(/^button-name: /),
    expect.stringMatching(/^color-contrast: /),
  ])
})

test('axe asks for targets of 24 pixels', async ({ outer }) => {
  const small = '<button style="all:unset;width:12px;height:12px;display:inline-block" aria-label="'
  const frame = await outer(`<main><h1>Small</h1>${small}One"></button>${small}Two"></button></main>`)
  await expect(frame.getByRole('heading', { name: 'Small' })).toBeVisible()
  const violations = await wcagViolations(frame)
  expect(violations).toEqual([
    expect.stringMatching(/^target-size: /),
    expect.stringMatching(/^target-size: /),
  ])
})
