/** One run a portal and user: what other tabs of the browser show of it, and may do. */
import { contactsOf } from '../pages/contact-rows.ts'
import {
  confirm,
  listed,
  moreDeletes,
  onTop,
  openPages,
  pauseRun,
  reviewThese,
  runInSlowMotion,
  skipsNone,
  takesManyRequests,
  turnTo,
} from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { PortalPages } from '../pages/portal-pages.ts'
import { deletesSent } from '../support/portal-contacts.ts'

test.use({ portalOptions: { contacts: 70 } })
test.beforeEach(({ portal }) => {
  takesManyRequests(portal.portal)
  skipsNone(portal.portal)
})

test('a run is seen and ruled from every tab, begins in one alone, and outlives its own', async ({
  page,
  context,
  portal,
  portalPages,
  axe,
  time,
}) => {
  const { portal: held } = portal
  const everybody = listed(held).length
  const second = await openPages(new PortalPages(await context.newPage(), portal))
  const thirdPages = new PortalPages(await context.newPage(), portal)
  const reviewing = await openPages(thirdPages)
  await reviewThese(reviewing, onTop(held).slice(0, 2))
  const first = await openPages(portalPages)
  await runInSlowMotion(first, held)

  await test.step('a tab that was open before learns of the run, shows it live, and can pause it', async () => {
    await turnTo(second)
    await expect(second.unfinished.elsewhere).toContainText('carries out this deletion')
    await expect(second.run.progress).toHaveAttribute('max', String(everybody))
    await pauseRun(second, time)
    await expect(first.run.says('Nothing more is sent until you resume')).toBeAttached()
    const sent = deletesSent(held)
    expect(sent).toBeLessThan(everybody)
    expect(everybody - listed(held).length).toBe(sent)
    await expect(second.run.progress).toHaveAttribute('value', String(sent))
    expect(await axe(second.app)).toEqual([])
  })

  await test.step('a tab in its review cannot begin one of its own meanwhile', async () => {
    const sent = deletesSent(held)
    await turnTo(reviewing)
    await confirm(reviewing, 2)
    await expect(reviewing.review.alert).toContainText('Another tab has a deletion that is not closed')
    expect(listed(held).length).toBeGreaterThan(0)
    expect(deletesSent(held)).toBe(sent)
  })

  const later = await test.step('a tab that comes later sees the paused run at once', async () => {
    const pages = await openPages(thirdPages)
    await expect(pages.run.progress).toHaveAttribute('value', String(deletesSent(held)))
    return pages
  })

  await test.step('another tab lets it go on, and a paused run can be stopped from the one that came later', async () => {
    const before = deletesSent(held)
    await turnTo(second)
    await second.run.resume.click()
    await time.passesUntil(moreDeletes(held, before))
    await pauseRun(second, time)
    const sent = deletesSent(held)
    expect(sent).toBeLessThan(everybody)
    await expect(later.run.progress).toHaveAttribute('value', String(sent))
    await turnTo(later)
    await later.run.stop.click()
    await expect(first.run.result(everybody)).toBeVisible()
    await expect(first.run.report).toContainText(`${sent} contacts deleted`)
    await expect(first.run.report).toContainText(`${everybody - sent} were still waiting`)
    expect(listed(held).length).toBe(everybody - sent)
    await expect(second.unfinished.elsewhere).toContainText('shows the result')
    held.faults.clear()
    await turnTo(first)
    await first.run.back.click()
    await expect(second.unfinished.elsewhere).toBeHidden()
    await expect(second.unfinished.notice).toBeHidden()
  })

  await first.rows.expectFirst(
    contactsOf(portal)
      .slice(0, 10)
      .map(({ ID }) => ID),
  )
  const rest = await runInSlowMotion(first, held)

  await test.step('when the tab that ran it is closed, another can take it up', async () => {
    await turnTo(second)
    await pauseRun(second, time)
    expect(listed(held).length).toBeGreaterThan(0)
    await page.close()
    const before = deletesSent(held)
    await second.unfinished.goOn.click()
    await time.passesUntil(moreDeletes(held, before))
  })

  await test.step('which a third tab then pauses, and lets go on to its end', async () => {
    await turnTo(later)
    await expect(later.unfinished.elsewhere).toContainText('carries out this deletion')
    await pauseRun(later, time)
    await expect(second.run.says('Nothing more is sent until you resume')).toBeAttached()
    expect(listed(held).length).toBeGreaterThan(0)
    held.faults.clear()
    await later.run.resume.click()
    await time.passesUntil(expect(second.run.result(rest)).toBeVisible())
    await expect(second.run.report).toContainText(`${rest} contacts deleted`)
    expect(listed(held).length).toBe(0)
    expect(deletesSent(held)).toBe(everybody)
    await expect(later.unfinished.elsewhere).toContainText('shows the result')
    await turnTo(second)
    await second.run.back.click()
    await expect(later.unfinished.elsewhere).toBeHidden()
    await expect(later.unfinished.notice).toBeHidden()
  })
})
