/** The first picture of a million contacts, where the portal counts quickly and where it counts slowly. */
import { CleanUpPage } from '../pages/clean-up-page.ts'
import type { Portal } from '../portal/contract.ts'
import { openPages, type Pages } from '../support/deletion-run.ts'
import { expect, test as base } from '../support/fixtures.ts'
import { startPortal } from '../portal/start.ts'

/** Both tests have the same portal: to fill it takes longer than they do. */
let filled: Awaited<ReturnType<typeof startPortal>> | null = null
const test = base.extend({
  portal: async ({ appSite }, use) => {
    filled ??= await startPortal({ port: 0, appUrl: appSite.url, contacts: 1_000_000 })
    filled.portal.faults.clear()
    await use(filled)
  },
})
test.describe.configure({ mode: 'serial' })
/** Each of the portal's counts goes over a million contacts. */
const expectLong = expect.configure({ timeout: 300_000 })
test.afterAll(() => filled?.close())

const LIST = /^crm\.(contact|item)\.list$/u

/** How many lists of contacts each request asked for that came after so many entries of the log. */
const listsSince = ({ log }: Portal, before: number): number[] =>
  log
    .slice(before)
    .map(({ commands = [] }) => commands.filter(({ method }) => LIST.test(method)).length)
    .filter((count) => count > 0)

/** "994,999 contacts", as the list says. */
async function totalIn({ app }: Pages): Promise<string> {
  const total = await app.getByText(/^[\d,]+ contacts$/u).textContent()
  expect(Number(total?.replace(/\D/gu, ''))).toBeGreaterThan(900_000)
  return total ?? ''
}

test('quick counts: three requests, and one for the samples', async ({ page: tab, portal, portalPages }) => {
  const { portal: held } = portal
  // Quick by the browser's clock, on a busy machine too.
  await tab.clock.setFixedTime(held.clock.now())
  const pages = await openPages(portalPages)
  const total = await totalIn(pages)
  const before = held.log.length
  const page = await new CleanUpPage(pages.app).open()
  await expect(pages.app.getByText(`${total} that you may see`)).toBeVisible()
  await expectLong(page.suggestions.getByText('For example:').first()).toBeVisible()
  expect(listsSince(held, before).length).toBeLessThanOrEqual(4)
})

test('slow counts: small requests, none near 30 s, shown as they come, with Cancel', async ({
  portal,
  portalPages,
  time,
}) => {
  const SECONDS = 3
  const { portal: held } = portal
  const pages = await openPages(portalPages)
  const total = await totalIn(pages)
  for (const method of ['crm.contact.list', 'crm.item.list'])
    held.faults.add({ method, times: 1e6, kind: { type: 'slow', ms: SECONDS * 1000 } })
  const before = held.log.length
  const counting = pages.app.getByText(/Counting… [1-9]\d* of \d+/u)
  await pages.app.getByRole('button', { name: 'Clean up', exact: true }).click()
  await time.passesUntil(expectLong(counting).toBeVisible())
  await expect(pages.app.getByText(`${total} that you may see`)).toBeVisible()
  await pages.app.getByRole('button', { name: 'Stop counting' }).click()
  await expect(pages.app.getByText('Counting was stopped.')).toBeVisible()
  await expect(pages.app.getByText('not counted').first()).toBeVisible()
  const asked = listsSince(held, before).length
  expect(Math.max(...listsSince(held, before)) * SECONDS).toBeLessThan(30)

  // Cancelled is cancelled: only the request under way was still answered.
  await pages.app.getByRole('button', { name: 'Count again' }).click()
  await time.passesUntil(expectLong(pages.app.getByText(/· Counted /u)).toBeVisible())
  expect(listsSince(held, before).length).toBeGreaterThan(asked + 2)
  expect(Math.max(...listsSince(held, before)) * SECONDS).toBeLessThan(30)
})
