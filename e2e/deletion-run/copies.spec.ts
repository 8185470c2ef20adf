/** Copies of a run that something happens to between two visits: whoever is deleted has one in the portal all the same. */
import type { Page } from '@playwright/test'
import {
  type Pages,
  pagesOf,
  listed,
  moreDeletes,
  openPages,
  reviewAll,
  runHalfway,
  skipsNone,
  takesManyRequests,
} from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { archived, copied, withoutCopy } from '../support/one-copy.ts'
import { DeletedPage } from '../pages/deleted-page.ts'
import { PortalPages } from '../pages/portal-pages.ts'

test.beforeEach(({ portal }) => takesManyRequests(portal.portal))

async function reloaded(page: Page): Promise<void> {
  page.once('dialog', (dialog) => void dialog.accept())
  await page.reload()
}

async function eraseCopy({ app }: Pages): Promise<DeletedPage> {
  const deleted = new DeletedPage(app)
  await deleted.open.click()
  await app
    .getByRole('checkbox', { name: /^Choose the deletion of/ })
    .first()
    .check()
  await deleted.erase.click()
  await app.getByRole('alertdialog').getByRole('button', { name: 'Erase copy', exact: true }).click()
  return deleted
}

test.describe('the archive of a run', () => {
  // A new page knows nothing of the requests of the one before: the portal's bucket may be full.
  test.use({ portalOptions: { contacts: 70 }, expectedConsole: [/status of 503/u] })

  test('stays while the run goes on; when it is erased, whoever is left is copied anew', async ({
    page,
    context,
    portal,
    portalPages,
    time,
  }) => {
    const held = portal.portal
    const total = await runHalfway(await openPages(portalPages), held)
    // However long the second tab takes: the answer to the first deletes does not come meanwhile.
    held.clock.stop()
    const second = new PortalPages(await context.newPage(), portal)

    await test.step('while it goes on it is not erased from another tab', async () => {
      const other = await openPages(second)
      await eraseCopy(other)
      await expect(other.app.getByText('Another tab is deleting contacts')).toBeVisible()
      expect(copied(held).size).toBeGreaterThan(held.store.deletedIds().length)
      expect(withoutCopy(held)).toEqual([])
      await second.page.close()
    })

    await test.step('while it waits it is erased: whoever is still to be deleted is copied anew first', async () => {
      const gone = held.store.deletedIds().length
      expect(copied(held).size).toBeGreaterThan(gone)
      await reloaded(page)
      held.clock.run()
      const pages = await pagesOf(portalPages.app())
      const deleted = await eraseCopy(pages)
      await expect(pages.app.getByText('The copy was erased.')).toBeVisible()
      expect(archived(held)).toEqual([])
      await deleted.back.click()
      await pages.unfinished.goOn.click()
      await time.passesUntil(expect(pages.run.result(total)).toBeVisible())
      await expect(pages.run.report).toContainText(`${total} contacts deleted`)
      expect(listed(held)).toEqual([])
      expect(withoutCopy(held, gone)).toEqual([])
      await expect.poll(() => archived(held).at(-1)).toContain('"kind":"trailer"')
    })
  })
})

test.describe('a journal that fails in the middle of the run', () => {
  // More than can be on its way at once: some must be left after the reload.
  test.use({ portalOptions: { contacts: 900 } })

  test('is not taken up: what it does not tell of would be written over', async ({
    page,
    portal,
    portalPages,
  }) => {
    const held = portal.portal
    const pages = await openPages(portalPages)
    const total = listed(held).length
    skipsNone(held)
    await reviewAll(pages, total)
    await pages.app.locator('body').evaluate(() => {
      const add = Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, 'add')
        ?.value as IDBObjectStore['add']
      let records = 0
      IDBObjectStore.prototype.add = function (this: IDBObjectStore, ...args) {
        if (this.name === 'records' && ++records > 2) throw new DOMException('Full', 'QuotaExceededError')
        return add.apply(this, args)
      }
    })
    // Enough were deleted that no record tells of, and the rest takes for ever.
    held.faults.add({
      method: 'crm.contact.delete',
      skip: 85,
      times: total,
      kind: { type: 'slow', ms: 25_000 },
    })
    await pages.review.confirmTyped(total)
    await moreDeletes(held, 85)
    await expect(pages.app.getByText('Neither this browser nor the portal stores the progress')).toBeVisible()
    await reloaded(page)
    held.faults.clear()
    const again = await pagesOf(portalPages.app())
    await expect(again.app.getByRole('button', { name: 'Deleted', exact: true })).toBeVisible()
    await expect(again.unfinished.goOn).toHaveCount(0)
    expect(listed(held).length).toBeGreaterThan(0)
    expect(held.store.deletedIds().length).toBeGreaterThan(80)
    expect(withoutCopy(held)).toEqual([])
  })
})
