/** A run that outlives its page where the browser keeps nothing for a frame: the portal keeps it. */
import {
  type Desk,
  confirm,
  deskOf,
  listed,
  moreDeletes,
  onTop,
  openDesk,
  reviewAll,
  reviewThese,
  runHalfway,
  switchRulesOff,
  takesManyRequests,
  turnTo,
} from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { PortalPages } from '../pages/portal-pages.ts'
import type { Portal, RunningPortal } from '../portal/contract.ts'
import type { PassingTime } from '../support/passing-time.ts'
import { deletesSent } from '../support/portal-contacts.ts'
import { USER } from '../portal/store/users.ts'
import { CHROMIUM_ARGS, WITHOUT_STORAGE } from '../tools/chromium-args.ts'
import { findChromium } from '../tools/machine.ts'

test.beforeEach(({ portal }) => takesManyRequests(portal.portal))

const executablePath = findChromium()
if (executablePath === undefined) throw new Error('No Chromium on this machine: run .ci/setup browser')

test.use({
  portalOptions: { contacts: 70 },
  launchOptions: { executablePath, args: [...CHROMIUM_ARGS, WITHOUT_STORAGE] },
})

/** What the portal keeps of runs. */
function kept({ app }: Portal): string[] {
  return Object.entries(app.userOptions.get(USER.admin) ?? {}).flatMap(([name, value]) =>
    name.startsWith('run') && value !== '' ? [name] : [],
  )
}

/** Goes on with the run that is offered, and sees it end with the truth. */
async function goOnToTheEnd(
  desk: Desk,
  { portal: held }: RunningPortal,
  time: PassingTime,
  total: number,
): Promise<void> {
  await expect(desk.unfinished.notice).toContainText('What was sent and not answered is checked first')
  await desk.unfinished.goOn.click()
  await time.passesUntil(expect(desk.run.result(total)).toBeVisible())
  await expect(desk.run.report).toContainText(`${total} contacts deleted`)
  expect(listed(held).length).toBe(0)
  // Each was sent once: what was in flight was looked at before anything more was deleted.
  expect(deletesSent(held)).toBe(total)
}

test('a run goes on after a reload, nothing is deleted twice, and nothing of it stays in the portal', async ({
  page,
  portal,
  portalPages,
  axe,
  time,
}) => {
  const { portal: held } = portal
  const desk = await openDesk(portalPages)
  const total = await runHalfway(desk, held)
  await expect(desk.app.getByText('Neither this browser nor the portal stores the progress')).toBeHidden()
  // The journal's own command is in front of whatever deletes.
  const batches = held.log.filter(({ commands }) =>
    commands?.some(({ method }) => method === 'crm.contact.delete'),
  )
  for (const { commands = [] } of batches) {
    expect(commands[0]?.method).toBe('user.option.set')
    expect(commands.length).toBeLessThanOrEqual(50)
  }
  held.settings.latencyMs = 0
  await page.reload()
  const again = await deskOf(portalPages.app())
  await expect(again.unfinished.notice).toBeVisible()
  expect(await axe(again.app)).toEqual([])
  await goOnToTheEnd(again, portal, time, total)
  expect(kept(held)).toContain('runPlan')
  await again.run.back.click()
  await expect(again.app.getByText('No contacts you can see')).toBeVisible()
  await expect.poll(() => kept(held)).toEqual([])
  await page.reload()
  await expect(portalPages.app().getByText('No contacts you can see')).toBeVisible()
  await expect(again.unfinished.notice).toBeHidden()
})

test('another browser of the same person finds it, on another day; nobody else does', async ({
  page,
  browser,
  portal,
  portalPages,
  time,
}) => {
  const { portal: held } = portal
  const desk = await openDesk(portalPages)
  const total = await runHalfway(desk, held)
  await page.close()
  held.settings.latencyMs = 0
  const elsewhere = await browser.newContext()
  await time.rules(elsewhere)
  held.settings.currentUserId = USER.manager
  const stranger = await openDesk(new PortalPages(await elsewhere.newPage(), portal))
  await expect(stranger.unfinished.notice).toBeHidden()
  held.settings.currentUserId = USER.admin
  await goOnToTheEnd(await openDesk(new PortalPages(await elsewhere.newPage(), portal)), portal, time, total)
  await elsewhere.close()
})

test('a second tab watches it and cannot begin one of its own; when the first is closed it goes on', async ({
  page,
  context,
  portal,
  portalPages,
  time,
}) => {
  const { portal: held } = portal
  const second = await openDesk(new PortalPages(await context.newPage(), portal))
  const chosen = onTop(held).slice(0, 2)
  await reviewThese(second, chosen)
  await switchRulesOff(second)
  const first = await openDesk(portalPages)
  const total = listed(held).length
  held.faults.add({ method: 'crm.contact.delete', times: 1e6, kind: { type: 'slow', ms: 200 } })
  await reviewAll(first, total)
  await switchRulesOff(first)
  await first.review.confirmTyped(total)
  await moreDeletes(held, 0)
  const third = await openDesk(new PortalPages(await context.newPage(), portal))
  await expect(third.unfinished.elsewhere).toContainText('carries out this deletion')
  await turnTo(second)
  await confirm(second, 2)
  await expect(
    second.review.alert.filter({ hasText: 'Another tab has a deletion that is not closed' }).first(),
  ).toBeVisible()
  await page.close()
  held.faults.clear()
  await turnTo(third)
  await goOnToTheEnd(third, portal, time, total)
})

test('can be forgotten: it is not offered again, and the portal keeps nothing of it', async ({
  page,
  portal,
  portalPages,
}) => {
  const { portal: held } = portal
  const desk = await openDesk(portalPages)
  await runHalfway(desk, held)
  held.settings.latencyMs = 0
  await page.reload()
  const again = await deskOf(portalPages.app())
  const left = listed(held).length
  await again.unfinished.forget.click()
  await expect(again.unfinished.notice).toBeHidden()
  expect(kept(held)).toEqual([])
  await page.reload()
  await expect((await deskOf(portalPages.app())).unfinished.notice).toBeHidden()
  expect(listed(held).length).toBe(left)
})
