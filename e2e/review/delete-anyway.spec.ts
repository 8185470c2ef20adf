/** Contacts that a rule skips: deleted all the same where a person says so, for this run only. */
import {
  confirm,
  listed,
  onTop,
  openPages,
  reviewAll,
  reviewThese,
  takesManyRequests,
} from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import type { Contact, Portal } from '../portal/contract.ts'
import { records } from '../records/stored-records.ts'
import { linkDeal, nameOf } from '../support/portal-contacts.ts'

test.use({ portalOptions: { contacts: 130 } })

const DEAL = 2
const INVOICE = 31

function hasOpen({ store }: Portal, { ID }: Contact, type: number): boolean {
  return store.itemsOfContact(type, ID).some((item) => !item.closed)
}

test('skipped contacts are deleted anyway: one, and all that one rule skips', async ({
  portal,
  portalPages,
  axe,
}) => {
  const { portal: held } = portal
  takesManyRequests(held)
  const pages = await openPages(portalPages)

  await test.step('one contact: typed for, deleted by the run, and recorded; the rule stays for all others', async () => {
    const [first, second] = onTop(held, (contact) => !hasOpen(held, contact, INVOICE))
    if (first === undefined || second === undefined) throw new Error('the seed has no such contacts on top')
    for (const contact of [first, second]) await linkDeal(portal, contact, 'Roof')
    await reviewThese(pages, [first, second])
    // Where rules skip all, they are shown at once.
    await expect(pages.review.skipped).toHaveAttribute('aria-selected', 'true')
    await pages.review.deleteAnyway(nameOf(first)).click()
    await expect(pages.review.title(1)).toBeVisible()
    // Nothing moves under the pointer: the row stays, and can be taken back.
    await expect(pages.review.rows).toHaveCount(2)
    await expect(pages.review.row(nameOf(first))).toContainText('Deleted anyway: has open deals')
    await expect(pages.app.getByText('Type the number because a rule would skip some of them')).toBeVisible()
    expect(await axe(pages.app)).toEqual([])

    await pages.review.row(nameOf(first)).getByRole('button', { name: 'Skip again' }).click()
    await expect(pages.review.heading).toHaveText('Nothing would be deleted')
    await pages.review.deleteAnyway(nameOf(first)).click()
    await pages.review.toBeDeleted.click()
    await expect(pages.review.rows).toHaveCount(1)
    await expect(pages.review.checkbox(nameOf(first))).toBeChecked()

    await pages.review.confirmTyped(1)
    await expect(pages.run.result(1)).toBeVisible()
    await expect(pages.run.report).toContainText('1 contact deleted')
    expect(held.store.contact(first.ID)).toBeUndefined()
    expect(held.store.contact(second.ID)).toBeDefined()
    expect(held.app.appOptions).not.toHaveProperty('guards')
    await expect.poll(() => records(held)).toMatchObject([{ overridden: { 'open-deals': 1 } }])
    await pages.run.back.click()
  })

  await test.step('all that one rule skips: contacts that another rule skips stay', async () => {
    const both = new Set<number>()
    const dealsOnly = new Set<number>()
    for (const id of listed(held)) {
      const contact = held.store.contact(id)
      if (contact === undefined || !hasOpen(held, contact, DEAL)) continue
      ;(hasOpen(held, contact, INVOICE) ? both : dealsOnly).add(id)
    }
    await reviewAll(pages, listed(held).length)
    await pages.review.skipped.click()
    const group = pages.review.group('has open deals')
    await expect(group).toContainText(`${both.size + dealsOnly.size} contacts: has open deals`)
    await group.getByRole('button', { name: 'Delete anyway' }).click()
    await expect(group).toContainText(`${dealsOnly.size} will be deleted anyway`)
    const heading = await pages.review.heading.textContent()
    const count = Number(heading?.replace(/\D/gu, ''))
    await confirm(pages, count)
    await expect(pages.run.result(count)).toBeVisible()
    for (const id of dealsOnly) expect(held.store.contact(id)).toBeUndefined()
    for (const id of both) expect(held.store.contact(id)).toBeDefined()
  })
})
