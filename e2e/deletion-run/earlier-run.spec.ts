/** A run that is not finished is never replaced by the next one: the person says first what becomes of it. */
import {
  confirm,
  deskOf,
  listed,
  openDesk,
  pauseRun,
  reviewThese,
  runHalfway,
  runInSlowMotion,
  takesManyRequests,
  type Desk,
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
  desk: Desk,
  held: Portal,
  time: PassingTime,
): Promise<{ deleted: number; total: number }> {
  const total = await runInSlowMotion(desk, held)
  await pauseRun(desk, time)
  held.faults.clear()
  await desk.run.back.click()
  await expect(desk.unfinished.notice).toBeVisible()
  const deleted = total - listed(held).length
  expect(deleted).toBeGreaterThan(0)
  expect(deleted).toBeLessThan(total)
  return { deleted, total }
}

/** Two contacts near the top that are still there, confirmed for another run. */
async function confirmTwo(desk: Desk, running: Parameters<typeof contactsOf>[0]): Promise<Contact[]> {
  const shown = contactsOf(running).slice(0, 12)
  const own = shown.filter((each) => shown.filter((other) => nameOf(other) === nameOf(each)).length === 1)
  const two = own.filter((each) => nameOf(each) !== '').slice(0, 2)
  await desk.rows.expectFirst(shown.slice(0, 3).map(({ ID }) => ID))
  await reviewThese(desk, two)
  await confirm(desk, 2)
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
  const desk = await openDesk(portalPages)

  await test.step('Stop ends the earlier run, and then the confirmed one begins: it deletes only its own contacts', async () => {
    const { deleted, total } = await leavePaused(desk, held, time)
    const two = await confirmTwo(desk, portal)
    await new EarlierJob(desk.app).stop.click()
    await time.passesUntil(expect(desk.run.result(2)).toBeVisible())
    expect(two.map(({ ID }) => held.store.contact(ID))).toEqual([undefined, undefined])
    expect([listed(held).length, deletesSent(held)]).toEqual([total - deleted - 2, deleted + 2])
    await desk.run.back.click()
    await expect(desk.unfinished.notice).toBeHidden()
    // What both deleted can be undone from the list.
    await expect(desk.app.getByText(`${deleted + 2} contacts were deleted`)).toBeVisible()
    await expect(desk.app.getByRole('button', { name: 'Undo last', exact: true })).toBeVisible()
    // The stopped run is told of in the audit.
    await pressHereOrInMenu(desk.app, desk.app.getByRole('button', { name: 'Audit', exact: true }))
    const rows = desk.app.getByRole('table', { name: 'Deletions and restores' }).getByRole('row')
    await expect(rows).toHaveCount(1 + 2)
    await expect(rows.filter({ hasText: String(deleted) }).first()).toBeVisible()
    await desk.app.getByRole('button', { name: 'Back', exact: true }).click()
    await desk.run.back.click()
    await desk.rows.expectFirst(
      contactsOf(portal)
        .slice(0, 3)
        .map(({ ID }) => ID),
    )
  })

  await test.step('who leaves the review while the earlier run is being stopped has nothing more deleted', async () => {
    const before = records(held).length
    // An answer is on its way when the page goes: to stop that run takes a look at those contacts first.
    await runHalfway(desk, held)
    page.once('dialog', (dialog) => void dialog.accept())
    await page.reload()
    const again = await deskOf(portalPages.app())
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
    const { deleted, total } = await leavePaused(await deskOf(portalPages.app()), held, time)
    await confirmTwo(desk, portal)
    const earlier = new EarlierJob(desk.app)
    await expect(earlier.question).toContainText(`${total - deleted} of ${total} contacts still to do`)
    expect(await axe(desk.app)).toEqual([])
    // Whoever does not answer loses nothing.
    await page.reload()
    const again = await deskOf(portalPages.app())
    await expect(again.unfinished.notice).toContainText(`${total - deleted} of ${total} contacts still to do`)
    expect(deletesSent(held)).toBe(before + deleted)

    await confirmTwo(again, portal)
    await new EarlierJob(again.app).resume.click()
    await time.passesUntil(expect(again.run.result(total)).toBeVisible())
    await expect(again.run.report).toContainText(`${total} contacts deleted`)
    expect([listed(held).length, deletesSent(held)]).toEqual([0, before + total])
  })
})
