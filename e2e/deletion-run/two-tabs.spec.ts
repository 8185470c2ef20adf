/** One run a portal and user: what a second tab of the browser shows of it, and may do. */
import {
  confirm,
  listed,
  onTop,
  openDesk,
  reviewThese,
  runSlowly,
  switchRulesOff,
  takesManyRequests,
  turnTo,
  type Desk,
} from '../support/deletion-run.ts'
import { expect, test as base } from '../support/fixtures.ts'
import { PortalPages } from '../pages/portal-pages.ts'
import { deletesSent } from '../support/portal-contacts.ts'

/** The app in a second tab, which was there before anything was deleted. */
const test = base.extend<{ second: Desk }>({
  second: async ({ context, portal }, use) => {
    await use(await openDesk(new PortalPages(await context.newPage(), portal)))
  },
})

test.use({ portalOptions: { contacts: 70 } })
test.beforeEach(({ portal }) => takesManyRequests(portal.portal))

test('a tab that was open before learns of the run, shows it live, and can pause it and let it go on', async ({
  portal,
  portalPages,
  second,
  axe,
}) => {
  const { portal: held } = portal
  const first = await openDesk(portalPages)
  const total = await runSlowly(first, held)
  await turnTo(second)
  await expect(second.unfinished.elsewhere).toContainText('carries out this deletion')
  await expect(second.run.progress).toHaveAttribute('max', String(total))
  await second.run.pause.click()
  await expect(first.run.says('Nothing more is sent until you resume')).toBeAttached()
  await expect(second.run.says('Nothing more is sent until you resume')).toBeAttached()
  const sent = deletesSent(held)
  expect(sent).toBeLessThan(total)
  expect(total - listed(held).length).toBe(sent)
  await expect(second.run.progress).toHaveAttribute('value', String(sent))
  expect(await axe(second.app)).toEqual([])

  held.faults.clear()
  await second.run.resume.click()
  await expect(first.run.report).toContainText(`${total} contacts deleted`)
  expect(deletesSent(held)).toBe(total)
  await expect(second.unfinished.elsewhere).toContainText('shows the result')
  await turnTo(first)
  await first.run.back.click()
  await expect(second.unfinished.elsewhere).toBeHidden()
  await expect(second.unfinished.notice).toBeHidden()
})

test('a tab that comes later sees a paused run at once, and can stop it', async ({
  context,
  portal,
  portalPages,
}) => {
  const { portal: held } = portal
  const first = await openDesk(portalPages)
  const total = await runSlowly(first, held)
  await first.run.pause.click()
  await expect(first.run.says('Nothing more is sent until you resume')).toBeAttached()
  const sent = deletesSent(held)
  const second = await openDesk(new PortalPages(await context.newPage(), portal))
  await expect(second.run.progress).toHaveAttribute('value', String(sent))
  await second.run.stop.click()
  await expect(first.run.result(total)).toBeVisible()
  await expect(first.run.report).toContainText(`${sent} contacts deleted`)
  await expect(first.run.report).toContainText(`${total - sent} were still waiting`)
  expect(listed(held).length).toBe(total - sent)
})

test('cannot begin one of its own meanwhile', async ({ portal, portalPages, second }) => {
  const { portal: held } = portal
  const chosen = onTop(held).slice(0, 2)
  await reviewThese(second, chosen)
  await switchRulesOff(second)
  const first = await openDesk(portalPages)
  const total = await runSlowly(first, held)
  // Paused, so that it is not done before the other tab has asked; it holds its place all the same.
  await first.run.pause.click()
  await expect(first.run.says('Nothing more is sent until you resume')).toBeAttached()
  await turnTo(second)
  await confirm(second, 2)
  await expect(second.review.alert).toContainText('Another tab has a deletion that is not closed')
  expect(listed(held).length).toBeGreaterThan(0)
  held.faults.clear()
  await turnTo(first)
  await first.run.resume.click()
  await expect(first.run.result(total)).toBeVisible()
  expect(deletesSent(held)).toBe(total)
})

test('when the tab that ran it is closed, another can take it up', async ({
  page,
  portal,
  portalPages,
  second,
}) => {
  const { portal: held } = portal
  const first = await openDesk(portalPages)
  const total = await runSlowly(first, held)
  await turnTo(second)
  await second.run.pause.click()
  await expect(second.run.says('Nothing more is sent until you resume')).toBeAttached()
  expect(listed(held).length).toBeGreaterThan(0)
  held.faults.clear()
  await page.close()
  await second.unfinished.goOn.click()
  await expect(second.run.result(total)).toBeVisible()
  await expect(second.run.report).toContainText(`${total} contacts deleted`)
  expect(listed(held).length).toBe(0)
  expect(deletesSent(held)).toBe(total)
})
