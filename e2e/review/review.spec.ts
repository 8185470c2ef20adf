/** Before a few are deleted: what the review shows, what it keeps, and what it asks for. The portal holds the truth. */
import {
  box,
  onTop,
  openPages,
  reviewThese,
  switchRulesOff,
  takesManyRequests,
} from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import type { Contact, Portal } from '../portal/contract.ts'
import { deletesSent, nameOf } from '../support/portal-contacts.ts'
import { expectFirstInSight } from './in-sight.ts'

test.use({ portalOptions: { contacts: 130 } })

const DEAL = 2
const INVOICE = 31

function hasOpen({ store }: Portal, { ID }: Contact, types = [DEAL, INVOICE]): boolean {
  return types.some((type) => store.itemsOfContact(type, ID).some((item) => !item.closed))
}

function isBare({ store }: Portal, { ID }: Contact): boolean {
  return [DEAL, INVOICE].every((type) => store.itemsOfContact(type, ID).length === 0)
}

/** So many of those on top of the list. */
function choose(held: Portal, many: number, fits: (contact: Contact) => boolean = () => true): Contact[] {
  const found = onTop(held, fits).slice(0, many)
  if (found.length < many) throw new Error('the seed has no such contacts on top')
  return found
}

test('a few: kept, kept back by a rule, typed for, unticked, out of sight, deleted', async ({
  page,
  portal,
  portalPages,
}) => {
  const { portal: held } = portal
  takesManyRequests(held)
  const pages = await openPages(portalPages)
  const { review, run } = pages

  await test.step('the first three contacts that will be deleted are in sight without scrolling: a few', async () => {
    await reviewThese(pages, choose(held, 8))
    await expectFirstInSight(page, pages)
    await review.keep.click()
    await pages.bar.clear.click()
  })

  await test.step('a few without open business: one question with their names, and exactly those go', async () => {
    const chosen = choose(held, 3, (contact) => isBare(held, contact))
    const before = new Set(held.store.contactIds())
    await reviewThese(pages, chosen)
    await expect(review.title(3)).toBeVisible()

    await review.delete(3).click()
    const question = review.question(3)
    for (const contact of chosen) await expect(question).toContainText(nameOf(contact))
    await expect(question.getByRole('button', { name: 'Keep contacts' })).toBeFocused()
    expect(deletesSent(held)).toBe(0)
    await question.getByRole('button', { name: 'Delete 3 contacts', exact: true }).dblclick()

    await expect(run.result(3)).toBeVisible()
    await expect(run.report).toContainText('3 contacts deleted')
    const ids = chosen.map(({ ID }) => ID)
    const left = new Set(held.store.contactIds())
    expect([...before].filter((id) => !left.has(id)).toSorted((a, b) => a - b)).toEqual(
      ids.toSorted((a, b) => a - b),
    )
    expect(deletesSent(held)).toBe(3)
    await run.back.click()
  })

  await test.step('open deals are kept back by a rule, with the reason, and stay when the rest goes', async () => {
    const [rich] = choose(held, 1, (contact) => hasOpen(held, contact))
    const [bare] = choose(held, 1, (contact) => isBare(held, contact))
    await reviewThese(pages, [rich!, bare!])
    await expect(review.title(1)).toBeVisible()
    await expect(review.rows).toHaveCount(1)
    await review.skipped.click()
    await expect(review.row(nameOf(rich!))).toContainText(/Skipped: .*(open deals|open invoice)/u)
    await review.confirmAsked(1)
    await expect(run.result(1)).toBeVisible()
    await expect(run.report).toContainText('1 contact deleted')
    await expect(run.report).toContainText(/1 skipped: has (open deals|an open invoice)/u)
    expect(held.store.contact(rich!.ID)).toBeDefined()
    expect(held.store.contact(bare!.ID)).toBeUndefined()
    await run.back.click()
  })

  await test.step('without the rule, open business asks for the count to be typed', async () => {
    const [rich] = choose(held, 1, (contact) => hasOpen(held, contact, [DEAL]))
    const deals = held.store.itemsOfContact(DEAL, rich!.ID)
    const sent = deletesSent(held)
    await reviewThese(pages, [rich!])
    await expect(review.heading).toHaveText('Nothing would be deleted')
    await switchRulesOff(pages)
    await expect(review.typed(1)).toBeVisible()
    await expect(review.delete(1)).toBeDisabled()

    await review.typed(1).fill('2')
    await review.typed(1).press('Enter')
    await expect(pages.app.getByText('Type exactly 1 to delete it.')).toBeVisible()
    expect(deletesSent(held)).toBe(sent)

    await review.confirmTyped(1)
    await expect(run.result(1)).toBeVisible()
    await expect(run.report).toContainText('1 contact deleted')
    expect(held.store.contact(rich!.ID)).toBeUndefined()
    // The deal itself stays, without its contact.
    expect(held.store.itemsOfContact(DEAL, rich!.ID)).toEqual([])
    for (const { id } of deals) expect(held.store.item(DEAL, id)).toBeDefined()
    await run.back.click()
  })

  await test.step('what is unticked in the review is not deleted', async () => {
    const [first, second] = choose(held, 2, (contact) => isBare(held, contact))
    await reviewThese(pages, [first!, second!])
    await expect(review.title(2)).toBeVisible()
    await review.checkbox(nameOf(first!)).uncheck()
    await expect(review.title(1)).toBeVisible()
    await review.confirmAsked(1)
    await expect(run.result(1)).toBeVisible()
    expect(held.store.contact(first!.ID)).toBeDefined()
    expect(held.store.contact(second!.ID)).toBeUndefined()
    await run.back.click()
  })

  await test.step('Esc and "Keep contacts" keep them, and the list is as it was', async () => {
    const sent = deletesSent(held)
    await reviewThese(pages, choose(held, 2))
    await switchRulesOff(pages)
    await expect(review.heading).toHaveText(/Delete 2 contacts/u)
    await review.keep.click()
    await expect(pages.bar.count(2)).toBeVisible()
    expect(deletesSent(held)).toBe(sent)
    await pages.bar.clear.click()
  })

  await test.step('rules hold for everybody only where an administrator says so', async () => {
    await reviewThese(pages, choose(held, 1))
    // Those that were changed for one run are not stored.
    expect(modeIn(held, 'open-deals')).toBeNull()
    await review.rules.click()
    const dialog = review.rulesDialog()
    await dialog.getByRole('combobox', { name: 'Has open deals' }).selectOption({ label: 'Warn' })
    await expect(dialog.getByRole('radio', { name: 'For this run' })).toBeChecked()
    await dialog.getByRole('radio', { name: /^For everybody/u }).check()
    await dialog.getByRole('button', { name: 'Use these rules' }).click()
    await expect.poll(() => modeIn(held, 'open-deals')).toBe('warn')
    await review.keep.click()
    await pages.bar.clear.click()
  })

  await test.step('what a search has hidden is said, and stands first', async () => {
    const [hidden, seen] = choose(held, 2, (one) => isBare(held, one) && one.LAST_NAME !== '')
    await box(pages, hidden!).check()
    await pages.app.getByRole('searchbox', { name: 'Search contacts' }).fill(nameOf(seen!))
    await expect(pages.rows.at(0)).toContainText(nameOf(seen!))
    await reviewThese(pages, [seen!])
    await expect(pages.app.getByRole('status').filter({ hasText: 'out of sight' })).toContainText(
      '1 of the selected contacts was out of sight',
    )
    await expect(review.rows.first()).toContainText(nameOf(hidden!))
  })
})

function modeIn({ app }: Portal, rule: string): unknown {
  const stored = app.appOptions.guards
  if (typeof stored !== 'string') return null
  return (JSON.parse(stored) as { modes: Record<string, unknown> }).modes[rule]
}
