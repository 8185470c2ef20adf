/** A run that outlives its page where the browser keeps nothing for a frame: the portal keeps it. */
import { contactsOf } from '../pages/contact-rows.ts'
import { EarlierJob } from '../pages/earlier-job.ts'
import {
  type Pages,
  confirm,
  pagesOf,
  listed,
  nextDeleteStands,
  onTop,
  openPages,
  pauseRun,
  reviewThese,
  runHalfway,
  runInSlowMotion,
  skipsNone,
  takesManyRequests,
  turnTo,
} from '../support/deletion-run.ts'
import { expect } from '../support/fixtures.ts'
import { testWithoutStorage as test } from '../support/frame-storage.ts'
import { PortalPages } from '../pages/portal-pages.ts'
import type { Portal, RunningPortal } from '../portal/contract.ts'
import type { PassingTime } from '../support/passing-time.ts'
import { deletesSent } from '../support/portal-contacts.ts'
import { USER } from '../portal/store/users.ts'

test.beforeEach(({ portal }) => {
  takesManyRequests(portal.portal)
  skipsNone(portal.portal)
})

test.use({
  portalOptions: { contacts: 70 },
})

/** What the portal keeps of runs. */
function kept({ app }: Portal): string[] {
  return Object.entries(app.userOptions.get(USER.admin) ?? {}).flatMap(([name, value]) =>
    name.startsWith('run') && value !== '' ? [name] : [],
  )
}

/** Goes on with the run that is offered, and sees it end with the truth. @param before deletes sent before it began */
async function goOnToTheEnd(
  pages: Pages,
  { portal: held }: RunningPortal,
  time: PassingTime,
  { total, before }: { total: number; before: number },
): Promise<void> {
  await expect(pages.unfinished.notice).toContainText('What was sent and not answered is checked first')
  await pages.unfinished.goOn.click()
  await time.passesUntil(expect(pages.run.result(total)).toBeVisible())
  await expect(pages.run.report).toContainText(`${total} contacts deleted`)
  expect(listed(held).length).toBe(0)
  // Each was sent once: what was in flight was looked at before anything more was deleted.
  expect(deletesSent(held) - before).toBe(total)
}

test('a run that is cut off is forgotten, or goes on after a reload and in another browser', async ({
  page,
  browser,
  portal,
  portalPages,
  time,
}) => {
  const { portal: held } = portal
  const pages = await openPages(portalPages)
  await runHalfway(pages, held)
  await expect(pages.app.getByText('Neither this browser nor the portal stores the progress')).toBeHidden()

  await test.step('the journal’s own command is in front of whatever deletes', () => {
    const batches = held.log.filter(({ commands }) =>
      commands?.some(({ method }) => method === 'crm.contact.delete'),
    )
    expect(batches.length).toBeGreaterThan(0)
    for (const { commands = [] } of batches) {
      expect(commands[0]?.method).toBe('user.option.set')
      expect(commands.length).toBeLessThanOrEqual(50)
    }
  })

  await test.step('a run can be forgotten: it is not offered again, and the portal keeps nothing of it', async () => {
    await page.reload()
    const again = await pagesOf(portalPages.app())
    await expect(again.unfinished.notice).toBeVisible()
    expect(kept(held)).toContain('runPlan')
    const left = listed(held).length
    await again.unfinished.forget.click()
    await expect(again.unfinished.notice).toBeHidden()
    expect(kept(held)).toEqual([])
    await page.reload()
    await expect((await pagesOf(portalPages.app())).unfinished.notice).toBeHidden()
    expect(listed(held).length).toBe(left)
  })

  const before = deletesSent(held)
  const total = await runHalfway(await pagesOf(portalPages.app()), held)

  await test.step('a run goes on after a reload', async () => {
    await page.reload()
    const again = await pagesOf(portalPages.app())
    await expect(again.unfinished.notice).toContainText('What was sent and not answered is checked first')
    const told = nextDeleteStands(held)
    await again.unfinished.goOn.click()
    await time.passesUntil(told)
    expect(listed(held).length).toBeGreaterThan(0)
  })

  await page.close()
  const elsewhere = await browser.newContext()
  await time.rules(elsewhere)
  const other = new PortalPages(await elsewhere.newPage(), portal)

  await test.step('nobody else finds it', async () => {
    held.settings.currentUserId = USER.manager
    await expect((await openPages(other)).unfinished.notice).toBeHidden()
    held.settings.currentUserId = USER.admin
  })

  await test.step('another browser of the same person finds it; nothing is deleted twice, and nothing of it stays in the portal', async () => {
    const found = await openPages(other)
    await goOnToTheEnd(found, portal, time, { total, before })
    expect(kept(held)).toContain('runPlan')
    await found.run.back.click()
    await expect(found.app.getByText('No contacts you can see')).toBeVisible()
    await expect.poll(() => kept(held)).toEqual([])
    await other.page.reload()
    await expect(found.app.getByText('No contacts you can see')).toBeVisible()
    await expect(found.unfinished.notice).toBeHidden()
  })
  await elsewhere.close()
})

test('tabs know of each other all the same', async ({ page, context, portal, portalPages, time }) => {
  const { portal: held } = portal
  const secondPage = await context.newPage()
  const second = await openPages(new PortalPages(secondPage, portal))
  const chosen = onTop(held).slice(0, 2)
  await reviewThese(second, chosen)
  const refused = second.review.alert.filter({ hasText: 'Another tab has a deletion that is not closed' })
  const first = await openPages(portalPages)
  await runInSlowMotion(first, held)
  const third = await openPages(new PortalPages(await context.newPage(), portal))

  await test.step('a second tab watches a run, and one in its review cannot begin its own', async () => {
    await expect(third.unfinished.elsewhere).toContainText('carries out this deletion')
    await expect(third.run.progress).toBeVisible()
    await turnTo(second)
    await confirm(second, 2)
    await expect(refused.first()).toBeVisible()
    await turnTo(first)
    await pauseRun(first, time)
    const sent = deletesSent(held)
    await turnTo(second)
    await confirm(second, 2)
    await expect(refused.first()).toBeVisible()
    expect(deletesSent(held)).toBe(sent)
  })

  await test.step('when the tab of a paused run is closed, the question comes before the next one begins', async () => {
    await page.close()
    // A closed tab's lock is free; what it was at the portal keeps, and no other tab takes its place unasked.
    await expect(third.run.progress).toBeHidden()
    held.faults.clear()
    const sent = deletesSent(held)
    await confirm(second, 2)
    const earlier = new EarlierJob(second.app)
    await time.passesUntil(expect(earlier.question).toContainText('contacts still to do'))
    expect(deletesSent(held)).toBe(sent)
    await earlier.stop.click()
    await time.passesUntil(expect(second.run.result(2)).toBeVisible())
    expect(deletesSent(held)).toBe(sent + 2)
    for (const { ID } of chosen) expect(held.store.contact(ID)).toBeUndefined()
  })

  await test.step('when the tab of a run is closed in the middle, the one that watches goes on', async () => {
    await second.run.back.click()
    await second.rows.expectFirst(
      contactsOf(portal)
        .slice(0, 10)
        .map(({ ID }) => ID),
    )
    const before = deletesSent(held)
    const total = await runHalfway(second, held)
    await turnTo(third)
    await expect(third.unfinished.elsewhere).toContainText('carries out this deletion')
    await secondPage.close()
    await goOnToTheEnd(third, portal, time, { total, before })
  })
})
