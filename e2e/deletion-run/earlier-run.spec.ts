/** A run that is not finished is never replaced by the next one: the person says first what becomes of it. */
import {
  confirm,
  deskOf,
  listed,
  openDesk,
  reviewThese,
  runHalfway,
  runSlowly,
  switchRulesOff,
  type Desk,
} from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { pressHereOrInMenu } from '../pages/app-menu.ts'
import { EarlierJob } from '../pages/earlier-job.ts'
import type { Contact, Portal } from '../portal/contract.ts'
import { contactsOf } from '../pages/contact-rows.ts'
import { records } from '../records/stored-records.ts'
import { deletesSent, nameOf } from '../support/portal-contacts.ts'

test.use({ portalOptions: { contacts: 70 } })

/** A run of everybody, paused in the middle and left. @returns how many are deleted and how many were to be. */
async function leavePaused(desk: Desk, held: Portal): Promise<{ deleted: number; total: number }> {
  const total = await runSlowly(desk, held)
  await desk.run.pause.click()
  await expect(desk.run.says('Nothing more is sent until you resume')).toBeAttached()
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
  await switchRulesOff(desk)
  await confirm(desk, 2)
  return two
}

test('the next run does not begin; the earlier one is still there, and Resume ends it', async ({
  portal,
  portalPages,
  axe,
  page,
}) => {
  const { portal: held } = portal
  const desk = await openDesk(portalPages)
  const { deleted, total } = await leavePaused(desk, held)
  await confirmTwo(desk, portal)
  const earlier = new EarlierJob(desk.app)
  await expect(earlier.question).toContainText(`${total - deleted} of ${total} contacts still to do`)
  expect(await axe(desk.app)).toEqual([])
  // Whoever does not answer loses nothing.
  await page.reload()
  const again = await deskOf(portalPages.app())
  await expect(again.unfinished.notice).toContainText(`${total - deleted} of ${total} contacts still to do`)
  expect(deletesSent(held)).toBe(deleted)

  await confirmTwo(again, portal)
  await new EarlierJob(again.app).resume.click()
  await expect(again.run.result(total)).toBeVisible()
  await expect(again.run.report).toContainText(`${total} contacts deleted`)
  expect([listed(held).length, deletesSent(held)]).toEqual([0, total])
})

test('Stop ends the earlier run, and then the confirmed one begins: it deletes only its own contacts', async ({
  portal,
  portalPages,
}) => {
  const { portal: held } = portal
  const desk = await openDesk(portalPages)
  const { deleted, total } = await leavePaused(desk, held)
  const two = await confirmTwo(desk, portal)
  await new EarlierJob(desk.app).stop.click()
  await expect(desk.run.result(2)).toBeVisible()
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
})

test('who leaves the review while the earlier run is being stopped has nothing more deleted', async ({
  page,
  portal,
  portalPages,
  time,
}) => {
  const { portal: held } = portal
  // An answer is on its way when the page goes: to stop that run takes a look at those contacts first.
  await runHalfway(await openDesk(portalPages), held)
  held.settings.latencyMs = 0
  page.once('dialog', (dialog) => void dialog.accept())
  await page.reload()
  const desk = await deskOf(portalPages.app())
  await expect(desk.unfinished.notice).toBeVisible()
  const two = await confirmTwo(desk, portal)
  const sent = deletesSent(held)
  await new EarlierJob(desk.app).stop.click()
  await expect(desk.app.getByText('Stopping that run.')).toBeVisible()
  await desk.review.keep.click()
  await expect(desk.rows.table).toBeVisible()
  await time.passesUntil(expect.poll(() => records(held).at(-1)?.endedAt ?? null).not.toBeNull())
  await expect(desk.unfinished.notice).toBeHidden()
  await expect(desk.unfinished.elsewhere).toBeHidden()
  expect(deletesSent(held)).toBe(sent)
  for (const { ID } of two) expect(held.store.contact(ID)).toBeDefined()
})
