/** What the review says of a deletion, compared with what the portal holds. */
import { listed, openDesk, reviewAll, switchRulesOff } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import type { CrmItem, Portal } from '../portal/contract.ts'

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

test('counts and sums of a plan are those of the portal, each thing once', async ({
  portal,
  portalPages,
}) => {
  const { portal: held } = portal
  const desk = await openDesk(portalPages)
  await reviewAll(desk, listed(held).length)
  await switchRulesOff(desk)
  await desk.review.consequences.click()
  const stays = desk.app.getByRole('region', { name: 'Stays, but loses its link', exact: true })
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

  const goes = desk.app.getByRole('region', { name: 'Deleted with the contacts', exact: true })
  const activities = listed(held).flatMap((id) => held.store.activitiesOfContact(id))
  const each = new Map(activities.map((one) => [one.ID, one]))
  const planned = [...each.values()].filter((one) => !one.COMPLETED).length
  await expect(goes).toContainText(`${each.size} activities`)
  await expect(goes).toContainText(`${planned} planned`)
  const requisites = new Set(
    listed(held).flatMap((id) => held.store.requisitesOfContact(id).map(({ ID }) => ID)),
  )
  await expect(goes).toContainText(`${requisites.size} sets of requisites`)
})

test('deals that could not be read: said loudly, kept by the rule, and typed for without it', async ({
  portal,
  portalPages,
}) => {
  const { portal: held } = portal
  const total = listed(held).length
  const desk = await openDesk(portalPages)
  const refuse = { type: 'refuse', error: 'ACCESS_DENIED', description: 'Access denied' } as const
  held.faults.add({ method: 'crm.item.list', times: 100_000, kind: refuse })
  await reviewAll(desk, total)
  await expect(desk.review.heading).toHaveText('Nothing would be deleted')
  await expect(desk.app.getByText(/could not be checked \(has open deals\)/u).first()).toBeVisible()
  await switchRulesOff(desk)
  await expect(desk.review.typed(total)).toBeVisible()
  await expect(
    desk.app.getByRole('status').filter({ hasText: 'Deals or invoices of some contacts could not be read' }),
  ).toBeVisible()
  await expect(desk.app.getByText('deals not readable').first()).toBeVisible()
})
