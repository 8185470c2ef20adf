/** One contact, deleted and restored by a person who does it ten times a day: few presses, and nothing moves meanwhile. */
import type { FrameLocator, Locator } from '@playwright/test'
import { ContactTab } from '../pages/contact-tab.ts'
import { ODD } from '../portal/store/odd-contacts.ts'
import { countPresses } from '../support/counted-presses.ts'
import { takesManyRequests } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { madeAgain, undo, undoOne } from '../support/one-copy.ts'
import { contactOnTop, nameOf, openList } from '../support/portal-contacts.ts'
import { heldOf } from '../tools/held.ts'

test.use({ portalOptions: { contacts: 300 } })

test('U1: a sales person deletes one contact from its card with 3 presses, and undoes it with 1', async ({
  portal,
  portalPages,
  context,
}) => {
  const held = portal.portal
  const name = nameOf(held.store.contact(ODD.everything)!)
  const before = heldOf(held, ODD.everything)
  const counted = await countPresses(context)
  const app = await portalPages.openCardTab(ODD.everything)
  const tab = new ContactTab(app)
  const dialog = await tab.askToDelete(name)
  await expect(dialog.root).toContainText(`ID ${ODD.everything} ·`)
  await dialog.confirm.click()
  await expect(tab.status.filter({ hasText: `${name} was deleted` })).toBeVisible()
  expect(held.store.contact(ODD.everything)).toBeUndefined()
  await expect.poll(() => [counted.presses, counted.typed]).toEqual([3, 0])

  counted.reset()
  await undoOne(app)
  const newId = madeAgain(held, ODD.everything)
  expect(heldOf(held, newId)).toEqual(before)
  const back = tab.status.filter({ hasText: `${name} was restored with the new ID ${newId}` })
  await expect(back).toContainText('Not restored:')
  await expect(back.getByRole('link', { name: 'Open card' })).toBeVisible()
  await expect(app.getByText(`${name} was deleted`)).toHaveCount(0)
  await expect.poll(() => [counted.presses, counted.typed]).toEqual([1, 0])
})

test('the question needs no scrolling in a frame of 600 px, for nine contacts of ten', async ({
  portal,
  portalPages,
  page,
}) => {
  // Ten questions in a few seconds: no person asks so fast.
  takesManyRequests(portal.portal)
  const { app, list } = await openList(portalPages)
  expect(await app.locator('html').evaluate((html) => html.clientHeight)).toBe(600)
  let fitting = 0
  for (let row = 1; row <= 10; row++) {
    await list.table
      .getByRole('row')
      .nth(row)
      .getByRole('button', { name: /^Delete / })
      .click()
    const question = app.getByRole('alertdialog')
    await expect(question.getByRole('button', { name: 'Delete contact' })).toBeEnabled()
    await expect(question).toContainText('You can undo this for 30 days')
    if (await fitsFrame(question)) fitting += 1
    await page.keyboard.press('Escape')
    await expect(question).toHaveCount(0)
  }
  expect(fitting).toBeGreaterThanOrEqual(9)
})

/** Nothing in it scrolls, and all of it is in sight. */
function fitsFrame(question: Locator): Promise<boolean> {
  return question.evaluate((dialog) => {
    const { top, bottom } = dialog.getBoundingClientRect()
    const scrolls = [dialog, ...dialog.querySelectorAll('*')].some(
      (each) =>
        each.scrollHeight > each.clientHeight + 1 &&
        ['auto', 'scroll'].includes(getComputedStyle(each).overflowY),
    )
    return !scrolls && top >= 0 && bottom <= document.documentElement.clientHeight
  })
}

test('from the press to the verdict and back, no row moves but to close the gap', async ({
  portal,
  portalPages,
}) => {
  const { app, list } = await openList(portalPages)
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

test('Tab stays in the question, and Esc closes it wherever the focus is', async ({
  portal,
  portalPages,
  page,
}) => {
  const contact = contactOnTop(portal)
  const { app, list } = await openList(portalPages)
  const dialog = await list.askToDelete(nameOf(contact))
  await expect(dialog.confirm).toBeEnabled()
  for (const key of [...Array<string>(6).fill('Tab'), ...Array<string>(6).fill('Shift+Tab')]) {
    await page.keyboard.press(key)
    await expect(dialog.root.locator(':focus')).toHaveCount(1)
  }
  await app.locator(':focus').evaluate((focused: HTMLElement) => focused.blur())
  await page.keyboard.press('Escape')
  await expect(dialog.root).toHaveCount(0)
  expect(portal.portal.store.contact(contact.ID)).toBeDefined()
})

test('the button names the step that the deletion is at', async ({ portal, portalPages, page }) => {
  const contact = contactOnTop(portal)
  const { list } = await openList(portalPages)
  const dialog = await list.askToDelete(nameOf(contact))
  await expect(dialog.confirm).toBeEnabled()
  let release = (): void => undefined
  const released = new Promise<void>((go) => (release = go))
  await page.route('**/rest/**', async (route) => {
    if (route.request().url().includes('/entity.item.add')) await released
    await route.continue()
  })
  await dialog.confirm.click()
  await expect(dialog.root.getByRole('button', { name: 'Saving a copy…' })).toBeVisible()
  release()
  await expect(list.status.filter({ hasText: `${nameOf(contact)} was deleted` })).toBeVisible()
})
