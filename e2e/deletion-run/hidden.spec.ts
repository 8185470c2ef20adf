/** A run in a tab that nobody looks at: the browser holds its timers back, and the run goes on all the same. */
import type { FrameLocator } from '@playwright/test'
import { listed, moreDeletes, openDesk, runSlowly } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { PortalPages } from '../pages/portal-pages.ts'
import { deletesSent } from '../support/portal-contacts.ts'
import { openEverydayBrowser } from '../support/everyday-browser.ts'

test.use({ portalOptions: { contacts: 70 } })

/** Timers of 100 ms one after another, in the page and in a worker: begins to count, or tells how many have rung. */
async function ticks(app: FrameLocator): Promise<{ page: number; worker: number; seen: string }> {
  return app.locator('body').evaluate((body) => {
    const { dataset } = body
    if (dataset.page === undefined) {
      dataset.page = '0'
      dataset.worker = '0'
      const tick = (): void => {
        dataset.page = String(Number(dataset.page) + 1)
        setTimeout(tick, 100)
      }
      setTimeout(tick, 100)
      const chain = 'const tick = () => { postMessage(0); setTimeout(tick, 100) }; tick()'
      const worker = new Worker(`data:text/javascript,${encodeURIComponent(chain)}`)
      worker.addEventListener('message', () => (dataset.worker = String(Number(dataset.worker) + 1)))
    }
    return {
      page: Number(dataset.page),
      worker: Number(dataset.worker),
      seen: document.visibilityState,
    }
  })
}

test('a hidden tab deletes at full speed although its timers are held back', async ({ portal }) => {
  const { portal: held } = portal
  const browser = await openEverydayBrowser('IntensiveWakeUpThrottling:grace_period_seconds/1')
  try {
    const page = await browser.context.newPage()
    const desk = await openDesk(new PortalPages(page, portal))
    const total = await runSlowly(desk, held)
    await desk.run.pause.click()
    await expect(desk.run.says('Nothing more is sent until you resume')).toBeAttached({ timeout: 30_000 })
    const other = await browser.context.newPage()
    await other.bringToFront()
    await expect.poll(async () => (await ticks(desk.app)).seen).toBe('hidden')
    const from = await ticks(desk.app)
    const sent = deletesSent(held)
    // As a second tab would ask for it: pressing the button needs a tab that is seen.
    await desk.run.resume.evaluate((button: HTMLElement) => button.click())
    await moreDeletes(held, sent)
    await expect.poll(() => listed(held).length, { timeout: 40_000 }).toBe(0)
    await expect(desk.run.report).toContainText(`${total} contacts deleted`)
    await expect.poll(async () => (await ticks(desk.app)).worker - from.worker).toBeGreaterThan(30)
    const to = await ticks(desk.app)
    expect(to.seen).toBe('hidden')
    expect(to.page - from.page).toBeLessThan((to.worker - from.worker) / 3)
    expect(deletesSent(held)).toBe(total)
  } finally {
    await browser.close()
  }
})
