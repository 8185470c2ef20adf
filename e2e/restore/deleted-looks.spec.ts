/** "Deleted" in a low window, after a run that mostly failed, and after a restore. */
import {
  confirm,
  onTop,
  openDesk,
  reviewThese,
  switchRulesOff,
  takesManyRequests,
} from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { DeletedPage, RestorePage } from '../pages/deleted-page.ts'
import { nameOf } from '../support/portal-contacts.ts'
import { deleteAll, expectOnce, nameIn, openRestoreDesk, some } from '../support/restoring.ts'
import { keepInPortal } from '../support/archive-of.ts'

test.beforeEach(({ portal }) => takesManyRequests(portal.portal))

test.use({ portalOptions: { contacts: 200 }, expectedConsole: [/Failed to load resource/u] })

test.describe('a low window', () => {
  test.use({ viewport: { width: 1280, height: 600 } })

  test('has the button that restores in sight, and one scroll bar for all', async ({
    portal,
    portalPages,
    axe,
  }) => {
    const held = portal.portal
    const ids = some(held, 60)
    for (let run = 0; run < 6; run++)
      await keepInPortal(portal, `run-${run}`, ids.slice(run * 10, run * 10 + 10))
    deleteAll(held, ids)
    const { app, deleted } = await openRestoreDesk(portalPages)
    await deleted.open.click()
    await expect(deleted.restore(60)).toBeInViewport({ ratio: 1 })
    await app.getByRole('button', { name: 'Show all 6 deletions' }).click()
    await expect(app.getByRole('checkbox', { name: /^Choose the deletion of/u })).toHaveCount(6)
    const scrolling = () =>
      app.locator('main:visible').evaluate(
        (main) =>
          [main, ...main.querySelectorAll('*')].filter((each) => {
            const { overflowY } = getComputedStyle(each)
            return ['auto', 'scroll'].includes(overflowY) && each.scrollHeight > each.clientHeight
          }).length,
      )
    expect(await scrolling()).toBe(1)
    expect(await axe(app)).toEqual([])
    // To the last contact, by the page alone.
    await deleted.heading.focus()
    await portalPages.page.keyboard.press('End')
    await expect(deleted.table.getByRole('row').last()).toHaveAttribute('aria-rowindex', '61')
    await expect(deleted.table.getByRole('row').last()).toBeInViewport()
    await expect(deleted.restore(60)).toBeInViewport({ ratio: 1 })
  })
})

test('after a run that mostly failed it counts what was deleted, and restores just that', async ({
  portal,
  portalPages,
}) => {
  const held = portal.portal
  const desk = await openDesk(portalPages)
  const contacts = onTop(held).slice(0, 6)
  await reviewThese(desk, contacts)
  await switchRulesOff(desk)
  held.faults.add({
    method: 'crm.contact.delete',
    times: 4,
    kind: { type: 'refuse', error: 'ERROR_CORE', description: 'Something of this portal does not let it' },
  })
  await confirm(desk, 6)
  await expect(desk.run.report).toContainText('2 contacts deleted')
  await desk.run.back.click()
  const [deleted, restore] = [new DeletedPage(desk.app), new RestorePage(desk.app)]
  await deleted.open.click()
  // Of the deletion, and of the list.
  const words = '2 contacts deleted and 4 copied but never deleted'
  await expect(desk.app.getByText(words)).toHaveCount(2)
  await expect(desk.app.getByText('Restores all contacts shown above.')).toHaveCount(0)
  await expect(
    desk.app.getByText('Restores those shown above that were deleted and are not restored yet.'),
  ).toBeVisible()
  const gone = contacts.filter(({ ID }) => held.store.contact(ID) === undefined)
  await deleted.restore(2).click()
  await restore.restore(2).click()
  await expect(restore.report).toContainText('2 contacts restored')
  expectOnce(
    held,
    gone.map(({ ID }) => ID),
  )
})

test('what was ticked and is restored is ticked no more', async ({ portal, portalPages }) => {
  const held = portal.portal
  const ids = some(held, 3)
  const names = ids.map((id) => nameIn(held, id))
  await keepInPortal(portal, 'run', ids)
  deleteAll(held, ids)
  const { app, deleted, restore } = await openRestoreDesk(portalPages)
  await deleted.open.click()
  for (const name of names.slice(0, 2)) await deleted.row(name).getByRole('checkbox').check()
  await expect(app.getByText('2 contacts selected')).toBeVisible()
  // A look at the plan alone changes nothing.
  await deleted.restore(2).click()
  await restore.button('Do not restore').click()
  await expect(app.getByText('2 contacts selected')).toBeVisible()
  await deleted.restore(2).click()
  await restore.restore(2).click()
  await expect(restore.report).toContainText('2 contacts restored')
  await restore.done.click()
  await expect(deleted.table.getByText(/^Restored as ID \d+$/u)).toHaveCount(2)
  await expect(deleted.table.getByRole('checkbox', { checked: true })).toHaveCount(0)
  await expect(deleted.restore(1)).toBeVisible()
  const left = held.store.contact(ids[2] ?? 0)
  expect(left === undefined ? null : nameOf(left)).toBeNull()
})
