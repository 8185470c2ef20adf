/** The screens of deleting many under rules: what they call things, that their numbers agree, and where the focus goes. */
import { listed, onTop, openPages, reviewAll, reviewThese } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { nameOf } from '../support/portal-contacts.ts'

test.use({ portalOptions: { contacts: 110 } })

const DEAL = 2
const INVOICE = 31

test('warnings, rules of types and sources, and what is left to delete', async ({
  portal,
  portalPages,
  axe,
}) => {
  const { portal: held } = portal
  const isOpen = (id: number): boolean =>
    [DEAL, INVOICE].some((type) => held.store.itemsOfContact(type, id).some((item) => !item.closed))
  const pages = await openPages(portalPages)
  const { review } = pages

  await test.step('who was unticked is told of once, and goes in spite of no warning', async () => {
    const planned = (id: number): boolean => held.store.activitiesOfContact(id).some((one) => !one.COMPLETED)
    const [warned] = onTop(held, ({ ID }) => planned(ID) && !isOpen(ID))
    if (warned === undefined) throw new Error('the seed has no such contact on top')
    await reviewThese(pages, [warned])
    const warning = pages.app.getByText(/1 contact will be deleted despite a warning/u)
    await expect(warning).toBeVisible()
    await review.checkbox(nameOf(warned)).uncheck()
    await expect(warning).toBeHidden()
    await expect(pages.app.getByText('1 unticked')).toBeVisible()
    await expect(pages.app.getByText(/skipped by rules/u)).toBeHidden()
    await review.keep.click()
    await pages.bar.clear.click()
  })

  await test.step('rules name the types and sources as the portal does, and keep by them', async () => {
    const chosen = onTop(held, ({ ID }) => !isOpen(ID)).slice(0, 8)
    const [first] = chosen
    if (first === undefined) throw new Error('no contact on top')
    await reviewThese(pages, chosen)
    await expect(review.skipped).toHaveText(/Skipped\s*0$/u)
    await review.rules.click()
    const dialog = review.rulesDialog()
    await dialog.getByRole('combobox', { name: 'Has one of the chosen sources' }).selectOption('Warn')
    await expect(dialog.getByRole('checkbox', { name: 'Website', exact: true })).toBeVisible()
    await dialog.getByRole('combobox', { name: 'Has one of the chosen types' }).selectOption('Skip')
    const names: Record<string, string> = {
      CLIENT: 'Clients',
      SUPPLIER: 'Suppliers',
      PARTNER: 'Partners',
      OTHER: 'Other',
    }
    const types = dialog.getByRole('group', { name: 'Protected types' })
    await types.getByRole('checkbox', { name: names[first.TYPE_ID] ?? '', exact: true }).check()
    expect(await axe(pages.app)).toEqual([])
    await dialog.getByRole('button', { name: 'Use these rules' }).click()
    await review.skipped.click()
    await expect(review.row(nameOf(first))).toContainText('Skipped: has a protected type')
    const left = chosen.filter((contact) => contact.TYPE_ID !== first.TYPE_ID).length
    await expect(review.heading).toHaveText(
      left === 0 ? 'Nothing would be deleted' : `Delete ${left} contact${left === 1 ? '' : 's'}`,
    )
    await review.keep.click()
    await pages.bar.clear.click()
  })

  await test.step('what a rule kept at the review is in the result, but not in the number that is being deleted', async () => {
    const total = listed(held).length
    const kept = listed(held).filter(isOpen).length
    const going = total - kept
    expect(kept).toBeGreaterThan(0)
    await reviewAll(pages, total)
    await expect(review.title(going)).toBeVisible()
    held.settings.latencyMs = 1_000
    await review.confirmTyped(going)
    await expect(
      pages.app.getByRole('heading', { name: `Deleting ${going} contacts`, exact: true }),
    ).toBeFocused()
    await expect(
      pages.app.getByRole('progressbar', { name: `Deletion of ${going} contacts`, exact: true }),
    ).toBeVisible()
    await expect(pages.app.getByText(new RegExp(`^\\d+ of ${going} done$`, 'u'))).toBeVisible()
    held.settings.latencyMs = 0
    await expect(pages.run.result(going)).toBeVisible()
    await expect(pages.run.report).toContainText(`${going} contacts deleted`)
    expect(listed(held).length).toBe(kept)
  })
})
