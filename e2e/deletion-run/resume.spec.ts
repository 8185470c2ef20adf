/** A run that outlives its page: taken up after a reload or in another tab, compared with what the portal holds. */
import type { Dialog, Page } from '@playwright/test'
import {
  pagesOf,
  listed,
  nextDeleteStands,
  openPages,
  runHalfway,
  skipsNone,
  takesManyRequests,
} from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { PortalPages } from '../pages/portal-pages.ts'
import type { Portal } from '../portal/contract.ts'
import { deletesSent } from '../support/portal-contacts.ts'

test.beforeEach(({ portal }) => {
  takesManyRequests(portal.portal)
  skipsNone(portal.portal)
})

test.use({ portalOptions: { contacts: 70 } })

/** The methods that the portal was asked since a moment, those of batches one by one. */
function methodsSince({ log }: Portal, at: number): string[] {
  return log.slice(at).flatMap(({ commands, method }) => commands?.map((each) => each.method) ?? [method])
}

/** What was in flight was looked at before anything more was deleted. */
function expectLookedAtFirst(held: Portal, since: number): void {
  const methods = methodsSince(held, since)
  expect(methods).toContain('crm.item.get')
  expect(methods).toContain('crm.contact.delete')
  expect(methods.indexOf('crm.item.get')).toBeLessThan(methods.indexOf('crm.contact.delete'))
}

/** Reloads the page of a run, of which the browser warns. */
async function reloadDespiteWarning(page: Page): Promise<void> {
  const warning = new Promise<Dialog>((asked) => page.once('dialog', asked))
  const reloading = page.reload()
  const dialog = await warning
  expect(dialog.type()).toBe('beforeunload')
  await dialog.accept()
  await reloading
}

test('a run that is cut off is forgotten or goes on, and its result is offered until it is put away', async ({
  page,
  context,
  portal,
  portalPages,
  axe,
  time,
}) => {
  const { portal: held } = portal

  await test.step('a run cut off by a reload, of which the browser warns, is offered', async () => {
    await runHalfway(await openPages(portalPages), held)
    await reloadDespiteWarning(page)
    const again = await pagesOf(portalPages.app())
    await expect(again.unfinished.notice).toBeVisible()
    expect(await axe(again.app)).toEqual([])
  })

  await test.step('it can be forgotten: nothing more is deleted, and it is not offered again', async () => {
    const again = await pagesOf(portalPages.app())
    const left = listed(held).length
    await again.unfinished.forget.click()
    await expect(again.unfinished.notice).toBeHidden()
    await page.reload()
    const later = await pagesOf(portalPages.app())
    await expect(later.unfinished.notice).toBeHidden()
    expect(listed(held).length).toBe(left)
  })

  const before = deletesSent(held)
  const total = await runHalfway(await pagesOf(portalPages.app()), held)

  await test.step('after a reload what was sent is looked at first, and only then more is deleted', async () => {
    await reloadDespiteWarning(page)
    const again = await pagesOf(portalPages.app())
    await expect(again.unfinished.notice).toContainText('What was sent and not answered is checked first')
    const since = held.log.length
    const told = nextDeleteStands(held)
    await again.unfinished.goOn.click()
    await time.passesUntil(told)
    expectLookedAtFirst(held, since)
    expect(listed(held).length).toBeGreaterThan(0)
  })

  await page.close()
  const next = new PortalPages(await context.newPage(), portal)
  const pages = await openPages(next)

  await test.step('when its tab is closed another one goes on with it, and nothing is deleted twice', async () => {
    const since = held.log.length
    await expect(pages.unfinished.notice).toContainText('What was sent and not answered is checked first')
    await pages.unfinished.goOn.click()
    await time.passesUntil(expect(pages.run.result(total)).toBeVisible())
    await expect(pages.run.report).toContainText(`${total} contacts deleted`)
    expect(listed(held).length).toBe(0)
    // Each was sent once.
    expect(deletesSent(held) - before).toBe(total)
    expectLookedAtFirst(held, since)
  })

  await test.step('a result that was not put away is offered until it is', async () => {
    const sent = deletesSent(held)
    // The run is over, so nothing warns of closing the page.
    const warnings: Dialog[] = []
    next.page.on('dialog', (dialog) => {
      warnings.push(dialog)
      void dialog.accept()
    })
    await next.page.reload()
    await pages.unfinished.see.click()
    await expect(pages.run.result(total)).toBeVisible()
    await expect(pages.run.report).toContainText(`${total} contacts deleted`)
    await pages.run.back.click()
    await expect(pages.app.getByText('No contacts you can see')).toBeVisible()
    await expect(pages.unfinished.notice).toBeHidden()
    await next.page.reload()
    await expect(pages.app.getByText('No contacts you can see')).toBeVisible()
    await expect(pages.unfinished.notice).toBeHidden()
    expect(deletesSent(held)).toBe(sent)
    expect(warnings).toEqual([])
  })
})
