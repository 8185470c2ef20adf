/** A run brought back at once: the whole way, from the selection to the same portal as before. */
import {
  confirm,
  openPages,
  reviewThese,
  skipsNone,
  takesManyRequests,
  type Pages,
} from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { bringBack, undo } from '../support/one-copy.ts'
import { has } from '../pages/contact-rows.ts'
import { DeletedPage, RestorePage } from '../pages/deleted-page.ts'
import type { PortalPages } from '../pages/portal-pages.ts'
import type { Contact, Fault, Portal, RunningPortal } from '../portal/contract.ts'
import { deletesSent, nameOf } from '../support/portal-contacts.ts'
import { broughtBack, expectOnce, listSettles, USUAL_NOISE } from '../support/restoring.ts'
import { USER } from '../portal/store/users.ts'
import { heldOf } from '../tools/held.ts'

test.beforeEach(({ portal: { portal } }) => {
  takesManyRequests(portal)
  skipsNone(portal)
})

test.use({
  portalOptions: { contacts: 300 },
  expectedConsole: [USUAL_NOISE],
  // So high that all whom a story deletes are in sight: who comes back stands where those were.
  viewport: { width: 1280, height: 1_800 },
})

const REFUSED: Fault['kind'] = {
  type: 'refuse',
  error: 'ERROR_CORE',
  description: 'Something of this portal does not let it',
}

/** Hands out contacts from the top of the list, each once and with a name of its own there. */
function dealer({ store }: Portal): (count: number, fits?: (contact: Contact) => boolean) => Contact[] {
  const query = { order: 'DATE_CREATE', desc: true, offset: 0, limit: 40 } as const
  const { rows } = store.findContacts(query, USER.admin)
  let left = rows
    .filter((row) => nameOf(row) !== '')
    .filter((row) => rows.filter((other) => nameOf(other) === nameOf(row)).length === 1)
  return (count, fits = () => true) => {
    const dealt = left.filter(fits).slice(0, count)
    if (dealt.length < count) throw new Error('too few contacts')
    left = left.filter((row) => !dealt.includes(row))
    return dealt
  }
}

async function openStory(
  portal: RunningPortal,
  portalPages: PortalPages,
): Promise<
  Pages & { deleted: DeletedPage; restore: RestorePage; reviews: (some: readonly Contact[]) => Promise<void> }
> {
  const pages = await openPages(portalPages)
  return {
    ...pages,
    deleted: new DeletedPage(pages.app),
    restore: new RestorePage(pages.app),
    reviews: async (some) => {
      await listSettles(pages.app, portal)
      await reviewThese(pages, some)
    },
  }
}

test('Undo of a run', async ({ portal, portalPages, axe }) => {
  const held = portal.portal
  const deal = dealer(held)
  const pages = await openStory(portal, portalPages)
  const { app, run, deleted, restore, reviews } = pages

  await test.step('brings a whole run back, and "Deleted" still has it', async () => {
    const contacts = deal(5)
    const ids = contacts.map(({ ID }) => ID)
    const before = ids.map((id) => heldOf(held, id))
    await reviews(contacts)
    await confirm(pages, 5)
    await expect(run.report).toContainText('5 contacts deleted')
    expect(ids.map((id) => held.store.contact(id))).toEqual(ids.map(() => undefined))
    await undo(app).click()
    // One press: there is nothing to decide.
    await expect(restore.report).toContainText('5 contacts restored')
    // What no restore brings back is said here: no plan was shown before.
    await restore.report.getByText('What cannot come back').click()
    await expect(restore.report.getByText('Activities that were done')).toBeVisible()
    expect(await axe(app)).toEqual([])
    expectOnce(held, ids)
    expect(ids.map((id) => heldOf(held, broughtBack(held).get(id)?.[0] ?? 0))).toEqual(before)
    expect([held.store.robotRuns, held.store.sentMails]).toEqual([[], []])

    // Back in the list; the archive is kept, and says that they are back.
    await restore.done.click()
    await deleted.open.click()
    await expect(deleted.table.getByRole('row')).toHaveCount(1 + 5)
    await expect(deleted.table.getByText(/^Restored as ID \d+$/)).toHaveCount(5)
    await app.getByRole('button', { name: 'Audit', exact: true }).click()
    const audit = app.getByRole('table', { name: 'Deletions and restores' })
    await expect(audit.getByRole('row')).toHaveCount(1 + 2)
    await app.getByRole('button', { name: 'Back', exact: true }).click()
    await deleted.back.click()
  })

  await test.step('asks first where somebody has a phone now, and is offered again to whoever leaves', async () => {
    const contacts = deal(3, (each) => has(each, 'PHONE'))
    const back = broughtBack(held).size
    await reviews(contacts)
    await confirm(pages, 3)
    await expect(run.report).toContainText('3 contacts deleted')
    const [phone] = contacts[0]!.fm.filter((field) => field.TYPE_ID === 'PHONE')
    held.store.addContact({ NAME: 'Ann', LAST_NAME: 'Other', fm: [{ ...phone!, ID: 990_001 }] })
    await undo(app).click()
    await expect(restore.comesBack).toContainText('1 contact waits for your decision')
    expect(broughtBack(held).size).toBe(back)
    await restore.button('Do not restore').click()
    await expect(app.getByText('3 contacts were deleted')).toBeVisible()
    await undo(app).click()
    await restore.button('Create all').click()
    await restore.restore(3).click()
    await expect(restore.report).toContainText('3 contacts restored')
    expectOnce(
      held,
      contacts.map(({ ID }) => ID),
    )
    await restore.done.click()
    await expect(undo(app)).toHaveCount(0)
  })

  await test.step('brings back what the browser sent twice by itself, which is called nobody else’s', async () => {
    const contacts = deal(5)
    const ids = contacts.map(({ ID }) => ID)
    const before = ids.map((id) => heldOf(held, id))
    const sent = deletesSent(held)
    await reviews(contacts)
    // The last of them: the answer to its request never comes, and the second arrival finds nothing to delete.
    held.faults.add({ method: 'crm.contact.delete', skip: 4, kind: { type: 'reset-after' } })
    await confirm(pages, 5)
    await expect(run.report).toContainText('2 gone: deleted by this run or by someone else')
    await expect(run.report).toContainText('3 contacts deleted')
    expect(deletesSent(held) - sent).toBe(5 + 2)
    expect(ids.map((id) => held.store.contact(id))).toEqual(ids.map(() => undefined))
    await bringBack(app, 5)
    expectOnce(held, ids)
    expect(ids.map((id) => heldOf(held, broughtBack(held).get(id)?.[0] ?? 0))).toEqual(before)
  })
})

test('Undo of a run that partly failed', async ({ portal, portalPages }) => {
  const held = portal.portal
  const deal = dealer(held)
  const pages = await openStory(portal, portalPages)
  const { app, run, deleted, restore, reviews } = pages

  await test.step('is not needed: after a run that mostly failed "Deleted" counts what was deleted, and restores just that', async () => {
    const contacts = deal(6)
    await reviews(contacts)
    held.faults.add({ method: 'crm.contact.delete', times: 4, kind: REFUSED })
    await confirm(pages, 6)
    await expect(run.report).toContainText('2 contacts deleted')
    await run.back.click()
    await deleted.open.click()
    // Of the deletion, and of the list.
    const words = '2 contacts deleted and 4 copied but never deleted'
    await expect(app.getByText(words)).toHaveCount(2)
    await expect(app.getByText('Restores all contacts shown above.')).toHaveCount(0)
    await expect(
      app.getByText('Restores those shown above that were deleted and are not restored yet.'),
    ).toBeVisible()
    const gone = contacts.filter(({ ID }) => held.store.contact(ID) === undefined)
    expect(gone).toHaveLength(2)
    await deleted.restore(2).click()
    await restore.restore(2).click()
    await expect(restore.report).toContainText('2 contacts restored')
    expectOnce(
      held,
      gone.map(({ ID }) => ID),
    )
    await restore.done.click()
    await deleted.back.click()
  })

  for (const act of ['Retry', 'Show in list'] as const) {
    await test.step(`is still offered by the list after "${act}"`, async () => {
      const contacts = deal(3)
      await reviews(contacts)
      held.faults.add({ method: 'crm.contact.delete', kind: REFUSED })
      await confirm(pages, 3)
      await expect(run.report).toContainText('2 contacts deleted')
      await app.getByRole('button', { name: act, exact: true }).click()
      if (act === 'Retry') {
        await expect(app.getByText('Selected by: 1 contact of the last run')).toBeVisible()
        await pages.review.keep.click()
      }
      await expect(app.getByText('2 contacts were deleted')).toBeVisible()
      await bringBack(app, 2)
      const gone = contacts.filter(({ ID }) => held.store.contact(ID) === undefined)
      expect(gone).toHaveLength(2)
      expectOnce(
        held,
        gone.map(({ ID }) => ID),
      )
    })
  }
})
