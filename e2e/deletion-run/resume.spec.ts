/** A run that outlives its page: taken up after a reload or in another tab, compared with what the portal holds. */
import type { Dialog } from '@playwright/test'
import {
  confirm,
  deskOf,
  listed,
  onTop,
  openDesk,
  reviewThese,
  runHalfway,
  switchRulesOff,
  takesManyRequests,
} from '../support/deletion-run.ts'
import type { Desk } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { PortalPages } from '../pages/portal-pages.ts'
import type { Portal, RunningPortal } from '../portal/contract.ts'
import type { PassingTime } from '../support/passing-time.ts'
import { deletesSent } from '../support/portal-contacts.ts'

test.beforeEach(({ portal }) => takesManyRequests(portal.portal))

test.use({ portalOptions: { contacts: 70 } })

/** The methods that the portal was asked since a moment, those of batches one by one. */
function methodsSince({ log }: Portal, at: number): string[] {
  return log.slice(at).flatMap(({ commands, method }) => commands?.map((each) => each.method) ?? [method])
}

/** Goes on with the run that is offered, and sees it end with the truth. */
async function goOnToTheEnd(
  desk: Desk,
  { portal: held }: RunningPortal,
  time: PassingTime,
  total: number,
): Promise<void> {
  const before = held.log.length
  await expect(desk.unfinished.notice).toContainText('What was sent and not answered is checked first')
  await desk.unfinished.goOn.click()
  await time.passesUntil(expect(desk.run.result(total)).toBeVisible())
  await expect(desk.run.report).toContainText(`${total} contacts deleted`)
  expect(listed(held).length).toBe(0)
  // Each was sent once: what was in flight was looked at before anything more was deleted.
  expect(deletesSent(held)).toBe(total)
  const methods = methodsSince(held, before)
  expect(methods).toContain('crm.item.get')
  expect(methods).toContain('crm.contact.delete')
  expect(methods.indexOf('crm.item.get')).toBeLessThan(methods.indexOf('crm.contact.delete'))
}

test.describe('a run that is cut off', () => {
  test('by a reload, of which the browser warns: what was sent is looked at first, and nothing is deleted twice', async ({
    page,
    portal,
    portalPages,
    axe,
    time,
  }) => {
    const desk = await openDesk(portalPages)
    const total = await runHalfway(desk, portal.portal)
    const warning = new Promise<Dialog>((asked) => page.once('dialog', asked))
    const reloading = page.reload()
    const dialog = await warning
    expect(dialog.type()).toBe('beforeunload')
    portal.portal.settings.latencyMs = 0
    await dialog.accept()
    await reloading
    const again = await deskOf(portalPages.app())
    await expect(again.unfinished.notice).toBeVisible()
    expect(await axe(again.app)).toEqual([])
    await goOnToTheEnd(again, portal, time, total)
    await again.run.back.click()
    await expect(again.app.getByText('No contacts you can see')).toBeVisible()
    await expect(again.unfinished.notice).toBeHidden()
  })

  test('by closing its tab: another one goes on with it', async ({
    page,
    context,
    portal,
    portalPages,
    time,
  }) => {
    const desk = await openDesk(portalPages)
    const total = await runHalfway(desk, portal.portal)
    await page.close()
    portal.portal.settings.latencyMs = 0
    const next = new PortalPages(await context.newPage(), portal)
    await goOnToTheEnd(await openDesk(next), portal, time, total)
  })

  test('can be forgotten: nothing more is deleted, and it is not offered again', async ({
    page,
    portal,
    portalPages,
  }) => {
    const desk = await openDesk(portalPages)
    await runHalfway(desk, portal.portal)
    portal.portal.settings.latencyMs = 0
    await page.reload()
    const again = await deskOf(portalPages.app())
    const left = listed(portal.portal).length
    await again.unfinished.forget.click()
    await expect(again.unfinished.notice).toBeHidden()
    await page.reload()
    const later = await deskOf(portalPages.app())
    await expect(later.unfinished.notice).toBeHidden()
    expect(listed(portal.portal).length).toBe(left)
  })
})

test('a result that was not put away is offered until it is', async ({ page, portal, portalPages }) => {
  const chosen = onTop(portal.portal).slice(0, 3)
  const desk = await openDesk(portalPages)
  await reviewThese(desk, chosen)
  await switchRulesOff(desk)
  await confirm(desk, 3)
  await expect(desk.run.result(3)).toBeVisible()
  const sent = deletesSent(portal.portal)
  // The run is over, so nothing warns of closing the page.
  const warnings: Dialog[] = []
  page.on('dialog', (dialog) => {
    warnings.push(dialog)
    void dialog.accept()
  })
  await page.reload()
  const again = await deskOf(portalPages.app())
  await again.unfinished.see.click()
  await expect(again.run.result(3)).toBeVisible()
  await expect(again.run.report).toContainText('3 contacts deleted')
  await again.run.back.click()
  await again.rows.ready()
  await page.reload()
  await expect((await deskOf(portalPages.app())).unfinished.notice).toBeHidden()
  expect(deletesSent(portal.portal)).toBe(sent)
  expect(warnings).toEqual([])
})
