/** Deleted contacts brought back: the portal afterwards compared with the portal before. */
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { takesManyRequests } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { nameOf } from '../support/portal-contacts.ts'
import { ODD } from '../portal/store/odd-contacts.ts'
import { USER } from '../portal/store/users.ts'
import type { Portal, RunningPortal } from '../portal/contract.ts'
import {
  broughtBack,
  deleteAll,
  expectOnce,
  USUAL_NOISE,
  nameIn,
  openRestorePages,
  some,
  type RestorePages,
} from '../support/restoring.ts'
import { archiveTextOf, keepInPortal, packed } from '../support/archive-of.ts'
import { heldOf } from '../tools/held.ts'

test.beforeEach(({ portal }) => takesManyRequests(portal.portal))

test.use({ portalOptions: { contacts: 200 }, expectedConsole: [USUAL_NOISE] })

test('deleted contacts come back', async ({ portal, portalPages }) => {
  const held = portal.portal
  const pages = await openRestorePages(portalPages)
  const { app, deleted, restore } = pages

  await deleted.open.click()
  await expect(deleted.heading).toBeFocused()

  await test.step('who was saved and never deleted is not made a second time', async () => {
    const [gone = 0, there = 0] = some(held, 2, 70)
    const back = [...broughtBack(held).keys()]
    const file = await packed(await archiveTextOf(portal, [gone, there]))
    deleteAll(held, [gone])
    await deleted.chooseFile('copy.ndjson.gz', file)
    await expect(deleted.row(nameIn(held, there))).toContainText('Never deleted, still there')
    await deleted.restore(1).click()
    await restore.restore(1).click()
    await expect(restore.report).toContainText(/ is restored \(ID \d+\)/u)
    expect([...broughtBack(held).keys()]).toEqual([...back, gone])
    await restore.done.click()
  })

  await test.step('who has the same e-mail now is asked about, one by one and for all', async () => {
    const mailed = some(held, 60, 130).filter((id) =>
      held.store.contact(id)?.fm.some(({ TYPE_ID }) => TYPE_ID === 'EMAIL'),
    )
    const ids = mailed.slice(0, 3)
    const file = await packed(await archiveTextOf(portal, ids))
    const [first, second] = ids.map((id) => held.store.contact(id))
    deleteAll(held, ids)
    for (const taken of [first, second])
      held.store.addContact({ NAME: 'Taken', LAST_NAME: 'Over', fm: taken?.fm ?? [] })
    await deleted.chooseFile('copy.ndjson.gz', file)
    await deleted.restore(3).click()
    await expect(restore.comesBack).toContainText('2 contacts wait for your decision')
    await expect(app.getByText(/^Taken Over \(\d+\) has the (phone|e-mail)/).first()).toBeVisible()
    // Undecided, they are left out.
    await expect(restore.restore(1)).toBeVisible()
    await restore.button('Create all').click()
    await restore.decide(second === undefined ? '' : nameOf(second)).selectOption('Leave out')
    await restore.restore(2).click()
    await expect(restore.report).toContainText('2 contacts restored')
    expectOnce(held, [ids[0] ?? 0, ids[2] ?? 0])
    expect(broughtBack(held).has(ids[1] ?? 0)).toBe(false)
    await restore.done.click()
  })

  await test.step('a run comes back out of a downloaded file, field by field and link by link', () =>
    backFromFile(pages, portal, portalPages.page))

  await test.step('one contact of a kept run comes back with one press', async () => {
    const [one = 0, ...others] = some(held, 3)
    const name = nameIn(held, one)
    const before = heldOf(held, one)
    await keepInPortal(portal, 'run-1', [one, ...others])
    deleteAll(held, [one, ...others])
    await restore.done.click()
    await deleted.back.click()
    await deleted.open.click()
    await expect(app.getByText('Reference: ticket 12').first()).toBeVisible()
    await expect(deleted.table.getByRole('row')).toHaveCount(4)
    await deleted.row(name).getByRole('button', { name: 'Restore', exact: true }).click()
    await restore.restore(1).click()
    await expect(restore.report).toContainText(/ is restored \(ID \d+\)/u)
    expectOnce(held, [one])
    expect(heldOf(held, broughtBack(held).get(one)?.[0] ?? 0)).toEqual(before)
    expect(others.some((id) => broughtBack(held).has(id))).toBe(false)
  })
})

async function backFromFile(
  { deleted, restore }: RestorePages,
  portal: RunningPortal,
  page: Page,
): Promise<void> {
  const held = portal.portal
  const ids = [ODD.everything, ...some(held, 19, 90)]
  const before = ids.map((id) => heldOf(held, id))
  const count = held.store.contactCount()
  const others = broughtBack(held).size
  const links = ids.flatMap((id) => held.store.contact(id)?.COMPANY_IDS ?? [])
  // Counted as in the review, where a company of two contacts is one company.
  const companies = `${new Set(links).size} companies`
  expect(companies).not.toBe(`${links.length} companies`)
  const file = await packed(await archiveTextOf(portal, ids))
  deleteAll(held, ids)
  await deleted.chooseFile('copy.ndjson.gz', file)
  await deleted.restore(20).click()
  await expect(restore.comesBack).toContainText('20 contacts')
  await expect(restore.comesBack).toContainText(companies)
  await expect(restore.cannotComeBack).toContainText('Their old IDs')
  // Of each contact in the same words as of all.
  await expect(restore.planned('Vera Everything')).toContainText(
    /Linked again: 1 company, \d+ deals, .* · Created again: 1 set of company or bank details/u,
  )
  expect(broughtBack(held).size).toBe(others)
  await expect(restore.restore(20)).toBeInViewport({ ratio: 1 })
  await restore.restore(20).click()
  await expect(restore.result(20)).toBeFocused()
  await expect(restore.report).toContainText('20 contacts restored')
  await expect(restore.report).toContainText(companies)
  // Deals were never deleted; comments were.
  await expect(restore.report).toContainText(/Linked again: [^:]*deal/u)
  await expect(restore.report).toContainText(/Created again: [^:]*comment/u)
  expectOnce(held, ids)
  expect(held.store.contactCount()).toBe(count)
  const map = broughtBack(held)
  expect(ids.map((id) => heldOf(held, map.get(id)?.[0] ?? 0))).toEqual(before)
  expect([held.store.robotRuns, held.store.sentMails]).toEqual([[], []])

  // The map of numbers, as it is saved.
  const saved = page.waitForEvent('download')
  await restore.save.click()
  const csv = await readFile(await (await saved).path(), 'utf8')
  for (const id of ids) expect(csv).toContain(`\n${id},${map.get(id)?.[0] ?? 0},`)

  // And once more: everybody is back already, and nothing is made.
  await restore.done.click()
  await expect(deleted.row(nameIn(held, map.get(ids[5] ?? 0)?.[0] ?? 0))).toContainText(
    `Restored as ID ${map.get(ids[5] ?? 0)?.[0] ?? 0}`,
  )
  await deleted.tickAll.check()
  await deleted.restore(20).click()
  await expect(restore.comesBack).toContainText('20 contacts are already restored')
  await expect(restore.restore(20)).toHaveCount(0)
  await restore.completeReturned.check()
  await restore.restore(20).click()
  await expect(restore.result(20)).toBeVisible()
  await expect(restore.report).toContainText('20 were already restored')
  expectOnce(held, ids)
  expect(ids.map((id) => heldOf(held, map.get(id)?.[0] ?? 0))).toEqual(before)
}

test.describe('without the right to import', () => {
  // The first contact goes in a call of its own, whose refusal the browser notes.
  test.use({ expectedConsole: [/503 \(Service|400 \(Bad Request\).*crm\.contact\.add/u] })

  test('the first refusal asks, before anything is made', async ({ portal, portalPages, axe }) => {
    const held = portal.portal

    /** Deletes these, and restores them from a file until it asks. */
    async function asks({ app, deleted, restore }: RestorePages, ids: readonly number[]): Promise<void> {
      const file = await packed(await archiveTextOf(portal, ids))
      deleteAll(held, ids)
      const [count, adds] = [held.store.contactCount(), sent(held, 'crm.contact.add')]
      await deleted.chooseFile('copy.ndjson.gz', file)
      await deleted.restore(ids.length).click()
      await expect(app.getByText('the app asks you before it creates them in another way')).toBeVisible()
      await restore.restore(ids.length).click()
      await expect(app.getByText('did not let the app create the first contact as an import')).toBeVisible()
      // One was tried, not all of them, and nothing was made and deleted again.
      expect(sent(held, 'crm.contact.add') - adds).toBe(1)
      expect(held.store.contactCount()).toBe(count)
    }

    held.settings.currentUserId = USER.manager
    const pages = await openRestorePages(portalPages)
    await pages.deleted.open.click()

    await test.step('robots may start', async () => {
      const { restore, app } = pages
      const ids = some(held, 5)
      await asks(pages, ids)
      expect(await axe(app)).toEqual([])
      await expect(restore.goOnWithoutImport).toHaveAttribute('aria-disabled', 'true')
      await restore.goOnWithoutImport.press('Enter')
      await restore.agree.check()
      await restore.goOnWithoutImport.click()
      await expect(restore.report).toContainText('5 contacts restored')
      expectOnce(held, ids)
      expect(held.store.robotRuns).toHaveLength(5)
      expect(sent(held, 'crm.contact.delete')).toBe(0)
      await restore.done.click()
    })

    const ids = some(held, 3, 80)
    const untouched = [broughtBack(held).size, held.store.robotRuns.length]
    const again =
      await test.step('a page that is closed while it asks asks again, and nothing is made meanwhile', async () => {
        await asks(pages, ids)
        const next = await openRestorePages(portalPages)
        await next.restore.unfinished.getByRole('button', { name: 'Go on', exact: true }).click()
        await expect(next.restore.agree).toBeVisible()
        expect([broughtBack(held).size, held.store.robotRuns.length]).toEqual(untouched)
        return next
      })

    await test.step('whoever stops there, or is given the right, sets off no robot', async () => {
      const { restore } = again
      await restore.stop.click()
      await expect(restore.report).toContainText('3 were still waiting')
      await restore.resume.click()
      await expect(restore.agree).toBeVisible()
      expect([broughtBack(held).size, held.store.robotRuns.length]).toEqual(untouched)
      const manager = held.store.users.get(USER.manager)
      if (manager !== undefined) manager.rights.import = true
      await restore.importAgain.click()
      await expect(restore.report).toContainText('3 contacts restored')
      expectOnce(held, ids)
      expect(held.store.robotRuns).toHaveLength(5)
      await restore.done.click()
    })

    await test.step('who may add no contacts is told so, and nothing is there', async () => {
      held.settings.currentUserId = USER.reader
      const back = broughtBack(held).size
      const readers = await openRestorePages(portalPages)
      await readers.deleted.open.click()
      await asks(readers, some(held, 8, 100))
      await readers.restore.agree.check()
      await readers.restore.goOnWithoutImport.click()
      await expect(readers.restore.result(8)).toBeVisible()
      await expect(readers.restore.report).toContainText('8 not restored: no permission')
      await expect(readers.restore.report).not.toContainText('not tried')
      expect(broughtBack(held).size).toBe(back)
    })
  })
})

/** How often the app sent this, alone or in batches. */
function sent({ log }: Portal, wanted: string): number {
  return log
    .flatMap(({ commands, method }) => commands?.map((each) => each.method) ?? [method])
    .filter((method) => method === wanted).length
}
