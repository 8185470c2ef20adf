/** A screen that breaks while a run or a restore goes on: it stays in sight and in hand, and what is said is true. */
import type { FrameLocator } from '@playwright/test'
import {
  confirm,
  listed,
  moreDeletes,
  onTop,
  openPages,
  reviewAll,
  skipsNone,
  takesManyRequests,
  type Pages,
} from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { contactOnTop, deletesSent, nameOf } from '../support/portal-contacts.ts'
import { ContactsPage } from '../pages/contacts-page.ts'
import { DeletedPage, RestorePage } from '../pages/deleted-page.ts'
import type { Portal } from '../portal/contract.ts'
import { broughtBack, deleteAll, expectOnce, openFile, some } from '../support/restoring.ts'
import { archiveTextOf, packed } from '../support/archive-of.ts'
import { translatePage } from '../support/translate-page.ts'

test.beforeEach(({ portal }) => takesManyRequests(portal.portal))
test.use({ portalOptions: { contacts: 160 } })

const NOTHING = /Nothing was deleted/u
const WRONG = 'Something in the app went wrong'

/** So slow that most are still to come when a person presses something. */
function slowly({ faults }: Portal, method: string): void {
  faults.add({ method, times: 1000, kind: { type: 'slow', ms: 400 } })
}

/** As far as the confirmation: all contacts are in the review. */
async function begin(pages: Pages, held: Portal): Promise<number> {
  const total = listed(held).length
  await reviewAll(pages, total)
  slowly(held, 'crm.contact.delete')
  return total
}

test('a page that is translated: one contact, a run and a restore are seen and told as they were', async ({
  portal,
  portalPages,
}) => {
  const { portal: held } = portal
  skipsNone(held)
  const ids = some(held, 30)
  const file = await packed(await archiveTextOf(portal, ids))
  deleteAll(held, ids)
  const pages = await openPages(portalPages)
  await translatePage(pages.app)

  await test.step('one contact is asked about, deleted, and told', async () => {
    const list = new ContactsPage(pages.app)
    const contact = contactOnTop(portal)
    const name = nameOf(contact)
    await (await list.askToDelete(name)).confirm.click()
    await expect(list.status.filter({ hasText: `${name} was deleted` })).toBeVisible()
    expect(held.store.contact(contact.ID)).toBeUndefined()
    const [found = '', other = ''] = onTop(held).map(nameOf)
    await list.search.fill(found)
    await expect(list.row(other)).toHaveCount(0)
    await expect(list.row(found)).toBeVisible()
    await expect(pages.app.getByText(WRONG)).toHaveCount(0)
    await list.search.fill('')
    await expect(list.row(other)).toBeVisible()
  })

  await test.step('from the review to the result: a run is seen, paused, resumed and told as it was', async () => {
    const sent = deletesSent(held)
    const total = await begin(pages, held)
    await confirm(pages, total)
    await moreDeletes(held, sent)
    await pages.run.pause.click()
    await expect(pages.run.resume).toBeVisible()
    await pages.run.details.click()
    await expect(pages.run.report).toContainText(`${total - listed(held).length} contacts deleted`)
    expect(listed(held).length).toBeGreaterThan(0)
    held.faults.clear()
    await pages.run.resume.click()
    await expect(pages.run.report).toContainText(`${total} contacts deleted`)
    await expect(pages.app.getByText(NOTHING)).toHaveCount(0)
    await expect(pages.app.getByText(WRONG)).toHaveCount(0)
    expect(listed(held)).toEqual([])
    await pages.run.back.click()
    await expect(pages.app.getByText('No contacts you can see')).toBeVisible()
  })

  await test.step('a restore is seen, stopped and told as it was', async () => {
    const deleted = new DeletedPage(pages.app)
    const restore = new RestorePage(pages.app)
    await openFile({ app: pages.app, deleted, restore }, file)
    // Not those that were deleted above, whose copies are on the same screen.
    await deleted.tickAll.check()
    await deleted.restore(30).click()
    await restore.restore(30).click()
    await expect(restore.report).toContainText('30 contacts restored')
    expectOnce(held, ids)
    await restore.done.click()
    // What became of each is a link now, in the place of words that were translated.
    await expect(pages.app.getByRole('row').getByRole('link').first()).toBeVisible()
    await expect(pages.app.getByText(WRONG)).toHaveCount(0)
  })
})

test.describe('a screen that throws while it is drawn', () => {
  test.use({ expectedConsole: [/broken on purpose/u] })

  /** Whatever shows a number throws from now on; the result mends it. */
  async function breakScreen(app: FrameLocator): Promise<() => Promise<void>> {
    await app.locator('html').evaluate(() => {
      const whole = Object.getOwnPropertyDescriptor(Intl.NumberFormat.prototype, 'format')
      Object.defineProperty(Intl.NumberFormat.prototype, 'format', {
        configurable: true,
        get() {
          throw new Error('broken on purpose')
        },
      })
      addEventListener(
        'mend',
        () => Object.defineProperty(Intl.NumberFormat.prototype, 'format', whole ?? {}),
        { once: true },
      )
    })
    return () => app.locator('html').evaluate(() => void dispatchEvent(new Event('mend')))
  }

  test('a run and a restore go on in sight and in hand, and their screens come back', async ({
    portal,
    portalPages,
    axe,
  }) => {
    const { portal: held } = portal
    skipsNone(held)
    const restored = some(held, 40)
    const file = await packed(await archiveTextOf(portal, restored))
    deleteAll(held, restored)
    const pages = await openPages(portalPages)
    const again = pages.app.getByRole('button', { name: 'Show the screen again' })

    await test.step('a restore goes on in sight', async () => {
      const deleted = new DeletedPage(pages.app)
      const restore = new RestorePage(pages.app)
      await openFile({ app: pages.app, deleted, restore }, file)
      await deleted.restore(40).click()
      await expect(restore.comesBack).toContainText('40 contacts')
      slowly(held, 'crm.contact.add')
      await restore.restore(40).click()
      await expect.poll(() => broughtBack(held).size).toBeGreaterThan(0)
      const mend = await breakScreen(pages.app)
      await expect(pages.app.getByText(/^The restore goes on: \d+ of 40 contacts done$/u)).toBeVisible()
      await expect(pages.app.getByText(NOTHING)).toHaveCount(0)
      held.faults.clear()
      await mend()
      await again.click()
      await expect(restore.report).toContainText('40 contacts restored')
      expectOnce(held, restored)
      await restore.done.click()
      await deleted.back.click()
    })

    await test.step('a run can be stopped without its screen', async () => {
      const total = await begin(pages, held)
      await confirm(pages, total)
      await moreDeletes(held, 0)
      const mend = await breakScreen(pages.app)
      await pages.app.getByText('The deletion goes on').waitFor()
      await pages.run.stop.click()
      const ended = pages.app.getByText(/^The deletion has ended: /u)
      await expect(ended).toBeVisible()
      const gone = total - listed(held).length
      await expect(ended).toContainText(`${gone} of ${total} contacts`)
      expect(gone).toBeLessThan(total)
      expect(gone).toBe(deletesSent(held))
      held.faults.clear()
      await mend()
      await again.click()
      await pages.run.back.click()
    })

    await test.step('a run goes on in sight, is paused and resumed, and its screen comes back', async () => {
      const before = deletesSent(held)
      const total = await begin(pages, held)
      await confirm(pages, total)
      await moreDeletes(held, before)
      const mend = await breakScreen(pages.app)
      await expect(pages.app.getByText(/^The deletion goes on: \d+ of \d+ contacts done$/u)).toBeVisible()
      await expect(pages.app.getByText(NOTHING)).toHaveCount(0)
      await expect(pages.run.alert).toContainText('Only its screen failed')
      expect(await axe(pages.app)).toEqual([])

      await pages.run.pause.click()
      const paused = pages.app.getByText(/^The deletion is paused: \d+ of \d+ contacts done$/u)
      await expect(paused).toBeVisible()
      const gone = total - listed(held).length
      await expect(paused).toContainText(`${gone} of ${total} contacts`)
      expect(gone).toBeLessThan(total)
      const sent = deletesSent(held)
      await mend()
      await again.click()
      await pages.run.details.click()
      await expect(pages.run.report).toContainText(`${gone} contacts deleted`)
      expect(deletesSent(held)).toBe(sent)
      held.faults.clear()
      await pages.run.resume.click()
      await expect(pages.run.report).toContainText(`${total} contacts deleted`)
      expect(listed(held)).toEqual([])
      await pages.run.back.click()
    })
  })
})
