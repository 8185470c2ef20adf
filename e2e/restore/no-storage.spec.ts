/** A restore that outlives its page where the browser keeps nothing for a frame: the portal keeps it. */
import type { Page } from '@playwright/test'
import { EarlierJob } from '../pages/earlier-job.ts'
import { takesManyRequests } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import type { PassingTime } from '../support/passing-time.ts'
import type { PortalPages } from '../pages/portal-pages.ts'
import type { Portal, RunningPortal } from '../portal/contract.ts'
import { ODD } from '../portal/store/odd-contacts.ts'
import { USER } from '../portal/store/users.ts'
import {
  broughtBack,
  deleteAll,
  expectOnce,
  nameIn,
  openRestoreDesk,
  some,
  type RestoreDesk,
} from '../support/restoring.ts'
import { keepInPortal } from '../support/archive-of.ts'
import { CHROMIUM_ARGS, WITHOUT_STORAGE } from '../tools/chromium-args.ts'
import { heldOf } from '../tools/held.ts'
import { findChromium } from '../tools/machine.ts'

test.beforeEach(({ portal }) => takesManyRequests(portal.portal))

const executablePath = findChromium()
if (executablePath === undefined) throw new Error('No Chromium on this machine: run .ci/setup browser')

test.use({
  portalOptions: { contacts: 200 },
  // Requests are refused here, and cut by the reload; Chromium tells of each.
  expectedConsole: [/Failed to load resource/],
  launchOptions: { executablePath, args: [...CHROMIUM_ARGS, WITHOUT_STORAGE] },
})

/** What the portal keeps of restores. */
function kept({ app }: Portal): string[] {
  return Object.entries(app.userOptions.get(USER.admin) ?? {}).flatMap(([name, value]) =>
    name.startsWith('restore') && value !== '' ? [name] : [],
  )
}

/** What hangs on contacts is added so slowly that their page can be closed while they stand there without it. */
function addPartsSlowly({ faults }: Portal): void {
  for (const method of ['crm.contact.company.add', 'crm.deal.contact.add', 'crm.requisite.add'])
    faults.add({ method, kind: { type: 'slow', ms: 25_000 } })
}

interface Halfway extends RestoreDesk {
  readonly ids: readonly number[]
  /** What the portal held of each before it was deleted. */
  readonly before: readonly unknown[]
}

/** "Deleted" after a reload in the middle of a restore of 30 contacts, some of which stand there without their links. */
async function reloadedHalfway(
  page: Page,
  portal: RunningPortal,
  portalPages: PortalPages,
): Promise<Halfway> {
  const held = portal.portal
  const ids = [ODD.everything, ...some(held, 29)]
  const before = ids.map((id) => heldOf(held, id))
  await keepInPortal(portal, 'run-1', ids)
  deleteAll(held, ids)
  const first = await openRestoreDesk(portalPages)
  await first.deleted.open.click()
  await first.deleted.restore(30).click()
  addPartsSlowly(held)
  await first.restore.restore(30).click()
  await expect(first.restore.progress).toBeVisible()
  await expect(first.app.getByText('Neither this browser nor the portal stores the progress')).toBeHidden()
  await expect(first.app.getByText('the app then offers to go on')).toBeVisible()
  await expect.poll(() => broughtBack(held).size).toBeGreaterThan(5)
  // Under way, or done and not told of.
  await expect.poll(() => partsSent(held)).toBeGreaterThan(0)
  await page.reload()
  held.faults.clear()
  const back = broughtBack(held)
  const lacking = ids.filter((id, at) => {
    const now = back.get(id)?.[0]
    return now !== undefined && JSON.stringify(heldOf(held, now)) !== JSON.stringify(before[at])
  })
  expect(lacking.length).toBeGreaterThan(0)
  expect(kept(held)).toContain('restorePlan')
  const desk = await openRestoreDesk(portalPages)
  await expect(desk.restore.unfinished).toContainText('contacts still to do')
  await desk.deleted.open.click()
  for (const id of lacking.slice(0, 3)) {
    const [now = 0] = back.get(id) ?? []
    await expect(desk.deleted.row(nameIn(held, now))).toContainText(`Restored in part as ID ${now}`)
  }
  return { ...desk, ids, before }
}

async function expectAllBack(
  { ids, before, deleted, restore }: Halfway,
  { portal: held }: RunningPortal,
  time: PassingTime,
): Promise<void> {
  await time.passesUntil(expect(restore.result(30)).toBeVisible())
  expectOnce(held, ids)
  const map = broughtBack(held)
  expect(ids.map((id) => heldOf(held, map.get(id)?.[0] ?? 0))).toEqual(before)
  await restore.done.click()
  const now = map.get(ids[1] ?? 0)?.[0] ?? 0
  await expect(deleted.row(nameIn(held, now))).toContainText(`Restored as ID ${now}`)
  await expect.poll(() => kept(held)).toEqual([])
}

test('goes on after a reload: every contact is there once, with all that belongs to it', async ({
  page,
  portal,
  portalPages,
  time,
  axe,
}) => {
  const halfway = await reloadedHalfway(page, portal, portalPages)
  expect(await axe(halfway.app)).toEqual([])
  await halfway.restore.unfinished.getByRole('button', { name: 'Go on', exact: true }).click()
  await expectAllBack(halfway, portal, time)
})

test('begun anew instead, it adds what is missing on those that are there in part', async ({
  page,
  portal,
  portalPages,
  time,
}) => {
  const halfway = await reloadedHalfway(page, portal, portalPages)
  const { deleted, restore } = halfway
  // Some are back as a whole by then, and only the others would be taken.
  await deleted.tickAll.check()
  await deleted.restore(30).click()
  await expect(restore.completeReturned).toBeChecked()
  await restore.restore(30).click()
  // The page that was closed could take neither its claim nor its journal away.
  await expect(new EarlierJob(halfway.app).question).toContainText('contacts still to do')
  await new EarlierJob(halfway.app).stop.click()
  await expectAllBack(halfway, portal, time)
})

test('says that it cannot be taken up where the portal keeps nothing either, and promises nothing else', async ({
  portal,
  portalPages,
}) => {
  const held = portal.portal
  const ids = some(held, 12)
  const before = ids.map((id) => heldOf(held, id))
  await keepInPortal(portal, 'run-1', ids)
  deleteAll(held, ids)
  const { app, deleted, restore } = await openRestoreDesk(portalPages)
  await deleted.open.click()
  await deleted.restore(12).click()
  held.faults.add({
    method: 'user.option.set',
    times: 1e6,
    kind: { type: 'refuse', error: 'ERROR_CORE', description: 'No' },
  })
  held.faults.add({ method: 'crm.contact.add', times: 1e6, kind: { type: 'slow', ms: 300 } })
  await restore.restore(12).click()
  await expect(app.getByText('Neither this browser nor the portal stores the progress')).toBeVisible()
  await expect(app.getByText('Do not close this page before it is done')).toBeVisible()
  await expect(app.getByText('the app then offers to go on')).toBeHidden()
  await expect(restore.result(12)).toBeVisible()
  expectOnce(held, ids)
  expect(ids.map((id) => heldOf(held, broughtBack(held).get(id)?.[0] ?? 0))).toEqual(before)
  expect(kept(held)).toEqual([])
})

/** How many of the things that are added slowly the portal has been told to add. */
function partsSent({ log }: Portal): number {
  return log
    .flatMap(({ commands, method }) => commands?.map((each) => each.method) ?? [method])
    .filter((method) => /^crm\.(contact\.company|deal\.contact|requisite)\.add$/u.test(method)).length
}
