/** One contact deleted from the list, by every way to confirm it: what is sent for it, and that nothing moves meanwhile. */
import type { FrameLocator, Locator } from '@playwright/test'
import { takesManyRequests } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import type { ContactsPage } from '../pages/contacts-page.ts'
import { undo } from '../support/one-copy.ts'
import { contactOnTop, deletesSent, nameOf, openList } from '../support/portal-contacts.ts'
import type { RestLogEntry } from '../portal/contract.ts'

test.use({ portalOptions: { contacts: 300 } })

test('a contact is deleted after one clear question, by every way to confirm it', async ({
  portal,
  portalPages,
  page,
}) => {
  const { portal: held } = portal
  // More deletions in a minute than any person makes.
  takesManyRequests(held)
  const { app, list } = await openList(portalPages)

  await test.step('one clear question, then four requests one after another; only storing needs a permission', async () => {
    const contact = contactOnTop(portal)
    const name = nameOf(contact)
    await expect(list.row(name)).toBeVisible()
    expect(held.preflights).toEqual([])
    const dialog = await list.askToDelete(name)
    await expect(dialog.root).toBeVisible()
    await expect(dialog.keep).toBeFocused()
    await expect(dialog.root).toContainText('recycle bin')
    await expect(dialog.confirm).toBeEnabled()
    expect(deletesSent(held)).toBe(0)
    // The last things that are done while a person reads the question: the names for the copy, and a place for it.
    const asked = () => held.log.flatMap(commandsOf)
    await expect
      .poll(asked)
      .toEqual(expect.arrayContaining(['crm.contact.fields', 'entity.item.property.add']))
    // The storage itself, with nothing in it.
    expect(new Set(asked().filter((each) => WRITES.test(each)))).toEqual(
      new Set(['entity.add', 'entity.item.property.add']),
    )
    expect(held.store.keptByApp()).toEqual([])

    const next = await followingDeleteButton(list, name)
    const before = { log: held.log.length, preflights: held.preflights.length }
    await dialog.confirm.click()
    await expect(list.status.filter({ hasText: `${name} was deleted` })).toBeVisible()
    await expect(dialog.root).toHaveCount(0)
    await expect(list.row(name)).toHaveCount(0)
    await expect(list.deleteButton(next)).toBeFocused()
    await expect(list.alert).toHaveCount(0)
    expect(held.store.contact(contact.ID)).toBeUndefined()
    expect(held.store.bin().map((entry) => entry.contact.ID)).toEqual([contact.ID])
    expect(deletesSent(held)).toBe(1)

    const sent = held.log.slice(before.log).map((entry) => commandsOf(entry)[0])
    // The permission to store the copy; the copy; its reading back and the check, both at once; the delete.
    expect(held.preflights[before.preflights]).toBe('entity.item.add')
    expect(sent[0]).toBe('entity.item.add')
    expect(new Set(sent.slice(1, 3))).toEqual(new Set(['crm.contact.list', 'entity.item.get']))
    expect(sent[3]).toBe('crm.contact.delete')
    // The browser asks the portal's permission for each write, and for nothing else: not for reading, asking or deleting.
    const writes = () => held.log.filter((entry) => commandsOf(entry).some((each) => WRITES.test(each)))
    const permitted = () => held.preflights.toSorted().join()
    // A record is written after the verdict, and its permission is there a moment before it.
    const isEach = () =>
      permitted() ===
      writes()
        .map(({ method }) => method)
        .toSorted()
        .join()
    await expect.poll(isEach, permitted()).toBe(true)
    expect(writes().length).toBeGreaterThan(0)
    expect(writes().length).toBeLessThan(held.log.length / 2)
  })

  await test.step('the keyboard is enough', async () => {
    const contact = contactOnTop(portal)
    const name = nameOf(contact)
    await list.deleteButton(name).focus()
    await page.keyboard.press('Enter')
    const dialog = list.askedFor(name)
    await expect(dialog.keep).toBeFocused()
    await expect(dialog.confirm).toBeEnabled()
    await page.keyboard.press('Tab')
    await expect(dialog.confirm).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(list.status.filter({ hasText: `${name} was deleted` })).toBeVisible()
    expect(held.store.contact(contact.ID)).toBeUndefined()
  })

  const PRESSES: Record<string, (confirm: Locator) => Promise<void>> = {
    'a double click': (confirm) => confirm.dblclick(),
    'two clicks before anything is drawn': (confirm) =>
      confirm.evaluate((button: HTMLButtonElement) => {
        button.click()
        button.click()
      }),
    'Enter held down': async (confirm) => {
      await confirm.focus()
      await page.keyboard.down('Enter')
      await page.keyboard.down('Enter')
      await page.keyboard.down('Enter')
      await page.keyboard.up('Enter')
    },
  }
  for (const [way, press] of Object.entries(PRESSES)) {
    await test.step(`pressed more than once, it deletes once: ${way}`, async () => {
      const contact = contactOnTop(portal)
      const before = deletesSent(held)
      held.faults.add({ method: 'crm.contact.delete', kind: { type: 'slow', ms: 400 } })
      const dialog = await list.askToDelete(nameOf(contact))
      await expect(dialog.confirm).toBeEnabled()
      await press(dialog.confirm)
      await expect(list.status.filter({ hasText: `${nameOf(contact)} was deleted` })).toBeVisible()
      expect(deletesSent(held)).toBe(before + 1)
    })
  }

  await test.step('the button names the step that the deletion is at, and nothing pretends to cancel', async () => {
    const contact = contactOnTop(portal)
    const copying = promiseFromOutside()
    const deleting = promiseFromOutside()
    await page.route('**/rest/**', async (route) => {
      if (route.request().url().includes('/entity.item.add')) await copying.promise
      if (route.request().postData()?.includes('crm.contact.delete')) await deleting.promise
      await route.continue()
    })
    const dialog = await list.askToDelete(nameOf(contact))
    await expect(dialog.confirm).toBeEnabled()
    await dialog.confirm.click()
    await expect(dialog.root.getByRole('button', { name: 'Saving a copy…' })).toBeVisible()
    copying.resolve()
    await expect(dialog.root.getByRole('button', { name: 'Deleting…' })).toBeVisible()
    await expect(dialog.keep).toBeDisabled()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await dialog.keep.click({ force: true })
    await expect(dialog.root).toBeVisible()
    deleting.resolve()
    await expect(list.status.filter({ hasText: `${nameOf(contact)} was deleted` })).toBeVisible()
    expect(held.store.contact(contact.ID)).toBeUndefined()
    await page.unrouteAll({ behavior: 'wait' })
  })

  await test.step('from the press to the verdict and back, no row moves but to close the gap', async () => {
    // As after an opening: no message whose room a new one could take.
    await app.getByRole('button', { name: 'Dismiss this message' }).click()
    await expect(list.status.filter({ hasText: 'was deleted' })).toHaveCount(0)
    const contact = contactOnTop(portal, ({ ID }) => ID !== contactOnTop(portal).ID)
    await expect(list.row(nameOf(contact))).toBeVisible()
    const moves = await watchRows(app)
    const dialog = await list.askToDelete(nameOf(contact))
    await dialog.confirm.click()
    await expect(list.status.filter({ hasText: `${nameOf(contact)} was deleted` })).toBeVisible()
    await expect(list.row(nameOf(contact))).toHaveCount(0)
    await undo(app).click()
    await expect(app.getByRole('status').filter({ hasText: 'was restored with the new ID' })).toBeVisible()
    await expect(list.table).toHaveAttribute('aria-busy', 'false')
    await expect(list.row(nameOf(contact))).toHaveCount(1)
    const { height, steps } = await moves()
    // The rows below the deleted one have moved up to it, once, and nothing else has moved.
    expect(steps.filter(({ by }) => Math.abs(by + height) > 1)).toEqual([])
    const often = steps.filter(({ row }, at) => steps.findIndex((each) => each.row === row) !== at)
    expect(often).toEqual([])
  })
})

const WRITES = /\.(?:add|update|set)$/u

function commandsOf({ method, commands }: RestLogEntry): string[] {
  return commands?.map((each) => each.method) ?? [method]
}

/** The name in the row after this one. */
async function followingDeleteButton(list: ContactsPage, name: string): Promise<string> {
  const labels = await list.table
    .getByRole('button', { name: /^Delete / })
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label') ?? ''))
  return (labels[labels.indexOf(`Delete ${name}`) + 1] ?? '').replace(/^Delete /u, '')
}

/** Looks in every frame that is drawn where each contact's row is. */
async function watchRows(
  app: FrameLocator,
): Promise<() => Promise<{ height: number; steps: { row: string; by: number }[] }>> {
  await app.locator('body').evaluate((body) => {
    const places = new Map<string, number>()
    const steps: { row: string; by: number }[] = []
    const look = (): void => {
      const seen = new Set<string>()
      for (const link of body.querySelectorAll('tbody th a')) {
        const row = link.getAttribute('href') ?? ''
        const top = link.closest('tr')?.getBoundingClientRect().top ?? 0
        const by = top - (places.get(row) ?? top)
        if (Math.abs(by) > 1) steps.push({ row, by })
        places.set(row, top)
        seen.add(row)
      }
      for (const row of places.keys()) if (!seen.has(row)) places.delete(row)
      requestAnimationFrame(look)
    }
    look()
    Object.assign(globalThis, { movedRows: steps })
  })
  return () =>
    app.locator('body').evaluate((body) => ({
      height: body.querySelector('tbody tr[data-row]')?.getBoundingClientRect().height ?? 0,
      steps: (globalThis as unknown as { movedRows: { row: string; by: number }[] }).movedRows,
    }))
}

function promiseFromOutside(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}
