/** Before everybody is deleted: what the review shows and asks for, and what it says of what the portal holds. */
import {
  listed,
  onTop,
  openPages,
  reviewAll,
  switchRulesOff,
  takesManyRequests,
  type Pages,
} from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import type { CrmItem, Portal } from '../portal/contract.ts'
import { deletesSent, nameOf } from '../support/portal-contacts.ts'
import { expectFirstInSight } from './in-sight.ts'

test.use({ portalOptions: { contacts: 130 } })

const DEAL = 2
const QUOTE = 7
const INVOICE = 31

/** Each thing once, on however many contacts it hangs. */
function itemsOf({ store }: Portal, entityTypeId: number): CrmItem[] {
  const all = listed({ store } as Portal).flatMap((id) => store.itemsOfContact(entityTypeId, id))
  return [...new Map(all.map((item) => [item.id, item])).values()]
}

function money(items: readonly CrmItem[]): string[] {
  const sums = new Map<string, number>()
  for (const { currencyId, opportunity } of items)
    sums.set(currencyId, (sums.get(currencyId) ?? 0) + opportunity)
  // A currency whose amounts come to nothing says nothing, and is not listed.
  const worth = [...sums].filter(([, value]) => value !== 0)
  return worth.map(([currency, value]) =>
    new Intl.NumberFormat('en', { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' })
      .format(value)
      .replaceAll(/\s/gu, ' '),
  )
}

test('everybody: in sight, typed for, counted as the portal has them, and kept', async ({
  page,
  portal,
  portalPages,
  axe,
}) => {
  const { portal: held } = portal
  takesManyRequests(held)
  const total = listed(held).length
  const pages = await openPages(portalPages)
  const { app, review } = pages

  await test.step('an administrator may delete all, and is not warned', async () => {
    await reviewAll(pages, total)
    await expect(review.heading).toHaveText(/^Delete \d+ contacts$/u)
    await expect(review.leaveOut).toBeHidden()
  })

  // More than half of all: nothing more can stand above the rows.
  await test.step('the first three contacts that will be deleted are in sight without scrolling: all', () =>
    expectFirstInSight(page, pages))

  await test.step('everybody: said loudly, the count must be typed', async () => {
    await expect(review.alert.filter({ hasText: 'more than half' })).toBeVisible()
    // None was set.
    await expect(review.alert.filter({ hasText: 'more than half' })).not.toContainText('filter')
    await switchRulesOff(pages)
    await expect(review.title(total)).toBeVisible()
    await expect(review.typed(total)).toBeVisible()
    expect(await axe(app)).toEqual([])
    await review.typed(total).fill(String(total - 1))
    await expect(review.delete(total)).toBeDisabled()
  })

  await test.step('the page scrolls, the list with it, and the confirmation stays in sight', async () => {
    await expect(review.delete(total)).toBeInViewport()
    const [last] = onTop(held, ({ ID }) => ID === Math.max(...listed(held)))
    await app.getByRole('combobox', { name: 'Order' }).selectOption('By ID')
    // A person turns the wheel until the end of the list.
    const scrolled = review.list.evaluate((table) => {
      let scroller = table.parentElement
      const scrollers: Element[] = []
      for (; scroller !== null; scroller = scroller.parentElement)
        if (scroller.scrollHeight > scroller.clientHeight + 1) scrollers.push(scroller)
      scrollers[0]?.scrollTo({ top: 1e6 })
      return scrollers.length
    })
    expect(await scrolled).toBe(1)
    await expect(review.row(nameOf(last!))).toBeInViewport()
    await expect(review.rows.last()).toHaveAttribute('aria-rowindex', String(total + 1))
    await expect(review.delete(total)).toBeInViewport()
  })

  await test.step('counts and sums of a plan are those of the portal, each thing once', () =>
    expectConsequences(pages, held))

  await test.step('"Keep contacts" deletes nothing', async () => {
    await review.keep.click()
    await expect(pages.bar.count(total)).toBeVisible()
    expect(deletesSent(held)).toBe(0)
    expect(listed(held).length).toBe(total)
  })

  await test.step('deals that could not be read: said loudly, kept by the rule, and typed for without it', async () => {
    const refuse = { type: 'refuse', error: 'ACCESS_DENIED', description: 'Access denied' } as const
    held.faults.add({ method: 'crm.item.list', times: 100_000, kind: refuse })
    await pages.bar.review.click()
    await expect(review.heading).toHaveText('Nothing would be deleted')
    await expect(app.getByText(/could not be checked \(has open deals\)/u).first()).toBeVisible()
    await switchRulesOff(pages)
    await expect(review.typed(total)).toBeVisible()
    await expect(
      app.getByRole('status').filter({ hasText: 'Deals or invoices of some contacts could not be read' }),
    ).toBeVisible()
    await expect(app.getByText('deals not readable').first()).toBeVisible()
  })
})

async function expectConsequences({ app, review }: Pages, held: Portal): Promise<void> {
  await review.consequences.click()
  const stays = app.getByRole('region', { name: 'Stays, but loses its link', exact: true })
  await stays.getByRole('button', { name: 'Show closed ones' }).click()
  for (const [entityTypeId, one, many] of [
    [DEAL, 'deal', 'deals'],
    [INVOICE, 'invoice', 'invoices'],
    [QUOTE, 'quote', 'quotes'],
  ] as const) {
    const all = itemsOf(held, entityTypeId)
    const line = stays
      .getByRole('listitem')
      .filter({ hasText: new RegExp(`^${all.length} ${all.length === 1 ? one : many} ·`, 'u') })
    await expect(line).toBeVisible()
    for (const sum of [...money(all.filter((i) => i.closed)), ...money(all.filter((i) => !i.closed))]) {
      await expect(line).toContainText(sum)
    }
  }
  const companies = new Set(listed(held).flatMap((id) => held.store.contact(id)?.COMPANY_IDS ?? []))
  await expect(stays).toContainText(`${companies.size} companies`)

  const goes = app.getByRole('region', { name: 'Deleted with the contacts', exact: true })
  const activities = listed(held).flatMap((id) => held.store.activitiesOfContact(id))
  const each = new Map(activities.map((one) => [one.ID, one]))
  const planned = [...each.values()].filter((one) => !one.COMPLETED).length
  await expect(goes).toContainText(`${each.size} activities`)
  await expect(goes).toContainText(`${planned} planned`)
  const requisites = new Set(
    listed(held).flatMap((id) => held.store.requisitesOfContact(id).map(({ ID }) => ID)),
  )
  await expect(goes).toContainText(`${requisites.size} sets of company or bank details`)
}
