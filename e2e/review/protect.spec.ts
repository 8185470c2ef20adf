/** "Protect" in the review: for this run or for everybody, taken back where it was pressed, with no row moving. */
import {
  confirm,
  onTop,
  openPages,
  reviewThese,
  skipsNone,
  switchRulesOff,
  takesManyRequests,
  type Pages,
} from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import type { Contact, Portal } from '../portal/contract.ts'
import { nameOf } from '../support/portal-contacts.ts'

test.use({ portalOptions: { contacts: 130 } })

function isBare({ store }: Portal, { ID }: Contact): boolean {
  return [2, 31].every((type) => store.itemsOfContact(type, ID).length === 0)
}

test('"Protect" for this run, and for everybody', async ({ portal, portalPages, axe }) => {
  const { portal: held } = portal
  takesManyRequests(held)
  const pages = await openPages(portalPages)
  const { review } = pages

  await test.step('whom a person protects is skipped in this run, and no row moves meanwhile', async () => {
    skipsNone(held)
    // With the last of them the warning above the rows goes, too, and what is asked of copies.
    const chosen = onTop(held, (contact) => isBare(held, contact)).slice(0, 4)
    await reviewThese(pages, chosen)
    await expect(review.rows).toHaveCount(chosen.length)
    await setRule(pages, 'Was changed in the last days', 'Warn', '3650')
    const rows = review.rows
    const names = await rows.getByRole('link').allTextContents()
    const places = () =>
      rows.evaluateAll((all) => all.map((row) => Math.round(row.getBoundingClientRect().top)))
    const before = await places()
    for (const name of names) {
      await review.protect(name).click()
      const question = review.protecting(name)
      await expect(question.getByRole('radio', { name: 'For this run', exact: true })).toBeChecked()
      if (name === names[0]) expect(await axe(pages.app)).toEqual([])
      await question.getByRole('button', { name: 'Protect', exact: true }).click()
      await expect(review.row(name)).toContainText('Skipped: is on the protect list')
      await expect(review.unprotect(name)).toBeFocused()
    }
    await expect(review.heading).toHaveText('Nothing would be deleted')
    expect(await rows.getByRole('link').allTextContents()).toEqual(names)
    expect(await places()).toEqual(before)
    expect(held.app.appOptions).not.toHaveProperty('protected')

    // It can be taken back where it was pressed.
    await review.unprotect(names[1] ?? '').click()
    await expect(review.checkbox(names[1] ?? '')).toBeChecked()
    expect(await places()).toEqual(before)
    await confirm(pages, 1)
    await expect(pages.run.result(1)).toBeVisible()
    const left = chosen.filter(({ ID }) => held.store.contact(ID) !== undefined)
    expect(left.map(nameOf).toSorted()).toEqual(names.filter((name) => name !== names[1]).toSorted())
    await pages.run.back.click()
  })

  await test.step('whom an administrator protects for everybody stays protected until that is taken back; rules for this run do not', async () => {
    delete held.app.appOptions.guards
    const [top, other] = onTop(held, (contact) => isBare(held, contact))
    if (top === undefined || other === undefined) throw new Error('too few contacts')
    await reviewThese(pages, [top, other])
    await switchRulesOff(pages)
    expect(held.app.appOptions).not.toHaveProperty('protected')
    await protectForEverybody(pages, nameOf(other))
    await protectForEverybody(pages, nameOf(top))
    await expect.poll(() => protectedIn(held)).toEqual([other.ID, top.ID])
    await pages.review.unprotect(nameOf(other)).click()
    await expect.poll(() => protectedIn(held)).toEqual([top.ID])
    // Rules that were changed for this run are not stored with it.
    expect(held.app.appOptions).not.toHaveProperty('guards')
    await expect(pages.review.title(1)).toBeVisible()
    await pages.review.keep.click()
    await pages.bar.review.click()
    await expect(pages.review.title(1)).toBeVisible()
    await pages.review.skipped.click()
    await expect(pages.review.row(nameOf(top))).toContainText('Skipped: is on the protect list')
  })
})

async function setRule(pages: Pages, rule: string, mode: string, days: string): Promise<void> {
  await pages.review.rules.click()
  const dialog = pages.review.rulesDialog()
  await dialog.getByRole('combobox', { name: rule }).selectOption({ label: mode })
  await dialog.getByRole('textbox', { name: 'Number of days' }).fill(days)
  await dialog.getByRole('button', { name: 'Use these rules' }).click()
}

async function protectForEverybody({ review }: Pages, name: string): Promise<void> {
  await review.protect(name).click()
  await review
    .protecting(name)
    .getByRole('radio', { name: /^For everybody/u })
    .check()
  await review.protecting(name).getByRole('button', { name: 'Protect', exact: true }).click()
}

/** The contacts on everybody's protect list. */
function protectedIn({ app }: Portal): unknown {
  const stored = app.appOptions.protected
  return typeof stored === 'string'
    ? (JSON.parse(stored) as { entries: readonly { id: number }[] }).entries.map(({ id }) => id)
    : null
}
