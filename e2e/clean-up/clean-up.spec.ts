/** What the contacts are made of, and what may be worth cleaning: each number as the portal has it. */
import { CleanUpPage } from '../pages/clean-up-page.ts'
import type { Contact, Portal } from '../portal/contract.ts'
import { USER } from '../portal/store/users.ts'
import {
  confirm,
  listed,
  onTop,
  openPages,
  reviewThese,
  skipsNone,
  takesManyRequests,
} from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { deletesSent } from '../support/portal-contacts.ts'

test.use({ portalOptions: { contacts: 300 } })

function countIn(portal: Portal, fits: (contact: Contact) => boolean): number {
  return [...portal.store.contactIds()]
    .flatMap((id) => portal.store.contact(id) ?? [])
    .filter((contact) => contact.CATEGORY_ID === 0 && fits(contact)).length
}

const lacks = (kind: string) => (contact: Contact) => !contact.fm.some(({ TYPE_ID }) => TYPE_ID === kind)
const unreachable = (contact: Contact): boolean => lacks('PHONE')(contact) && lacks('EMAIL')(contact)

/** How many requests for lists of contacts came after so many entries of the log. */
const listsSince = (portal: Portal, before: number): number =>
  portal.log
    .slice(before)
    .filter(({ commands = [] }) => commands.some(({ method }) => /^crm\.(contact|item)\.list$/u.test(method)))
    .length

/** The first 120 were created in one morning. */
function importInOneMorning({ store }: Portal): void {
  const ids = [...store.contactIds()].filter((id) => store.contact(id)?.CATEGORY_ID === 0).slice(0, 120)
  const nine = new Date(2025, 2, 4, 9, 0).getTime() / 1000
  for (const [place, id] of ids.entries())
    store.updateContact(id, { DATE_CREATE: nine + place, CREATED_BY_ID: 2 })
}

test('counts, suggests, leads into the list and into the review, and puts a suggestion away', async ({
  portal,
  portalPages,
}) => {
  const { portal: held } = portal
  takesManyRequests(held)
  for (const id of [5, 7]) {
    const user = held.store.users.get(id)
    if (user !== undefined) user.active = false
  }
  importInOneMorning(held)
  // None of them so in the seed where a month has just begun.
  for (const one of onTop(held).slice(0, 3))
    held.store.updateContact(one.ID, { LAST_ACTIVITY_TIME: Math.floor(held.now() / 1000) })
  const pages = await openPages(portalPages)
  const before = held.log.length
  const page = await new CleanUpPage(pages.app).open()
  const card = page.suggestion('No phone and no e-mail')

  await test.step('counts, suggests, and leads into the list and into the review; nothing is deleted by looking', async () => {
    await expect(page.heading).toBeFocused()
    await expect(pages.app.getByRole('heading', { name: 'What your contacts are made of' })).toBeVisible()
    const format = new Intl.NumberFormat('en')
    const noPhone = countIn(held, lacks('PHONE'))
    await expect(page.bar('Missing data', 'No phone').getByRole('cell')).toHaveText(format.format(noPhone))
    const share = new Intl.NumberFormat('en', { style: 'percent' }).format(
      noPhone / countIn(held, () => true),
    )
    await expect(page.bar('Missing data', 'No phone').getByRole('rowheader')).toHaveText(`No phone${share}`)
    const now = new Date(held.now())
    const month = new Date(now.getFullYear(), now.getMonth()).getTime() / 1000
    const thisMonth = countIn(held, ({ LAST_ACTIVITY_TIME: at }) => at >= month)
    await expect(page.bar('Last activity', 'This month').getByRole('cell')).toHaveText(String(thisMonth))
    const both = countIn(held, unreachable)
    expect(both).toBeGreaterThan(0)
    await expect(card).toContainText(format.format(both))
    await expect(card).toContainText('For example:')
    const left = countIn(held, ({ ASSIGNED_BY_ID }) => ASSIGNED_BY_ID === 5 || ASSIGNED_BY_ID === 7)
    await expect(page.suggestion('Of people who left')).toContainText(format.format(left))
    // The labels of all bars have room.
    const labels = pages.app.getByRole('table').getByRole('button')
    for (const width of [360, 1280]) {
      await pages.app.owner().page().setViewportSize({ width, height: 740 })
      await expect
        .poll(() =>
          labels.evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).length),
        )
        .toBe(0)
    }
    // The first three count, the fourth shows some contacts of each suggestion.
    expect(listsSince(held, before)).toBeLessThanOrEqual(4)

    await page.bar('Missing data', 'No phone').getByRole('button').click()
    await expect(pages.app.getByRole('heading', { name: 'Contacts', exact: true })).toBeFocused()
    await expect(pages.app.getByText(`${format.format(noPhone)} contacts match`)).toBeVisible()

    await page.open()
    await page.bar('Last activity', '1–2 years ago').getByRole('button').click()
    await expect(pages.app.getByRole('button', { name: /^Remove filter: Last activity .+ – / })).toBeVisible()

    await page.open()
    await card.getByRole('button', { name: 'Review deletion' }).click()
    await expect(pages.review.heading).toBeVisible()
    await expect(pages.app.getByText('Selected by:').locator('..')).toContainText('phone')
    expect(deletesSent(held)).toBe(0)
    // The way back leads to where the review was asked for, with the focus at its heading.
    await pages.app.getByRole('button', { name: 'Back to Clean up', exact: true }).click()
    await expect(page.heading).toBeFocused()
  })

  await test.step('"Not this" puts a suggestion away, until it is shown again', async () => {
    await page.counted()
    await card.getByRole('button', { name: 'Not this' }).click()
    await expect(card).toHaveCount(0)
    await expect(page.suggestions).toContainText('1 suggestion was put away')
    expect(JSON.stringify([...held.app.userOptions.values()])).toContain('unreachable')
    await page.suggestions.getByRole('button', { name: 'Show again' }).click()
    await expect(card).toBeVisible()
  })

  await test.step('an import of one morning is found when asked for, and leads into its review', async () => {
    await page.suggestion('Many at once').getByRole('button', { name: 'Look for imports' }).click()
    await expect(page.suggestions).toContainText('1 found in')
    const found = page.suggestions.getByRole('region', { name: /^Created by / })
    await expect(found).toContainText('120')
    await expect(found).toContainText('For example:')
    await expect(page.suggestion('Many at once')).toContainText('What a search found is not saved')
    await found.getByRole('button', { name: 'Review deletion' }).click()
    await expect(pages.review.heading).toBeVisible()
    await expect(pages.app.getByText('Selected by:').locator('..')).toContainText('2025')
    expect(deletesSent(held)).toBe(0)
  })

  await test.step('counts anew after a run whose tab was closed before its result was left', async () => {
    skipsNone(held)
    const before = listed(held).length
    const running = await openPages(portalPages)
    await reviewThese(running, onTop(held).slice(0, 1))
    await confirm(running, 1)
    await expect(running.run.result(1)).toBeVisible()
    const next = await openPages(portalPages)
    await new CleanUpPage(next.app).open()
    await expect(next.app.getByText(`${before - 1} contacts that you may see`)).toBeVisible()
  })
})

test('says no number where the portal says nothing, and looks for nothing among no contacts', async ({
  portal,
  portalPages,
}) => {
  const { portal: held } = portal
  takesManyRequests(held)
  held.app.scopes.delete('user_brief')
  held.app.scopes.delete('user')
  const pages = await openPages(portalPages)
  const page = await new CleanUpPage(pages.app).open()
  const responsible = pages.app.getByRole('table', { name: 'Responsible', exact: true })
  await expect(responsible).toContainText('The portal does not say.')
  await expect(responsible.getByRole('rowheader')).toHaveCount(0)
  await expect(page.suggestion('Many at once')).toBeVisible()
  for (const id of held.store.contactIds()) held.store.deleteContact(id, USER.admin)
  await pages.app.getByRole('button', { name: 'Count again' }).click()
  await expect(page.suggestions).toContainText('Nothing found to clean up.')
  await expect(page.suggestions.getByRole('region')).toHaveCount(0)
})
