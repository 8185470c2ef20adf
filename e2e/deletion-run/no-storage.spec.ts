/** Where the browser keeps nothing for a frame of another site. */
import {
  confirm,
  listed,
  onTop,
  openDesk,
  reviewThese,
  runSlowly,
  switchRulesOff,
  turnTo,
} from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { frameStorage } from '../support/frame-storage.ts'
import { PortalPages } from '../pages/portal-pages.ts'
import { EarlierJob } from '../pages/earlier-job.ts'
import { RunPage } from '../pages/run-page.ts'
import { bringBack } from '../support/one-copy.ts'
import { contactOnTop, deletesSent, nameOf, openList } from '../support/portal-contacts.ts'
import { broughtBack, expectOnce, USUAL_NOISE } from '../support/restoring.ts'
import { CHROMIUM_ARGS, WITHOUT_STORAGE } from '../tools/chromium-args.ts'
import { heldOf } from '../tools/held.ts'
import { findChromium } from '../tools/machine.ts'

const executablePath = findChromium()
if (executablePath === undefined) throw new Error('No Chromium on this machine: run .ci/setup browser')

test.use({
  portalOptions: { contacts: 70 },
  // Two tabs may use up the bucket of their address: neither knows what the other sent.
  expectedConsole: [/status of 503/u],
  launchOptions: { executablePath, args: [...CHROMIUM_ARGS, WITHOUT_STORAGE] },
})

test.describe('options that the portal refuses', () => {
  test.use({ expectedConsole: [/Failed to load resource/u] })

  test('the run says that it cannot be taken up where the portal keeps nothing either, and does its work', async ({
    portal,
    portalPages,
  }) => {
    const { portal: held } = portal
    const desk = await openDesk(portalPages)
    expect(await frameStorage(desk.app)).toBe('refused')
    held.faults.add({
      method: 'user.option.set',
      times: 1e6,
      kind: { type: 'refuse', error: 'ERROR_CORE', description: 'No' },
    })
    const total = await runSlowly(desk, held)
    await expect(desk.app.getByText('Neither this browser nor the portal stores the progress')).toBeVisible()
    held.faults.clear()
    await expect(desk.run.report).toContainText(`${total} contacts deleted`)
    expect(listed(held).length).toBe(0)
    expect(deletesSent(held)).toBe(total)
  })
})

test('the review promises copies only where they will lie', async ({ portal, portalPages }) => {
  const desk = await openDesk(portalPages)
  await reviewThese(desk, onTop(portal.portal).slice(0, 2))
  await desk.review.consequences.click()
  await expect(desk.app.getByText('A copy of each contact is saved first, in this portal.')).toBeVisible()
  await expect(desk.app.getByText('and in this browser')).toHaveCount(0)
  const { list } = await openList(portalPages)
  const dialog = await list.askToDelete(nameOf(contactOnTop(portal)))
  await expect(dialog.root).toContainText('You can undo this for 30 days. A copy is saved first.')
})

test('tabs know of each other all the same', async ({ page, context, portal, portalPages }) => {
  const { portal: held } = portal
  const second = await openDesk(new PortalPages(await context.newPage(), portal))
  const chosen = onTop(held).slice(0, 2)
  await reviewThese(second, chosen)
  await switchRulesOff(second)
  const first = await openDesk(portalPages)
  await runSlowly(first, held)
  await first.run.pause.click()
  await expect(first.run.says('Nothing more is sent until you resume')).toBeAttached()
  const third = new PortalPages(await context.newPage(), portal)
  const watched = new RunPage(await third.openApp())
  await expect(watched.progress).toBeVisible()
  await turnTo(second)
  await confirm(second, 2)
  await expect(second.review.alert).toContainText('Another tab has a deletion that is not closed')
  await page.close()
  // A closed tab's lock is free; what it was at the portal keeps, and no other tab takes its place unasked.
  await expect(watched.progress).toBeHidden()
  held.faults.clear()
  const sent = deletesSent(held)
  await confirm(second, 2)
  const earlier = new EarlierJob(second.app)
  await expect(earlier.question).toContainText('contacts still to do')
  expect(deletesSent(held)).toBe(sent)
  await earlier.stop.click()
  await expect(second.run.result(2)).toBeVisible()
  expect(deletesSent(held)).toBe(sent + 2)
  for (const { ID } of chosen) expect(held.store.contact(ID)).toBeUndefined()
})

test.describe('no copies anywhere', () => {
  test.use({ expectedConsole: [USUAL_NOISE] })

  test('they are in hand until the file is downloaded, and Undo brings back what went', async ({
    page,
    portal,
    portalPages,
  }) => {
    const { portal: held } = portal
    held.app.scopes.delete('entity')
    const desk = await openDesk(portalPages)
    const chosen = onTop(held).slice(0, 3)
    const ids = chosen.map(({ ID }) => ID)
    const before = ids.map((id) => heldOf(held, id))
    await reviewThese(desk, chosen)
    await switchRulesOff(desk)
    await expect(desk.app.getByText('Neither this portal nor this browser lets the app store')).toBeVisible()
    await expect(desk.app.getByText('all contacts are copied first')).toBeVisible()
    // There is no other way, so none is offered.
    await expect(desk.app.getByRole('checkbox', { name: /^Copy all contacts first/u })).toHaveCount(0)
    await confirm(desk, 3)
    const file = page.waitForEvent('download')
    await desk.app.getByRole('button', { name: 'Download copy' }).click()
    await file
    expect(deletesSent(held)).toBe(0)
    await desk.app.getByRole('button', { name: 'Delete now' }).click()
    await expect(desk.run.result(3)).toBeVisible()
    expect(ids.map((id) => held.store.contact(id))).toEqual([undefined, undefined, undefined])
    await desk.run.back.click()
    await bringBack(desk.app, 3)
    expectOnce(held, ids)
    expect(ids.map((id) => heldOf(held, broughtBack(held).get(id)?.[0] ?? 0))).toEqual(before)
  })
})
