/** A run that is not finished is never replaced by the next one: the person says first what becomes of it. */
import {
  confirm,
  pagesOf,
  listed,
  openPages,
  pauseRun,
  reviewThese,
  runHalfway,
  runInSlowMotion,
  takesManyRequests,
  type Pages,
} from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { pressHereOrInMenu } from '../pages/app-menu.ts'
import { EarlierJob } from '../pages/earlier-job.ts'
import type { Contact, Portal } from '../portal/contract.ts'
import { contactsOf } from '../pages/contact-rows.ts'
import { records } from '../records/stored-records.ts'
import type { PassingTime } from '../support/passing-time.ts'
import { deletesSent, nameOf } from '../support/portal-contacts.ts'

test.use({ portalOptions: { contacts: 70 } })
test.beforeEach(({ portal }) => takesManyRequests(portal.portal))

/** A run of everybody, paused in the middle and left. @returns how many are deleted and how many were to be. */
async function leavePaused(
  pages: Pages,
  held: Portal,
  time: PassingTime,
): Promise<{ deleted: number; total: number }> {
  const total = await runInSlowMotion(pages, held)
  await pauseRun(pages, time)
  held.faults.clear()
  await pages.run.back.click()
  await expect(pages.unfinished.notice).toBeVisible()
  const deleted = total - listed(held).length
  expect(deleted).toBeGreaterThan(0)
  expect(deleted).toBeLessThan(total)
  return { deleted, total }
}

/** Two contacts near the top that are still there, confirmed for another run. */
async function confirmTwo(pages: Pages, running: Parameters<typeof contactsOf>[0]): Promise<Contact[]> {
  const shown = contactsOf(running).slice(0, 12)
  const own = shown.filter((each) => shown.filter((other) => nameOf(other) === nameOf(each)).length === 1)
  const two = own.filter((each) => nameOf(each) !== '').slice(0, 2)
  await pages.rows.expectFirst(shown.slice(0, 3).map(({ ID }) => ID))
  await reviewThese(pages, two)
  await confirm(pages, 2)
  return two
}

test('the next run does not begin before the earlier one is stopped or has ended', async ({
  page,
  portal,
  portalPages,
  axe,
  time,
}) => {
  const { portal: held } = portal
  const pages = await openPages(portalPages)

  await test.step('Stop ends the earlier run, and then the confirmed one begins: it deletes only its own contacts', async () => {
    const { deleted, total } = await leavePaused(pages, held, time)
    const two = await confirmTwo(pages, portal)
    await new EarlierJob(pages.app).stop.click()
    await time.passesUntil(expect(pages.run.result(2)).toBeVisible())
    expect(two.map(({ ID }) => held.store.contact(ID))).toEqual([undefined, undefined])
    expect([listed(held).length, deletesSent(held)]).toEqual([total - deleted - 2, deleted + 2])
    await pages.run.back.click()
    await expect(pages.unfinished.notice).toBeHidden()
    // What both deleted can be undone from the list.
    await expect(pages.app.getByText(`${deleted + 2} contacts were deleted`)).toBeVisible()
    await expect(pages.app.getByRole('button', { name: 'Undo last', exact: true })).toBeVisible()
    // The stopped run is told of in the audit.
    await pressHereOrInMenu(pages.app, pages.app.getByRole('button', { name: 'Audit', exact: true }))
    const rows = pages.app.getByRole('table', { name: 'Deletions and restores' }).getByRole('row')
    await expect(rows).toHaveCount(1 + 2)
    await expect(rows.filter({ hasText: String(deleted) }).first()).toBeVisible()
    await pages.app.getByRole('button', { name: 'Back', exact: true }).click()
    await pages.run.back.click()
    await pages.rows.expectFirst(
      contactsOf(portal)
        .slice(0, 3)
        .map(({ ID }) => ID),
    )
  })

  await test.step('who leaves the review while the earlier run is being stopped has nothing more deleted', async () => {
    const before = records(held).length
    // An answer is on its way when the page goes: to stop that run takes a look at those contacts first.
    await runHalfway(pages, held)
    page.once('dialog', (dialog) => void dialog.accept())
    await page.reload()
    const again = await pagesOf(portalPages.app())
    await expect(again.unfinished.notice).toBeVisible()
    const two = await confirmTwo(again, portal)
    const sent = deletesSent(held)
    await new EarlierJob(again.app).stop.click()
    await expect(again.app.getByText('Stopping that run.')).toBeVisible()
    await again.review.keep.click()
    await expect(again.rows.table).toBeVisible()
    const ended = () => records(held).map(({ endedAt }) => endedAt !== null)
    await time.passesUntil(expect.poll(ended).toEqual(Array.from({ length: before + 1 }, () => true)))
    await expect(again.unfinished.notice).toBeHidden()
    await expect(again.unfinished.elsewhere).toBeHidden()
    expect(deletesSent(held)).toBe(sent)
    for (const { ID } of two) expect(held.store.contact(ID)).toBeDefined()
    await again.bar.clear.click()
  })

  await test.step('the earlier one is still there after a reload, and Resume ends it', async () => {
    const before = deletesSent(held)
    const { deleted, total } = await leavePaused(await pagesOf(portalPages.app()), held, time)
    await confirmTwo(pages, portal)
    const earlier = new EarlierJob(pages.app)
    await expect(earlier.question).toContainText(`${total - deleted} of ${total} contacts still to do`)
    expect(await axe(pages.app)).toEqual([])
    // Whoever does not answer loses nothing.
    await page.reload()
    const again = await pagesOf(portalPages.app())
    await expect(again.unfinished.notice).toContainText(`${total - deleted} of ${total} contacts still to do`)
    expect(deletesSent(held)).toBe(before + deleted)

    await confirmTwo(again, portal)
    await new EarlierJob(again.app).resume.click()
    await time.passesUntil(expect(again.run.result(total)).toBeVisible())
    await expect(again.run.report).toContainText(`${total} contacts deleted`)
    expect([listed(held).length, deletesSent(held)]).toEqual([0, before + total])
  })
})
