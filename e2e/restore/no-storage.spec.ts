/** A restore that outlives its page where the browser keeps nothing for a frame: the portal keeps it. */
import type { Page } from '@playwright/test'
import { ContactRows } from '../pages/contact-rows.ts'
import { EarlierJob } from '../pages/earlier-job.ts'
import { takesManyRequests } from '../support/deletion-run.ts'
import { expect } from '../support/fixtures.ts'
import { testWithoutStorage as test } from '../support/frame-storage.ts'
import type { PassingTime } from '../support/passing-time.ts'
import type { Portal, RunningPortal } from '../portal/contract.ts'
import { ODD } from '../portal/store/odd-contacts.ts'
import { USER } from '../portal/store/users.ts'
import {
  broughtBack,
  deleteAll,
  expectOnce,
  nameIn,
  openRestorePages,
  some,
  type RestorePages,
} from '../support/restoring.ts'
import { keepInPortal } from '../support/archive-of.ts'
import { heldOf } from '../tools/held.ts'

test.beforeEach(({ portal }) => takesManyRequests(portal.portal))

test.use({
  portalOptions: { contacts: 200 },
  // Requests are refused here, and cut by the reload; Chromium tells of each.
  expectedConsole: [/Failed to load resource/],
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

interface Halfway extends RestorePages {
  readonly ids: readonly number[]
  /** What the portal held of each before it was deleted. */
  readonly before: readonly unknown[]
}

/** "Deleted" after a reload in the middle of a restore of 15 contacts, some of which stand there without their links. */
async function reloadedHalfway(
  pages: RestorePages,
  page: Page,
  portal: RunningPortal,
  ids: readonly number[],
): Promise<Halfway> {
  const held = portal.portal
  const { app, deleted, restore } = pages
  const before = ids.map((id) => heldOf(held, id))
  const parts = partsSent(held)
  await keepInPortal(portal, `run-${ids[0]}`, ids)
  deleteAll(held, ids)
  await deleted.open.click()
  await deleted.restore(15).click()
  addPartsSlowly(held)
  await restore.restore(15).click()
  await expect(restore.progress).toBeVisible()
  await expect(app.getByText('Neither this browser nor the portal stores the progress')).toBeHidden()
  await expect(app.getByText('the app then offers to go on')).toBeVisible()
  const back = () => ids.flatMap((id) => broughtBack(held).get(id) ?? []).length
  await expect.poll(back).toBeGreaterThan(5)
  // Under way, or done and not told of.
  await expect.poll(() => partsSent(held)).toBeGreaterThan(parts)
  await page.reload()
  held.faults.clear()
  const map = broughtBack(held)
  const lacking = ids.filter((id, at) => {
    const now = map.get(id)?.[0]
    return now !== undefined && JSON.stringify(heldOf(held, now)) !== JSON.stringify(before[at])
  })
  expect(lacking.length).toBeGreaterThan(0)
  expect(kept(held)).toContain('restorePlan')
  await new ContactRows(app).ready()
  await expect(restore.unfinished).toContainText('contacts still to do')
  await deleted.open.click()
  for (const id of lacking.slice(0, 3)) {
    const [now = 0] = map.get(id) ?? []
    await expect(deleted.row(nameIn(held, now))).toContainText(`Restored in part as ID ${now}`)
  }
  return { ...pages, ids, before }
}

async function expectAllBack(
  { ids, before, deleted, restore }: Halfway,
  { portal: held }: RunningPortal,
  time: PassingTime,
): Promise<void> {
  await time.passesUntil(expect(restore.result(15)).toBeVisible())
  expectOnce(held, ids)
  const map = broughtBack(held)
  expect(ids.map((id) => heldOf(held, map.get(id)?.[0] ?? 0))).toEqual(before)
  await restore.done.click()
  const now = map.get(ids[1] ?? 0)?.[0] ?? 0
  await expect(deleted.row(nameIn(held, now))).toContainText(`Restored as ID ${now}`)
  await expect.poll(() => kept(held)).toEqual([])
}

test('a restore whose progress only the portal keeps', async ({ page, portal, portalPages, time, axe }) => {
  const held = portal.portal
  const pages = await openRestorePages(portalPages)
  const { app, deleted, restore } = pages
  const named = some(held, 60).filter((id, _at, all) => {
    return all.filter((other) => nameIn(held, other) === nameIn(held, id)).length === 1
  })

  await test.step('goes on after a reload: every contact is there once, with all that belongs to it', async () => {
    const halfway = await reloadedHalfway(pages, page, portal, [ODD.everything, ...named.slice(0, 14)])
    expect(await axe(app)).toEqual([])
    await restore.unfinished.getByRole('button', { name: 'Go on', exact: true }).click()
    await expectAllBack(halfway, portal, time)
    await deleted.back.click()
  })

  await test.step('begun anew instead, it adds what is missing on those that are there in part', async () => {
    const halfway = await reloadedHalfway(pages, page, portal, named.slice(14, 29))
    // Some are back as a whole by then, and only the others would be taken.
    await app.getByRole('checkbox', { name: 'Choose all deletions' }).uncheck()
    await app
      .getByRole('checkbox', { name: /^Choose the deletion of/u })
      .first()
      .check()
    await deleted.tickAll.check()
    await deleted.restore(15).click()
    await expect(restore.completeReturned).toBeChecked()
    await restore.restore(15).click()
    // The page that was closed could take neither its claim nor its journal away.
    await expect(new EarlierJob(app).question).toContainText('contacts still to do')
    await new EarlierJob(app).stop.click()
    await expectAllBack(halfway, portal, time)
    await deleted.back.click()
  })

  await test.step('says that it cannot be taken up where the portal keeps nothing either, and promises nothing else', async () => {
    const ids = some(held, 12, 130)
    const before = ids.map((id) => heldOf(held, id))
    await keepInPortal(portal, 'run-3', ids)
    deleteAll(held, ids)
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
    await time.passesUntil(expect(restore.result(12)).toBeVisible())
    expectOnce(held, ids)
    expect(ids.map((id) => heldOf(held, broughtBack(held).get(id)?.[0] ?? 0))).toEqual(before)
    expect(kept(held)).toEqual([])
  })
})

/** How many of the things that are added slowly the portal has been told to add. */
function partsSent({ log }: Portal): number {
  return log
    .flatMap(({ commands, method }) => commands?.map((each) => each.method) ?? [method])
    .filter((method) => /^crm\.(contact\.company|deal\.contact|requisite)\.add$/u.test(method)).length
}
