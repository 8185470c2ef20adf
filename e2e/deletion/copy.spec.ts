/** One contact is copied before it is deleted, and "Undo" brings it back: the portal is asked, not the screen. */
import { confirm, pagesOf, reviewThese, skipsNone, takesManyRequests } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { ContactRows } from '../pages/contact-rows.ts'
import { archived, deleteOne, madeAgain, undo, undoOne, whenDeleted } from '../support/one-copy.ts'
import { contactOnTop, deletesSent, nameOf, openList } from '../support/portal-contacts.ts'
import type { Portal } from '../portal/contract.ts'
import { heldOf } from '../tools/held.ts'

test.use({
  portalOptions: { contacts: 300 },
  // What the portal refuses, as these specs make it do.
  expectedConsole: [/Failed to load resource/u],
})

// More deletions and restores in a minute than any person makes.
test.beforeEach(({ portal }) => takesManyRequests(portal.portal))

function records({ store }: Portal): string[] {
  return store
    .keptByApp()
    .filter(({ name }) => name === 'record')
    .map(({ text }) => decodeURIComponent(text))
}

/** As `archived`, but without what a restore writes there for as long as it is under way. */
function archives({ store }: Portal): string[] {
  return store
    .keptByApp()
    .filter(({ name }) => !['record', 'claim'].includes(name))
    .map(({ text }) => text)
}

test('with a place in the portal', async ({ portal, portalPages, axe }) => {
  const held = portal.portal
  const { app, list } = await openList(portalPages)
  const dismiss = async (): Promise<void> => {
    await app.getByRole('button', { name: 'Dismiss this message' }).click()
    await expect(app.getByText(/was deleted|were deleted|was restored/u)).toHaveCount(0)
  }

  await test.step('the whole copy lies there before the delete is sent, and a record of it after', async () => {
    const contact = contactOnTop(portal)
    const seen = whenDeleted(held)
    const dialog = await list.askToDelete(nameOf(contact))
    await expect(dialog.root).toContainText('You can undo this for 30 days. A copy is saved first.')
    await expect(dialog.root.getByRole('checkbox')).toHaveCount(0)
    await expect(dialog.confirm).toBeEnabled()
    expect(await axe(app)).toEqual([])
    expect(archived(held)).toEqual([])
    await dialog.confirm.click()
    await expect(list.status.filter({ hasText: `${nameOf(contact)} was deleted` })).toBeVisible()
    await expect(undo(app)).toBeVisible()
    expect(await axe(app)).toEqual([])
    expect(seen).toHaveLength(1)
    const lay = seen[0]?.join('') ?? ''
    expect(lay).toContain('"format":"tidy-contacts-archive"')
    expect(lay).toContain(`"contact":{"id":${contact.ID},`)
    expect(lay).toContain(contact.LAST_NAME)
    expect(lay).toContain('"kind":"trailer","contacts":1,"incomplete":0')
    await expect.poll(() => records(held)).toHaveLength(1)
    expect(records(held)[0]).toContain(`"contacts":{"deleted":"${contact.ID}"}`)
    expect(records(held)[0]).not.toContain(contact.LAST_NAME)
    held.faults.clear()
    await dismiss()
  })

  await test.step('not all can be copied: it stays, and goes only when the person answers that', async () => {
    const contact = contactOnTop(portal)
    const sent = deletesSent(held)
    const copies = archived(held)
    held.faults.add({
      method: 'crm.timeline.comment.list',
      times: 1e6,
      kind: { type: 'refuse', error: 'ACCESS_DENIED', description: 'Access denied' },
    })
    const dialog = await list.askToDelete(nameOf(contact))
    await dialog.confirm.click()
    await expect(dialog.root).toContainText('Not everything can be copied: comments. Nothing was deleted.')
    await expect(dialog.keep).toBeFocused()
    await expect(dialog.confirm).toBeDisabled()
    expect(deletesSent(held)).toBe(sent)
    expect(held.store.contact(contact.ID)).toBeDefined()
    await expect.poll(() => archived(held)).toEqual(copies)
    expect(await axe(app)).toEqual([])

    await dialog.root.getByRole('checkbox', { name: 'Delete even if the copy is incomplete' }).check()
    await dialog.confirm.click()
    await expect(list.status.filter({ hasText: `${nameOf(contact)} was deleted` })).toBeVisible()
    await expect(undo(app)).toBeVisible()
    expect(held.store.contact(contact.ID)).toBeUndefined()
    const added = archived(held).filter((text) => !copies.includes(text))
    expect(added.join()).toContain('"contacts":1,"incomplete":1')
    held.faults.clear()
    await dismiss()
  })

  await test.step('several deletions: one message, and each is undone from the last to the first', async () => {
    const first = contactOnTop(portal)
    const second = contactOnTop(portal, ({ ID }) => ID !== first.ID)
    const before = [first, second].map(({ ID }) => heldOf(held, ID))
    await deleteOne(app, list, first)
    await deleteOne(app, list, second)
    await expect(app.getByText('2 contacts were deleted', { exact: true })).toBeVisible()
    await expect(app.getByText('was deleted')).toHaveCount(1)
    expect(await axe(app)).toEqual([])
    const undoLast = app.getByRole('button', { name: 'Undo last' })
    for (const contact of [second, first]) {
      await undoLast.click()
      const back = `${nameOf(contact)} was restored with the new ID`
      await expect(app.getByRole('status').filter({ hasText: back })).toBeVisible()
      madeAgain(held, contact.ID)
    }
    await expect(app.getByText(/was deleted|were deleted/u)).toHaveCount(0)
    await expect(undoLast).toHaveCount(0)
    // The restored rows are above those in sight, which have not moved.
    await new ContactRows(app).scrollTo(0)
    await expect(list.row(nameOf(second))).toBeInViewport()
    expect(await axe(app)).toEqual([])
    expect([first, second].map(({ ID }) => heldOf(held, madeAgain(held, ID)))).toEqual(before)
  })

  await test.step('the result of a run is left, "Undo" stays until it is closed', async () => {
    // Of the restore before: it would offer the way back itself.
    await dismiss()
    skipsNone(held)
    const pages = await pagesOf(app)
    const first = contactOnTop(portal)
    const second = contactOnTop(portal, ({ ID }) => ID !== first.ID)
    await reviewThese(pages, [first, second])
    await confirm(pages, 2)
    await expect(pages.run.result(2)).toBeVisible()
    await pages.run.back.click()
    await expect(pages.rows.table).toBeVisible()
    await expect(undo(pages.app)).toBeVisible()
    await pages.app.getByRole('button', { name: 'Hide the offer to undo' }).click()
    await expect(undo(pages.app)).toHaveCount(0)
    expect([first, second].map(({ ID }) => held.store.contact(ID))).toEqual([undefined, undefined])
  })

  // Last: until it is opened anew, the app lays its copies elsewhere now.
  await test.step('no copy, no delete: the storage refuses it; the next try says where else it will lie', async () => {
    const contact = contactOnTop(portal)
    const sent = deletesSent(held)
    const copies = archives(held)
    const dialog = await list.askToDelete(nameOf(contact))
    await expect(dialog.confirm).toBeEnabled()
    held.faults.add({
      method: 'entity.item.add',
      times: 100,
      kind: { type: 'refuse', error: 'ERROR_CORE', description: 'Full' },
    })
    await dialog.confirm.click()
    await expect(list.alert).toContainText(`${nameOf(contact)} was not deleted`)
    await expect(list.alert).toContainText('could not be stored in the portal')
    expect(deletesSent(held)).toBe(sent)
    expect(held.store.contact(contact.ID)).toBeDefined()

    await list.alert.getByRole('button', { name: 'Try again…' }).click()
    await expect(dialog.root).toContainText('for 30 days. The copy is saved only in this browser')
    await expect(dialog.root).toContainText('The portal did not accept a copy a moment ago')
    await dialog.confirm.click()
    await expect(undo(app)).toBeVisible()
    expect(held.store.contact(contact.ID)).toBeUndefined()
    expect(archives(held)).toEqual(copies)
  })
})

test('without a place in the portal', async ({ portal, portalPages, page }) => {
  const held = portal.portal
  held.app.scopes.delete('entity')

  await test.step('the copy lies in this browser, and the question says so', async () => {
    const contact = contactOnTop(portal)
    const before = heldOf(held, contact.ID)
    const { app, list } = await openList(portalPages)
    const dialog = await list.askToDelete(nameOf(contact))
    await expect(dialog.root).toContainText('for 30 days. The copy is saved only in this browser')
    await dialog.confirm.click()
    await expect(undo(app)).toBeVisible()
    expect(held.store.contact(contact.ID)).toBeUndefined()
    await undoOne(app)
    expect(heldOf(held, madeAgain(held, contact.ID))).toEqual(before)
  })

  await test.step('where this browser then does not take it, it is a file first', async () => {
    await page.addInitScript(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException('full', 'QuotaExceededError')
      }
    })
    const contact = contactOnTop(portal)
    const { app, list } = await openList(portalPages)
    const dialog = await list.askToDelete(nameOf(contact))
    await expect(dialog.root).toContainText('A copy is first saved as a file on this computer')
    const file = page.waitForEvent('download')
    await dialog.confirm.click()
    const name = (await file).suggestedFilename()
    await expect(list.status.filter({ hasText: `${nameOf(contact)} was deleted` })).toContainText(name)
    expect(held.store.contact(contact.ID)).toBeUndefined()
    await expect(undo(app)).toBeVisible()
  })
})
