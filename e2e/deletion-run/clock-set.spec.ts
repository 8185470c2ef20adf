/** Somebody sets the device's clock while a run goes on: what it waits for are durations, so it goes on. */
import type { Page } from '@playwright/test'
import {
  confirm,
  moreDeletes,
  onTop,
  openPages,
  reviewThese,
  skipsNone,
  takesManyRequests,
} from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { deletesSent } from '../support/portal-contacts.ts'
import { listSettles } from '../support/restoring.ts'

test.use({
  portalOptions: { contacts: 70 },
  // Refusals that are asked again.
  expectedConsole: [/Failed to load resource/u],
})

/** A clock that can be set, in the page and in its worker: it listens on a channel of its own. */
const SETTABLE = `{
  let shift = 0
  const real = Date.now.bind(Date)
  Date.now = () => real() + shift
  const channel = new BroadcastChannel('set-clock')
  channel.onmessage = ({ data }) => { shift += data }
  addEventListener('set-clock', ({ detail }) => { shift += detail; channel.postMessage(detail) })
}`

async function makeClockSettable(page: Page): Promise<void> {
  await page.addInitScript(SETTABLE)
  await page.context().route('**/clock-worker-*.js', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, body: `${SETTABLE};${await answer.text()}` })
  })
}

const HOUR = 3_600_000

test('a run goes on', async ({ page, portal, portalPages }) => {
  const { portal: held } = portal
  takesManyRequests(held)
  skipsNone(held)
  await makeClockSettable(page)
  const pages = await openPages(portalPages)
  // Few, for what they wait for they all wait for in earnest; and not as many, so that each result is its own run's.
  const [firstRun, secondRun] = [onTop(held).slice(0, 4), onTop(held).slice(4, 9)]
  expect(secondRun).toHaveLength(5)
  for (const [direction, by, chosen] of [
    ['back', -3 * HOUR, firstRun],
    ['forward', 3 * HOUR, secondRun],
  ] as const) {
    await test.step(`set ${direction} by three hours`, async () => {
      const shift = await pages.app.locator('html').evaluate(() => Date.now())
      const setBy = by - Math.round((shift - Date.now()) / HOUR) * HOUR
      const sent = deletesSent(held)
      held.faults.add({ method: 'crm.contact.delete', times: 1000, kind: { type: 'slow', ms: 100 } })
      await reviewThese(pages, chosen)
      // The answer to the first deletes waits until the clock is set, and the portal refuses what comes after them.
      held.clock.stop()
      await confirm(pages, chosen.length)
      await moreDeletes(held, sent)
      expect(deletesSent(held)).toBeLessThan(sent + chosen.length)
      held.faults.add({
        method: 'crm.contact.delete',
        times: 2,
        kind: { type: 'http', status: 503, body: { error: 'QUERY_LIMIT_EXCEEDED' } },
      })
      await pages.app.locator('html').evaluate((_, ms) => {
        dispatchEvent(new CustomEvent('set-clock', { detail: ms }))
      }, setBy)
      const said = await pages.app.locator('html').evaluate(() => Date.now())
      expect(Math.abs(said - Date.now() - by)).toBeLessThan(HOUR)
      held.clock.run()
      await expect(pages.run.result(chosen.length)).toBeVisible()
      await expect(pages.run.report).toContainText(`${chosen.length} contacts deleted`)
      for (const { ID } of chosen) expect(held.store.contact(ID)).toBeUndefined()
      expect(held.faults.active.filter(({ kind }) => kind.type === 'http')).toEqual([])
      held.faults.clear()
      await pages.run.back.click()
      await listSettles(pages.app, portal)
    })
  }
})
