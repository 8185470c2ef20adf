/** Deleting many: what the screen says of each contact is compared with what the portal holds. */
import {
  type Pages,
  listed,
  moreDeletes,
  onTop,
  openPages,
  reviewAll,
  reviewThese,
  skipsNone,
  takesManyRequests,
} from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import type { Portal } from '../portal/contract.ts'
import { deletesSent } from '../support/portal-contacts.ts'

test.beforeEach(({ portal }) => {
  takesManyRequests(portal.portal)
  skipsNone(portal.portal)
})

test.use({ expectedConsole: [/Failed to load resource/u] })

/** @returns how many there are. */
async function deleteEverybody(pages: Pages, held: Portal): Promise<number> {
  const total = listed(held).length
  await reviewAll(pages, total)
  await pages.review.confirmTyped(total)
  return total
}

/** Those that went in batches. */
function commandsSent({ log }: Portal): number {
  return log.flatMap(({ commands }) => commands ?? []).filter(({ method }) => method === 'crm.contact.delete')
    .length
}

test.describe('a run of all that match', () => {
  test.use({ portalOptions: { contacts: 70 } })

  test('by keyboard, paused, cut off from the portal, and ended', async ({
    context,
    portal,
    portalPages,
    time,
  }) => {
    const { portal: held } = portal
    const total = listed(held).length
    const pages = await openPages(portalPages)
    const title = pages.app.owner().page().locator('#pagetitle')
    const list = pages.app.getByRole('heading', { name: 'Contacts', exact: true })

    await test.step('the focus is not lost at the review and back in the list', async () => {
      await reviewThese(pages, onTop(held).slice(0, 1))
      await expect(pages.review.keep).toBeVisible()
      await expect(pages.review.heading).toBeFocused()
      await pages.review.keep.press('Enter')
      await expect(list).toBeFocused()
    })

    await test.step('while the time left cannot be told, that is said', async () => {
      await reviewAll(pages, total)
      // So slow that most are still to come whenever somebody looks.
      held.faults.add({ method: 'crm.contact.delete', times: 1e6, kind: { type: 'slow', ms: 2_000 } })
      await pages.review.typed(total).fill(String(total))
      await pages.review.typed(total).press('Enter')
      await moreDeletes(held, 0)
      await expect(pages.run.progress).toBeVisible()
      await expect(pages.app.getByText(/Time left: not known yet\.$/u)).toBeVisible()
    })

    await test.step('Pause sends nothing more, and the focus is on Resume', async () => {
      await pages.run.pause.press('Enter')
      await time.passesUntil(expect(pages.run.resume).toBeFocused())
      await expect(pages.run.says('Nothing more is sent until you resume')).toBeAttached()
      const gone = total - listed(held).length
      expect(gone).toBe(deletesSent(held))
      expect(gone).toBeLessThan(total)
      await expect(title).toHaveText(`Paused at ${Math.floor((100 * gone) / total)}% · Deleting contacts`)
      await pages.run.details.click()
      await expect(pages.run.report).toContainText(`${gone} contacts deleted`)
    })

    await test.step('without a connection a run waits and says so; with it it goes on by itself', async () => {
      const sent = deletesSent(held)
      await pages.run.resume.press('Enter')
      await moreDeletes(held, sent)
      await context.setOffline(true)
      await time.passesUntil(expect(pages.run.says('The portal cannot be reached')).toBeAttached())
      const sentUntilThen = deletesSent(held)
      held.faults.clear()
      await context.setOffline(false)
      await time.passesUntil(moreDeletes(held, sentUntilThen))
    })

    await test.step('every one of them gone, in batches, none twice, and the counts add up', async () => {
      await time.passesUntil(expect(pages.run.result(total)).toBeFocused())
      await expect(pages.run.report).toContainText(`${total} contacts deleted`)
      await expect(title).toHaveText(`Done: ${total} deleted`)
      expect(listed(held)).toEqual([])
      expect(deletesSent(held)).toBe(total)
      expect(commandsSent(held)).toBe(total)
      await pages.run.back.press('Enter')
      await expect(list).toBeFocused()
      await expect(pages.app.getByText('No contacts you can see')).toBeVisible()
    })
  })
})

test.describe('when things go wrong', () => {
  // Enough that some are still waiting in each run when something happens: a batch holds up to 50.
  test.use({ portalOptions: { contacts: 190 } })

  test('one run after another: each ends with what the portal did', async ({ portal, portalPages, time }) => {
    const { portal: held } = portal
    const pages = await openPages(portalPages)

    await test.step('whom a colleague changes at the fourth delete is not deleted', async () => {
      let changed: readonly number[] = []
      held.faults.add({
        method: 'crm.contact.delete',
        skip: 3,
        kind: {
          type: 'colleague',
          act: (at) => {
            changed = listed(at)
            for (const id of changed) at.store.updateContact(id, { COMMENTS: 'Called, wants to stay.' })
          },
        },
      })
      const total = await deleteEverybody(pages, held)
      await time.passesUntil(expect(pages.run.result(total)).toBeVisible())
      // What had left in the same batch can no longer be called back.
      const left = listed(held).length
      expect(changed.length).toBe(total - 3)
      expect(changed.length - left).toBeLessThanOrEqual(50)
      await expect(pages.run.report).toContainText(`${left} skipped: was changed after your review`)
      await expect(pages.run.report).toContainText(`${total - left} contacts deleted`)
      await pages.run.back.click()
    })

    await test.step('the portal’s limit is waited for, says until when, and Stop ends it with what was done', async () => {
      held.faults.add({
        method: 'crm.contact.delete',
        skip: 10,
        times: 1000,
        kind: {
          type: 'refuse',
          error: 'OPERATION_TIME_LIMIT',
          description: 'Method is blocked due to operation time limit',
        },
      })
      const total = await deleteEverybody(pages, held)
      await time.passesUntil(expect(pages.run.says(/goes on at \d/u)).toBeAttached())
      await pages.run.stop.click()
      await time.passesUntil(expect(pages.run.result(total)).toBeVisible())
      await expect(pages.run.report).toContainText('10 contacts deleted')
      await expect(pages.run.report).toContainText(`${total - 10} were still waiting`)
      expect(listed(held).length).toBe(total - 10)
      held.faults.clear()
      await pages.run.back.click()
    })

    await test.step('answers that get lost after the work are found out about, and nothing is deleted twice; a token that runs out in the middle is renewed, and all go', async () => {
      const [total, sent] = [listed(held).length, commandsSent(held)]
      await pages.bar.tickLoaded()
      await pages.bar.review.click()
      await expect(pages.review.title(50)).toBeVisible()
      const expire = (at: Portal): void => at.auth.expireAll()
      // At the end of the first batch: the next one meets it.
      held.faults.add({ method: 'crm.contact.delete', skip: 2, kind: { type: 'colleague', act: expire } })
      held.faults.add({ method: 'crm.contact.delete', skip: 3, kind: { type: 'drop-after' } })
      held.faults.add({ method: 'crm.contact.delete', skip: 40, kind: { type: 'malformed-json' } })
      await pages.review.confirmTyped(50)
      await time.passesUntil(expect(pages.run.report).toContainText('50 contacts deleted'))
      expect(held.faults.active).toEqual([])
      expect(listed(held).length).toBe(total - 50)
      expect(commandsSent(held) - sent).toBe(50)
      await pages.run.back.click()
    })

    await test.step('an app that is removed in the middle: the run ends, and says why', async () => {
      held.faults.add({
        method: 'crm.contact.delete',
        skip: 5,
        kind: { type: 'colleague', act: (at) => (at.app.removed = true) },
      })
      const total = await deleteEverybody(pages, held)
      await time.passesUntil(expect(pages.run.alert.filter({ hasText: 'no longer installed' })).toBeVisible())
      // The copies or the deletes may meet it first: the run pauses, with its results folded, or is over.
      await expect(pages.run.details.or(pages.run.report).first()).toBeVisible()
      if (await pages.run.details.isVisible()) await pages.run.details.click()
      await expect(pages.run.report).toContainText('still waiting')
      const gone = total - listed(held).length
      await expect(pages.run.report).toContainText(`${gone} contacts deleted`)
    })
  })
})
