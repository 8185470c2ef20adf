/** Clean-ups under a name: saved, run, compared with their last run, and what is unusual or due. */
import { CleanUpPage } from '../pages/clean-up-page.ts'
import { SavedCleanUpsPage } from '../pages/saved-clean-ups-page.ts'
import type { Portal, RunningPortal } from '../portal/contract.ts'
import { USER } from '../portal/store/users.ts'
import { confirm, listed, openPages, takesManyRequests, type Pages } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { deletesSent, linkDeal } from '../support/portal-contacts.ts'

const DAY_MS = 86_400_000
const NAME = 'Old imports'
const [DEAL, INVOICE] = [2, 31]

test.use({ portalOptions: { contacts: 300 } })

/** Contacts to which nothing is linked that a rule would skip them for. */
function plain({ store, ...held }: Portal, many: number): number[] {
  return listed({ store, ...held })
    .filter((id) => [DEAL, INVOICE].every((kind) => store.itemsOfContact(kind, id).length === 0))
    .slice(0, many)
}

/** They come from elsewhere, long ago. */
function imported({ store, clock }: Portal, ids: readonly number[]): void {
  const long = Math.floor((clock.now() - 400 * DAY_MS) / 1000)
  for (const id of ids) store.updateContact(id, { ORIGINATOR_ID: '1C', DATE_CREATE: long, DATE_MODIFY: long })
}

/** Twelve that can go, three with an open deal, and a new one. */
async function importedBefore(portal: RunningPortal) {
  const { portal: held } = portal
  takesManyRequests(held)
  for (const id of listed(held)) held.store.updateContact(id, { ORIGINATOR_ID: '' })
  const [young = 0, still = 0, changed = 0, gone = 0, ...rest] = plain(held, 46)
  const old = rest.slice(0, 12)
  const later = rest.slice(12)
  imported(held, [still, changed, gone, ...old])
  held.store.updateContact(young, {
    ORIGINATOR_ID: '1C',
    DATE_CREATE: Math.floor((held.clock.now() - 20 * DAY_MS) / 1000),
  })
  for (const id of [still, changed, gone]) {
    const contact = held.store.contact(id)
    if (contact !== undefined) await linkDeal(portal, contact, `Open ${id}`)
  }
  return { young, still, changed, gone, old, later }
}

async function saveFromFilters({ app }: Pages, saved: SavedCleanUpsPage, remind?: string): Promise<void> {
  await app.getByRole('button', { name: 'Filters' }).click()
  await app.getByRole('combobox', { name: 'Imported from elsewhere' }).selectOption({ label: 'Imported' })
  await saved.save.click()
  await expect(saved.name()).toBeFocused()
  if (remind !== undefined) {
    await saved.form.getByRole('combobox', { name: 'Reminder' }).selectOption({ label: remind })
  }
  await saved.saveAs(NAME)
  await app.getByRole('button', { name: 'Close', exact: true }).click()
}

test('saved from the filters, run, and then it says what is different and brakes', async ({
  portal,
  portalPages,
  axe,
}) => {
  const { portal: held } = portal
  const { young, still, changed, gone, old, later } = await importedBefore(portal)
  const pages = await openPages(portalPages)
  const saved = new SavedCleanUpsPage(pages.app)

  await pages.app.getByRole('button', { name: 'Filters' }).click()
  await saved.save.click()
  await expect(pages.app.getByText('Set a filter first.')).toBeVisible()
  await pages.app
    .getByRole('combobox', { name: 'Imported from elsewhere' })
    .selectOption({ label: 'Imported' })
  await saved.save.click()
  await expect(saved.name()).toBeFocused()
  await expect(saved.form).toContainText('runs nothing by itself')
  await expect(saved.form).toContainText('Today’s rules')
  const before = held.log.length
  await saved.saveAs(NAME)
  // The rules, what is stored, and the new one.
  expect(held.log.length - before).toBeLessThanOrEqual(3)
  expect(String(held.app.userOptions.get(USER.admin)?.cleanUps)).toContain(NAME)
  // Another one of the same contacts.
  await saved.save.click()
  await saved.saveAs('Imports')
  await pages.app.getByRole('button', { name: 'Close', exact: true }).click()

  const page = await new CleanUpPage(pages.app).open()
  const card = saved.card(NAME)
  await expect(card).toContainText('15')
  await expect(card).toContainText('No run of it is known.')
  await expect(card).toContainText('Without contacts of the last 30 days')
  await expect(card.getByRole('button', { name: 'What is different now' })).toHaveCount(0)

  await test.step('has the rules it was saved with; more than its share is unusual; one press shows it in the list', async () => {
    // Since then the rules became lax; those that were saved still skip the three with open deals.
    const options = held.app.userOptions.get(USER.admin)
    expect(options).toBeDefined()
    Object.assign(options ?? {}, { guards: JSON.stringify({ modes: { 'open-deals': 'off' } }) })
    await saved.card('Imports').getByRole('button', { name: 'Change', exact: true }).click()
    await expect(saved.form).not.toContainText('Today’s rules')
    await saved.form.getByLabel('Unusual: more than').fill('1')
    await saved.form.getByLabel('Leave out contacts created').fill('0')
    await saved.saveAs('Any import')
    await expect(saved.card('Any import')).toContainText('16')
    await saved.card('Any import').getByRole('button', { name: 'Review deletion' }).click()
    await expect(pages.review.alert.filter({ hasText: 'more than 1 %' })).toBeVisible()
    await expect(pages.review.typed(13)).toBeVisible()
    await pages.review.keep.click()
    await page.counted()
    await saved.card('Any import').getByRole('button', { name: 'Show in list' }).click()
    await expect(pages.app.getByText('16 contacts match')).toBeVisible()
    delete options?.guards
  })

  await page.open()
  await card.getByRole('button', { name: 'Review deletion' }).click()
  await expect(pages.review.title(12)).toBeVisible()
  await expect(pages.app.getByText('Saved clean-up:').locator('..')).toContainText(NAME)
  await expect(pages.review.skipped).toHaveText(/3$/u)
  await expect(pages.review.typed(12)).toHaveCount(0)
  await confirm(pages, 12)
  await expect(pages.run.result(12)).toBeVisible()
  await pages.run.back.click()
  expect(old.filter((id) => held.store.contact(id) !== undefined)).toEqual([])
  expect(held.store.contact(young)).toBeDefined()

  await test.step('what the app deleted is counted no more, and nothing is different that is not', async () => {
    await page.open()
    await expect(pages.app.getByText(`${listed(held).length} contacts that you may see`)).toBeVisible()
    expect(await saved.differences(NAME)).toEqual([
      '3 contacts match now',
      '0 new: they were not in the last run',
      '3 left from the last run: not deleted then, and they still match',
    ])
    await pages.app.getByRole('button', { name: 'Back to the list' }).click()
  })

  imported(held, later)
  held.store.updateContact(changed, { ORIGINATOR_ID: '' })
  held.store.deleteContact(gone, USER.admin)
  await page.open()
  await expect(card).toContainText('12 of 15 contacts deleted')
  await expect(card).toContainText(String(later.length + 1))
  expect(await saved.differences(NAME)).toEqual([
    `${later.length + 1} contacts match now`,
    `${later.length} new: they were not in the last run`,
    '1 left from the last run: not deleted then, and it still matches',
    '1 of the last run no longer matches',
    '1 of the last run is gone in another way, or out of your sight',
  ])
  expect(await axe(pages.app)).toEqual([])
  expect(held.store.contact(still)).toBeDefined()

  await card.getByRole('button', { name: 'Review deletion' }).click()
  await expect(pages.review.title(later.length)).toBeVisible()
  await expect(pages.review.alert.filter({ hasText: 'This is not as usual' })).toContainText(
    `${later.length} contacts would be deleted. Last time it was 12`,
  )
  // Fewer than those for which a number is always typed.
  expect(later.length).toBeLessThan(50)
  await expect(pages.review.typed(later.length)).toBeVisible()

  await test.step('nothing that matches any more is not called gone', async () => {
    await pages.review.keep.click()
    for (const id of listed(held)) held.store.updateContact(id, { ORIGINATOR_ID: '' })
    await page.counted()
    await card.getByRole('button', { name: 'Review deletion' }).click()
    await expect(pages.review.heading).toHaveText('Nothing would be deleted')
    await expect(pages.app.getByText('No contacts match your search and filters.')).toBeVisible()
  })
  expect(deletesSent(held)).toBe(12)
})

test('a monthly one is due after a month, and one for everybody is a colleague’s, too', async ({
  portal,
  portalPages,
  page: tab,
}) => {
  const { portal: held } = portal
  const { young, old } = await importedBefore(portal)
  const first = await openPages(portalPages)
  const before = new SavedCleanUpsPage(first.app)

  await test.step('a monthly one is not due at once', async () => {
    await saveFromFilters(first, before, 'Every month')
    await expect(before.menu()).toHaveAccessibleDescription('')
  })

  await test.step('a suggestion is saved for everybody', async () => {
    const page = await new CleanUpPage(first.app).open()
    const suggestion = page.suggestion('No phone and no e-mail')
    await suggestion.getByRole('button', { name: 'Save clean-up' }).click()
    await before.form.getByRole('checkbox', { name: 'For everybody' }).check()
    await before.saveAs('Out of reach')
    // Here, "Clean up" is no other place.
    await expect(suggestion.getByRole('status')).toHaveText('Saved as Out of reach.')
    await expect(before.card('Out of reach')).toContainText('For everybody')
    await expect(before.section).toContainText('you see only those of administrators')
    await page.suggestion('No activity for two years').getByRole('button', { name: 'Save clean-up' }).click()
    await before.saveAs('Quiet')
    await before.card('Quiet').getByRole('button', { name: 'Delete the saved clean-up Quiet' }).click()
    const question = first.app.getByRole('alertdialog', { name: 'Delete the saved clean-up Quiet' })
    await expect(question).toContainText('No contact is deleted.')
    await expect(before.card('Quiet')).toBeVisible()
    await question.getByRole('button', { name: 'Delete', exact: true }).click()
    await expect(before.card('Quiet')).toHaveCount(0)
    await expect(before.section.getByRole('heading', { name: 'Saved clean-ups' })).toBeFocused()
    expect(String(held.app.appOptions.cleanUps)).toContain('unreachable')
  })

  await test.step('a monthly one is due after a month, until it has run; who is too new the portal’s clock says', async () => {
    // Only here: by this clock the new contact is old enough.
    await tab.clock.install({ time: held.clock.now() + 32 * DAY_MS })
    const pages = await openPages(portalPages)
    const saved = new SavedCleanUpsPage(pages.app)
    await expect(saved.menu()).toHaveAccessibleDescription('1 due')
    await new CleanUpPage(pages.app).open()
    await expect(saved.card(NAME).getByText('Due', { exact: true })).toBeVisible()
    await expect(saved.card(NAME)).toContainText('Every month')
    await expect(saved.card(NAME)).toContainText('16')
    await saved.card(NAME).getByRole('button', { name: 'Review deletion' }).click()
    await expect(pages.review.title(old.length)).toBeVisible()
    const [late] = old.flatMap((id) => held.store.contact(id) ?? [])
    if (late !== undefined) await linkDeal(portal, late, 'Since the review')
    await confirm(pages, old.length)
    expect(held.store.contact(young)).toBeDefined()
    // Who was skipped is looked at again as a part of the same clean-up, by its rules and its brake.
    await pages.run.report.getByRole('button', { name: 'Delete anyway' }).click()
    await expect(pages.app.getByText('Saved clean-up:').locator('..')).toContainText(NAME)
    await pages.review.keep.click()
    await expect(saved.menu()).toHaveAccessibleDescription('')
  })

  await test.step('a colleague cannot change what is for everybody', async () => {
    held.settings.currentUserId = USER.manager
    const theirs = await openPages(portalPages)
    await new CleanUpPage(theirs.app).open()
    const shared = new SavedCleanUpsPage(theirs.app).card('Out of reach')
    await expect(shared.getByRole('button', { name: 'Review deletion' })).toBeVisible()
    await expect(shared.getByRole('button', { name: 'Change', exact: true })).toHaveCount(0)
  })
})

test('says what is not saved; and a damaged one is named, not offered and not lost', async ({
  portal,
  portalPages,
  page,
}) => {
  const { portal: held } = portal

  await test.step('says that a search is not saved, and that days stay; Enter saves', async () => {
    const pages = await openPages(portalPages)
    const saved = new SavedCleanUpsPage(pages.app)
    await pages.app.getByRole('searchbox').fill('a')
    await pages.app.getByRole('button', { name: 'Filters' }).click()
    const named = pages.app.getByLabel('Name of the filter')
    await expect(named).toHaveAccessibleDescription(/The search is not saved\./u)
    await saved.save.click()
    await expect(named).toHaveAccessibleDescription(/^Set a filter first\. The search is not saved\./u)
    await pages.app.getByLabel('Created until').fill('2024-01-31')
    await pages.app
      .getByRole('combobox', { name: 'Imported from elsewhere' })
      .selectOption({ label: 'Imported' })
    await expect(named).toHaveAccessibleDescription(/^The search is not saved\./u)
    await saved.save.click()
    await expect(saved.form).toContainText('The search is not saved.')
    await expect(saved.form).toContainText('The days in this filter stay as they are.')
    await page.keyboard.press('Enter')
    await expect(saved.form).toContainText('Give it a name.')
    await page.keyboard.type('Until January')
    await page.keyboard.press('Enter')
    await expect(pages.app.getByText('Saved as Until January. You find it under “Clean up”.')).toBeVisible()
    await expect(saved.save).toBeFocused()
  })

  await test.step('a damaged one is named, not offered and not lost', async () => {
    const options = held.app.userOptions.get(USER.admin) ?? {}
    const whole = String(options.cleanUps)
    options.cleanUps = whole.replace('"imported":true', '"imported":false')
    expect(options.cleanUps).not.toBe(whole)
    const again = await openPages(portalPages)
    await new CleanUpPage(again.app).open()
    const { section } = new SavedCleanUpsPage(again.app)
    await expect(section).toContainText('1 saved clean-up cannot be read')
    await expect(section).toContainText('Until January')
    await expect(section.getByRole('region')).toHaveCount(0)
    expect(held.app.userOptions.get(USER.admin)?.cleanUps).toContain('"imported":false')
    await section.getByRole('button', { name: 'Delete yours that cannot be read' }).click()
    expect(held.app.userOptions.get(USER.admin)?.cleanUps).toContain('Until January')
    const question = again.app.getByRole('alertdialog', { name: 'Delete yours that cannot be read' })
    await question.getByRole('button', { name: 'Delete', exact: true }).click()
    await expect(section).toHaveCount(0)
    await expect(again.app.getByRole('heading', { name: 'Clean up', exact: true })).toBeFocused()
    expect(held.app.userOptions.get(USER.admin)?.cleanUps).not.toContain('Until January')
  })
})
