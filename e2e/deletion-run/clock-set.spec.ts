/** Somebody sets the device's clock while a run goes on: what it waits for are durations, so it goes on. */
import type { Page } from '@playwright/test'
import {
  confirm,
  listed,
  openDesk,
  reviewAll,
  switchRulesOff,
  takesManyRequests,
} from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { deletesSent } from '../support/portal-contacts.ts'

test.use({
  portalOptions: { contacts: 100 },
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

for (const [direction, ms] of [
  ['back', -3 * HOUR],
  ['forward', 3 * HOUR],
] as const) {
  test(`set ${direction} by three hours`, async ({ page, portal, portalPages }) => {
    const { portal: held } = portal
    takesManyRequests(held)
    await makeClockSettable(page)
    const desk = await openDesk(portalPages)
    const total = listed(held).length
    await reviewAll(desk, total)
    await switchRulesOff(desk)
    // There is always something to wait for: each batch is slow, and some are refused.
    held.faults.add({ method: 'crm.contact.delete', times: 1000, kind: { type: 'slow', ms: 100 } })
    await confirm(desk, total)
    await expect.poll(() => deletesSent(held)).toBeGreaterThan(0)
    held.faults.add({
      method: 'crm.contact.delete',
      times: 3,
      kind: { type: 'http', status: 503, body: { error: 'QUERY_LIMIT_EXCEEDED' } },
    })
    await desk.app.locator('html').evaluate((_, by) => {
      dispatchEvent(new CustomEvent('set-clock', { detail: by }))
    }, ms)
    const said = await desk.app.locator('html').evaluate(() => Date.now())
    expect(Math.abs(said - Date.now() - ms)).toBeLessThan(HOUR)
    await expect(desk.run.report).toContainText(`${total} contacts deleted`)
    expect(listed(held)).toEqual([])
  })
}
