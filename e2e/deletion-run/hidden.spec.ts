/** A run in a tab that nobody looks at: the browser holds its timers back, and the run goes on all the same. */
import type { Locator } from '@playwright/test'
import { listed, moreDeletes, openPages, runSlowly } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { PortalPages } from '../pages/portal-pages.ts'
import { deletesSent } from '../support/portal-contacts.ts'
import { openEverydayBrowser } from '../support/everyday-browser.ts'

test.use({ portalOptions: { contacts: 60 } })

/** Timers of 100 ms one after another: begins to count, or tells how many have rung. */
function ticks(body: Locator): Promise<number> {
  return body.evaluate(({ dataset }) => {
    if (dataset.ticks === undefined) {
      dataset.ticks = '0'
      const tick = (): void => {
        dataset.ticks = String(Number(dataset.ticks) + 1)
        setTimeout(tick, 100)
      }
      setTimeout(tick, 100)
    }
    return Number(dataset.ticks)
  })
}

test('a hidden tab deletes at full speed although its timers are held back', async ({ portal }) => {
  const { portal: held } = portal
  const browser = await openEverydayBrowser('IntensiveWakeUpThrottling:grace_period_seconds/1')
  try {
    const page = await browser.context.newPage()
    const pages = await openPages(new PortalPages(page, portal))
    const total = await runSlowly(pages, held)
    await pages.run.pause.click()
    await expect(pages.run.says('Nothing more is sent until you resume')).toBeAttached({ timeout: 30_000 })
    const other = await browser.context.newPage()
    await other.bringToFront()
    const body = pages.app.locator('body')
    const seen = () => body.evaluate(() => document.visibilityState)
    await expect.poll(seen).toBe('hidden')
    // The tab in front has the same timers, and nobody holds them back.
    const inFront = other.locator('body')
    const from = { hidden: await ticks(body), inFront: await ticks(inFront) }
    const sent = deletesSent(held)
    // As a second tab would ask for it: pressing the button needs a tab that is seen.
    await pages.run.resume.evaluate((button: HTMLElement) => button.click())
    await moreDeletes(held, sent)
    await expect.poll(() => listed(held).length, { timeout: 40_000 }).toBe(0)
    await expect(pages.run.report).toContainText(`${total} contacts deleted`)
    await expect.poll(async () => (await ticks(inFront)) - from.inFront).toBeGreaterThan(30)
    const to = { hidden: await ticks(body), inFront: await ticks(inFront) }
    expect(await seen()).toBe('hidden')
    expect(to.hidden - from.hidden).toBeLessThan((to.inFront - from.inFront) / 3)
    expect(deletesSent(held)).toBe(total)
  } finally {
    await browser.close()
  }
})
