/** One run a portal and user: what a second tab of the browser shows of it, and may do. */
import {
  confirm,
  listed,
  onTop,
  openDesk,
  reviewThese,
  runHalfway,
  switchRulesOff,
  type Desk,
} from './bulk.ts'
import { expect, test as base } from './fixtures.ts'
import { PortalPages } from './pages/portal-pages.ts'
import { deletesSent } from './portal-contacts.ts'

/** The app in a second tab, which was there before anything was deleted. */
const test = base.extend<{ second: Desk }>({
  second: async ({ context, portal }, use) => {
    await use(await openDesk(new PortalPages(await context.newPage(), portal)))
  },
})

test.use({ portalOptions: { contacts: 320 } })

const RUN = { timeout: 60_000 }

test('a tab that was open before learns of the run, shows it live, and can pause it and let it go on', async ({
  portal,
  portalPages,
  second,
  axe,
}) => {
  const { portal: held } = portal
  const first = await openDesk(portalPages)
  await expect(second.run.progress).toBeHidden()
  const total = await runHalfway(first, held)
  await expect(second.unfinished.elsewhere).toContainText('carries out this run')
  await expect(second.run.progress).toHaveAttribute('aria-valuemax', String(total))
  const before = Number(await second.run.progress.getAttribute('aria-valuenow'))
  expect(before).toBeLessThan(total)
  expect(await axe(second.app)).toEqual([])

  await second.run.pause.click()
  await expect(first.run.says(/^Pausing/u)).toBeAttached()
  await expect(second.run.says(/^Pausing/u)).toBeAttached()
})

test('a tab that comes later sees it at once, and its end', async ({ portal, portalPages, context }) => {
  const { portal: held } = portal
  const first = await openDesk(portalPages)
  await runHalfway(first, held)
  held.settings.latencyMs = 0
  const second = await openDesk(new PortalPages(await context.newPage(), portal))
  await expect(second.run.progress).toBeVisible()
})

test('cannot begin one of its own meanwhile', async ({ portal, portalPages, second }) => {
  const { portal: held } = portal
  const chosen = onTop(held).slice(0, 2)
  await reviewThese(second, chosen)
  await switchRulesOff(second)
  const first = await openDesk(portalPages)
  await runHalfway(first, held)
  const sent = deletesSent(held)
  await confirm(second, 2)
  await expect(second.review.alert).toContainText('Another tab is deleting contacts right now')
  expect(deletesSent(held)).toBe(sent)
  expect(listed(held).length).toBeGreaterThan(0)
})

test('when the tab that ran it is closed, another can take it up', async ({
  page,
  portal,
  portalPages,
  second,
}) => {
  const { portal: held } = portal
  const first = await openDesk(portalPages)
  const total = await runHalfway(first, held)
  await expect(second.run.progress).toBeVisible()
  held.settings.latencyMs = 0
  await page.close()
  await second.unfinished.goOn.click()
  await expect(second.run.result(total)).toBeVisible(RUN)
  await expect(second.run.report).toContainText(`${total} contacts deleted`)
  expect(listed(held).length).toBe(0)
  expect(deletesSent(held)).toBe(total)
})
