/** A restore that something happens to: whatever it is, nothing is made twice. */
import type { Dialog } from '@playwright/test'
import { takesManyRequests, turnTo } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { ContactRows } from '../pages/contact-rows.ts'
import { DeleteDialog } from '../pages/delete-dialog.ts'
import { EarlierJob } from '../pages/earlier-job.ts'
import { PortalPages } from '../pages/portal-pages.ts'
import type { Portal } from '../portal/contract.ts'
import { ODD } from '../portal/store/odd-contacts.ts'
import {
  broughtBack,
  deleteAll,
  expectOnce,
  nameIn,
  openFile,
  openRestorePages,
  some,
} from '../support/restoring.ts'
import { archiveTextOf, keepInPortal, packed } from '../support/archive-of.ts'
import { heldOf } from '../tools/held.ts'

test.beforeEach(({ portal }) => takesManyRequests(portal.portal))

test.use({
  portalOptions: { contacts: 200 },
  // Requests are cut and refused here; Chromium tells of each.
  expectedConsole: [/Failed to load resource/],
})

/** How many contacts the portal was told to add. */
function addsSent({ log }: Portal): number {
  return log
    .flatMap(({ commands, method }) => commands?.map((each) => each.method) ?? [method])
    .filter((method) => method === 'crm.contact.add').length
}

/** What it adds takes its time, and the portal's time stands still: nothing is answered until `goesOn`. */
function standsStill({ faults, clock }: Portal): void {
  faults.add({ method: 'crm.contact.add', times: 1e6, kind: { type: 'slow', ms: 50 } })
  clock.stop()
}

function goesOn({ faults, clock }: Portal): void {
  faults.clear()
  clock.run()
}

test('others are at the same restore, or the portal hears a request twice', async ({
  portal,
  portalPages,
  browser,
  context,
  axe,
}) => {
  const held = portal.portal
  const first = await openRestorePages(portalPages)

  await test.step('a second tab of the browser waits for the first; one that comes sees it live and can pause it', async () => {
    const ids = some(held, 25, 100)
    const file = await packed(await archiveTextOf(portal, ids))
    deleteAll(held, ids)
    const second = await openRestorePages(new PortalPages(await context.newPage(), portal))
    for (const pages of [first, second]) {
      await openFile(pages, file)
      await pages.deleted.restore(25).click()
      await expect(pages.restore.comesBack).toContainText('25 contacts')
    }
    standsStill(held)
    await first.restore.restore(25).click()
    await expect(first.restore.progress).toBeVisible()
    await second.restore.restore(25).click()
    await expect(second.deleted.alert).toContainText('Another tab has a restore that is not closed')
    const third = await openRestorePages(new PortalPages(await context.newPage(), portal))
    const news = third.app.getByRole('status').filter({ hasText: 'Another tab of this browser' })
    await expect(news).toContainText('here you can watch it')
    await expect(third.restore.progress).toHaveAttribute('max', '25')
    await third.restore.pause.click()
    // It has come to the tab that restores.
    await expect(first.restore.resume).toBeVisible()
    goesOn(held)
    // It waits for the answers that are under way before it can be resumed.
    for (const { restore } of [first, third])
      await expect(restore.resume).not.toHaveAttribute('aria-disabled', 'true')
    const back = broughtBack(held).size
    expect(ids.every((id) => broughtBack(held).has(id))).toBe(false)
    expect(await axe(third.app)).toEqual([])
    expect(broughtBack(held).size).toBe(back)
    await third.restore.resume.click()
    await expect(first.restore.result(25)).toBeVisible()
    await expect(news).toContainText('shows what was restored')
    await turnTo(first)
    await first.restore.done.click()
    await expect(news).toBeHidden()
    await turnTo(second)
    // What it planned is older than what the first did: it finds them back, and makes nobody.
    await second.restore.restore(25).click()
    await expect(second.restore.result(25)).toBeVisible()
    await expect(second.restore.report).toContainText('25 were already restored')
    expectOnce(held, ids)
    await second.restore.done.click()
    for (const { app } of [second, third]) await app.owner().page().close()
    await turnTo(first)
  })

  await test.step('whoever begins with a copy that somebody restores from is told so first', async () => {
    const ids = some(held, 15)
    await keepInPortal(portal, 'run-1', ids)
    deleteAll(held, ids)
    await first.deleted.back.click()
    // Another browser: no lock is shared.
    const other = await browser.newContext()
    const second = await openRestorePages(new PortalPages(await other.newPage(), portal))
    for (const { deleted, restore } of [first, second]) {
      await deleted.open.click()
      await deleted.restore(15).click()
      await expect(restore.comesBack).toContainText('15 contacts')
    }
    standsStill(held)
    await first.restore.restore(15).click()
    await expect(first.restore.progress).toBeVisible()
    await second.restore.restore(15).click()
    const question = second.app.getByText('has been restoring from this copy since')
    await expect(question).toBeVisible()
    expect(await axe(second.app)).toEqual([])
    goesOn(held)
    await expect(first.restore.result(15)).toBeVisible()
    expectOnce(held, ids)
    await expect(question).toBeVisible()
    await second.restore.button('Restore all the same').click()
    await expect(second.restore.report).toContainText('15 were already restored')
    expectOnce(held, ids)
    await expect.poll(() => held.store.keptByApp().filter(({ name }) => name === 'claim')).toEqual([])
    await other.close()
  })

  await test.step('a contact that the portal made twice of one request is named with both IDs, and deleted only when asked', async () => {
    const { restore, app } = first
    const id = ODD.everything
    const name = nameIn(held, id)
    const before = heldOf(held, id)
    await keepInPortal(portal, 'run-2', [id])
    deleteAll(held, [id])
    await first.restore.done.click()
    await first.deleted.back.click()
    await first.deleted.open.click()
    await first.deleted.restore(1).click()
    await expect(restore.comesBack).toContainText('1 contact')
    // The connection breaks after the work, and Chromium sends the request again by itself.
    held.faults.add({ method: 'crm.contact.add', kind: { type: 'reset-after' } })
    await restore.restore(1).click()
    await expect(restore.report).toContainText('1 may be there twice')
    expect(held.faults.active).toEqual([])
    const [elder = 0, own = 0, ...more] = broughtBack(held).get(id) ?? []
    expect([elder > 0, own > elder, more]).toEqual([true, true, []])
    // What belongs to it is complete on the one that the report counts as restored.
    expect(heldOf(held, own)).toEqual(before)

    await restore.report.getByRole('button', { name: 'may be there twice' }).click()
    await expect(restore.report).toContainText(`${id} → ${own}`)
    await expect(restore.report).toContainText(`and ${elder}`)
    await restore.button(`Delete ${name}, ID ${elder}…`).click()
    const dialog = new DeleteDialog(app, name)
    await expect(dialog.root).toBeVisible()
    await dialog.keep.click()
    await restore.done.click()

    // "Deleted" does not know which one is complete, and offers both.
    const row = first.deleted.row(name)
    await expect(row).toContainText(`Restored as ID ${elder}`)
    await expect(row.getByRole('button', { name: `Delete ${name}, ID ${own}…` })).toBeVisible()
    await row.getByRole('button', { name: `Delete ${name}, ID ${elder}…` }).click()
    await expect(dialog.root).toBeVisible()
    expect(held.store.contact(elder)).toBeDefined()
    await dialog.confirm.click()
    await expect.poll(() => held.store.contact(elder)).toBeUndefined()
    expect(held.store.contact(own)).toBeDefined()
    await expect(row).toContainText(`Restored as ID ${own}`)
    await expect(row.getByRole('button', { name: 'Delete' })).toHaveCount(0)
  })
})

test('a restore that does not go through at once', async ({ portal, portalPages, time, axe }) => {
  const held = portal.portal
  const pages = await openRestorePages(portalPages)
  const { deleted, restore, app } = pages

  await test.step('it can be paused, gone on with and stopped, and what failed tried again', async () => {
    const ids = some(held, 30)
    const file = await packed(await archiveTextOf(portal, ids))
    deleteAll(held, ids)
    await openFile(pages, file)
    await deleted.restore(30).click()
    held.settings.latencyMs = 300
    await restore.restore(30).click()
    await restore.pause.click()
    await expect(restore.resume).toBeVisible()
    await expect(restore.report).toBeVisible()
    expect(await axe(app)).toEqual([])
    const paused = broughtBack(held).size
    // Left as it is, it is offered where one would look for it.
    await app.getByRole('button', { name: 'Back', exact: true }).click()
    await expect(restore.unfinished).toContainText('A restore is not finished')
    // Whoever begins another one instead is led to it, and nothing is made twice.
    await deleted.tickAll.check()
    await deleted.restore(30).click()
    await restore.restore(30).click()
    const earlier = new EarlierJob(app)
    await expect(earlier.question).toContainText('of 30 contacts still to do')
    expect(broughtBack(held).size).toBe(paused)
    await earlier.resume.click()
    await expect.poll(() => broughtBack(held).size, { intervals: [20] }).toBeGreaterThan(paused)
    await restore.stop.click()
    await expect(app.getByText('Stopped as you asked.')).toBeVisible()
    const stopped = broughtBack(held).size
    expect(stopped).toBeLessThan(30)
    await expect(restore.report).toContainText(`${30 - stopped} were still waiting`)

    // A handler of the portal vetoes one of the rest.
    held.settings.latencyMs = 0
    held.faults.add({
      method: 'crm.contact.add',
      kind: { type: 'refuse', error: 'ERROR_CORE', description: 'Not on a Tuesday' },
    })
    await restore.resume.click()
    await time.passesUntil(expect(restore.report).toContainText('1 not restored'))
    await restore.retry.click()
    await time.passesUntil(expect(restore.result(1)).toBeVisible())
    await expect(restore.report).toContainText(/ is restored \(ID \d+\)/u)
    expectOnce(held, ids)
    await restore.done.click()
  })

  await test.step('after a reload in the middle it is offered and goes on, loses an answer too, and makes nothing twice', async () => {
    const ids = some(held, 25, 100)
    const before = ids.map((id) => heldOf(held, id))
    const file = await packed(await archiveTextOf(portal, ids))
    deleteAll(held, ids)
    const sent = addsSent(held)
    await deleted.chooseFile('second.ndjson.gz', file)
    await deleted.restore(25).click()
    held.settings.latencyMs = 300
    await restore.restore(25).click()
    const back = () => ids.filter((id) => broughtBack(held).has(id)).length
    await expect.poll(back, { intervals: [20] }).toBeGreaterThan(9)
    expect(back()).toBeLessThan(25)
    portalPages.page.on('dialog', (dialog: Dialog) => void dialog.accept())
    await portalPages.page.reload()
    held.settings.latencyMs = 0
    await new ContactRows(app).ready()
    await expect(restore.unfinished).toContainText('What was sent and not answered is looked for first')
    // The portal adds these, and its answer never comes.
    held.faults.add({ method: 'crm.contact.add', kind: { type: 'drop-after' } })
    await restore.unfinished.getByRole('button', { name: 'Go on' }).click()
    await time.passesUntil(expect(restore.result(25)).toBeVisible())
    expect(held.faults.active).toEqual([])
    await expect(restore.report).toContainText('25 contacts restored')
    expectOnce(held, ids)
    expect(addsSent(held) - sent).toBeLessThanOrEqual(27)
    expect(ids.map((id) => heldOf(held, broughtBack(held).get(id)?.[0] ?? 0))).toEqual(before)
    await restore.done.click()
    await expect(restore.unfinished).toHaveCount(0)
  })
})
