/** One deleted contact brought back at once, and what the list offers to undo. */
import { onTop, takesManyRequests } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { copied, deleteOne, madeAgain, undo, undoOne, withoutCopy } from '../support/one-copy.ts'
import { has } from '../pages/contact-rows.ts'
import { DeletedPage, RestorePage } from '../pages/deleted-page.ts'
import { contactOnTop, deletesSent, nameOf, openList } from '../support/portal-contacts.ts'
import { broughtBack, expectOnce, listSettles } from '../support/restoring.ts'
import { USER } from '../portal/store/users.ts'
import { heldOf } from '../tools/held.ts'

test.beforeEach(({ portal }) => takesManyRequests(portal.portal))

// Requests are cut and refused here; Chromium tells of each.
test.use({ portalOptions: { contacts: 300 }, expectedConsole: [/Failed to load resource/u] })

test('Undo of one contact', async ({ portal, portalPages }) => {
  const held = portal.portal
  const [called] = onTop(held, (each) => has(each, 'PHONE'))
  const [erased, twice, elsewhere] = onTop(held, ({ ID }) => ID !== called!.ID)
  const { app, list } = await openList(portalPages)
  const [deleted, restore] = [new DeletedPage(app), new RestorePage(app)]

  await test.step('is not offered where the copy was erased', async () => {
    await deleteOne(app, list, erased!)
    await expect(undo(app)).toBeVisible()
    expect([...copied(held)]).toEqual([erased!.ID])
    await deleted.open.click()
    await deleted.erase.click()
    await app.getByRole('alertdialog').getByRole('button', { name: 'Erase copy', exact: true }).click()
    await expect(app.getByText('The copy was erased.')).toBeVisible()
    await deleted.back.click()
    await expect(list.status.filter({ hasText: `${nameOf(erased!)} was deleted` })).toBeVisible()
    await expect(undo(app)).toHaveCount(0)
    expect([...copied(held)]).toEqual([])
  })

  await test.step('brings back what the browser sent twice by itself, which is called nobody else’s', async () => {
    const before = heldOf(held, twice!.ID)
    const [sent, gone] = [deletesSent(held), held.store.deletedIds().length]
    await listSettles(app, portal)
    const dialog = await list.askToDelete(nameOf(twice!))
    await expect(dialog.confirm).toBeEnabled()
    held.faults.add({ method: 'crm.contact.delete', kind: { type: 'reset-after' } })
    await dialog.confirm.click()
    await expect(list.alert).toContainText(`${nameOf(twice!)} is gone`)
    await expect(list.alert).toContainText('the app deleted it, or someone else did at the same moment')
    expect(deletesSent(held) - sent).toBe(2)
    expect(held.store.deletedIds()).toHaveLength(gone + 1)
    expect(withoutCopy(held, gone)).toEqual([])
    await undoOne(app)
    // The list says how it is now, and no longer how it was.
    const back = app.getByRole('status').filter({
      hasText: `${nameOf(twice!)} was restored with the new ID ${madeAgain(held, twice!.ID)}`,
    })
    await expect(back).toBeVisible()
    await expect(list.alert).toHaveCount(0)
    await expect(back.getByRole('link', { name: 'Open card' })).toBeVisible()
    expect(heldOf(held, madeAgain(held, twice!.ID))).toEqual(before)
  })

  await test.step('shows the plan, and then the new card, where somebody has its phone now', async () => {
    const [phone] = called!.fm.filter((field) => field.TYPE_ID === 'PHONE')
    const others = broughtBack(held).size
    await listSettles(app, portal)
    await deleteOne(app, list, called!)
    held.store.addContact({ NAME: 'Ann', LAST_NAME: 'Other', fm: [{ ...phone!, ID: 990_001 }] })
    await undo(app).click()
    await expect(restore.comesBack).toBeVisible()
    await expect(app.getByRole('region', { name: 'Others have the same phone' })).toBeVisible()
    expect(broughtBack(held).size).toBe(others)
    await app.getByRole('button', { name: 'Create all' }).click()
    await restore.restore(1).click()
    await expect(restore.result(1)).toBeVisible()
    await restore.done.click()
    const back = `${nameOf(called!)} was restored with the new ID ${madeAgain(held, called!.ID)}`
    await expect(app.getByRole('status').filter({ hasText: back })).toBeVisible()
    await expect(app.getByText(`${nameOf(called!)} was deleted`)).toHaveCount(0)
  })

  await test.step('is spoken of neither by a restore from "Deleted", nor by the list afterwards', async () => {
    await listSettles(app, portal)
    await deleteOne(app, list, elsewhere!)
    await expect(undo(app)).toBeVisible()
    await deleted.open.click()
    await deleted.restore(1).click()
    await expect(restore.comesBack).toBeVisible()
    await restore.restore(1).click()
    await expect(restore.report).toContainText('is restored (ID ')
    await expect(restore.report).toContainText(`is restored (ID ${madeAgain(held, elsewhere!.ID)})`)
    await expect(app.getByText(`${nameOf(elsewhere!)} was deleted`).filter({ visible: true })).toHaveCount(0)
    await restore.done.click()
    await deleted.back.click()
    await expect(list.row(nameOf(elsewhere!))).toBeVisible()
    await expect(undo(app)).toHaveCount(0)
    expect(madeAgain(held, elsewhere!.ID)).toBeGreaterThan(0)
  })
})

test('Undo of one contact that cannot be as usual', async ({ portal, portalPages, page }) => {
  const held = portal.portal

  await test.step('this person may not import: robots may start, so that is asked', async () => {
    held.settings.currentUserId = USER.manager
    const contact = contactOnTop(portal, (each) => each.ASSIGNED_BY_ID === USER.manager)
    const { app, list } = await openList(portalPages)
    await deleteOne(app, list, contact)
    await undo(app).click()
    await expect(app.getByText('did not let the app create the first contact as an import')).toBeVisible()
    expect([broughtBack(held).size, held.store.robotRuns]).toEqual([0, []])
    const restore = new RestorePage(app)
    // It names no button that is not there, says who can help, and tries again when asked.
    await expect(app.getByText(/[Rr]esume/u).filter({ visible: true })).toHaveCount(0)
    await expect(restore.resume).toHaveCount(0)
    await expect(
      app.getByText('An administrator can give you the permission to import contacts'),
    ).toBeVisible()
    const sent = held.log.length
    await restore.importAgain.click()
    await expect.poll(() => held.log.length).toBeGreaterThan(sent)
    await expect(restore.agree).toBeVisible()
    expect([broughtBack(held).size, held.store.robotRuns]).toEqual([0, []])
    await restore.agree.check()
    await restore.goOnWithoutImport.click()
    await expect(restore.result(1)).toBeVisible()
    expectOnce(held, [contact.ID])
  })

  await test.step('its copy is gone: that is said, and nothing is made', async () => {
    held.settings.currentUserId = USER.admin
    held.app.scopes.delete('entity')
    const back = broughtBack(held).size
    const contact = contactOnTop(portal, ({ ORIGINATOR_ID }) => ORIGINATOR_ID !== 'tidy-contacts')
    const { app, list } = await openList(portalPages)
    await deleteOne(app, list, contact)
    await app.locator('body').evaluate(async () => {
      for (const { name } of await indexedDB.databases()) {
        await new Promise<void>((over) => {
          const opening = indexedDB.open(name ?? '')
          opening.onsuccess = () => {
            const { result } = opening
            const names = [...result.objectStoreNames]
            const transaction = result.transaction(names, 'readwrite')
            for (const each of names) transaction.objectStore(each).clear()
            transaction.oncomplete = () => {
              result.close()
              over()
            }
          }
        })
      }
    })
    await undo(app).click()
    await expect(app.getByRole('alert')).toContainText('No copy of these contacts was found')
    expect(broughtBack(held).size).toBe(back)
    await app.getByRole('button', { name: 'Back', exact: true }).first().click()
    await expect(undo(app)).toBeVisible()
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })
})
