/** Suggestions for which the portal is asked of each contact of a group: only when a person asks for it. */
import { CleanUpPage } from '../pages/clean-up-page.ts'
import { PortalPages } from '../pages/portal-pages.ts'
import type { Portal } from '../portal/contract.ts'
import { listed, openPages, takesManyRequests } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { USER } from '../portal/store/users.ts'
import { deletesSent } from '../support/portal-contacts.ts'

test.use({ portalOptions: { contacts: 300 } })

const isBare =
  ({ store }: Portal) =>
  (id: number): boolean =>
    [2, 7, 31, 128].every((kind) => store.itemsOfContact(kind, id).length === 0) &&
    (store.contact(id)?.COMPANY_IDS ?? []).length === 0 &&
    store.activitiesOfContact(id).length === 0 &&
    store.requisitesOfContact(id).length === 0

const UNLINKED = 'Linked to nothing'
const SHARED = 'Same phone or e-mail as another contact'
const askedFor = ({ log }: Portal, method: string): number =>
  log.flatMap(({ commands = [] }) => commands).filter((command) => command.method === method).length

test('what the portal must be asked of each contact for is found when asked for', async ({
  portal,
  portalPages,
  axe,
}) => {
  const held = portal.portal
  takesManyRequests(held)
  const bare = listed(held).filter(isBare(held))
  expect(bare.length).toBeGreaterThan(1)
  const [older = 0, newer = 0] = listed(held).slice(30, 32)
  for (const id of listed(held)) {
    const VALUE = `+7999${1_000_000 + (id === newer ? older : id)}`
    held.store.updateContact(id, { fm: [{ ID: 900_000 + id, TYPE_ID: 'PHONE', VALUE_TYPE: 'WORK', VALUE }] })
  }
  const pages = await openPages(portalPages)
  const page = await new CleanUpPage(pages.app).open()

  await test.step('contacts without any link are found when asked for, and only they are reviewed', async () => {
    const card = page.suggestion(UNLINKED)
    await expect(card.getByRole('button', { name: 'Review deletion' })).toHaveCount(0)
    expect(askedFor(held, 'crm.requisite.list')).toBe(0)
    await card.getByRole('button', { name: 'Look for unlinked contacts' }).click()
    await expect(card).toContainText(`${bare.length} found, ${listed(held).length} checked.`)
    expect(await axe(pages.app)).toEqual([])
    await card.getByRole('button', { name: 'Review deletion' }).click()
    await expect(pages.review.title(bare.length)).toBeVisible()
    await expect(pages.app.getByText('Selected by:').locator('..')).toContainText('linked to nothing')
    expect(deletesSent(held)).toBe(0)
    await pages.review.keep.click()
  })

  const card = page.suggestion(SHARED)
  await test.step('Cancel stops the search, and what was found so far can be reviewed', async () => {
    await page.counted()
    held.faults.add({
      method: 'crm.duplicate.findbycomm',
      times: 1e6,
      kind: { type: 'slow', ms: 100 },
    })
    await card
      .getByRole('combobox', { name: 'Among' })
      .selectOption({ label: `All contacts (${listed(held).length})` })
    await card.getByRole('button', { name: 'Look for the same phone or e-mail' }).click()
    await expect(card.getByRole('progressbar', { name: 'Contacts checked' })).toBeVisible()
    await expect.poll(() => askedFor(held, 'crm.duplicate.findbycomm')).toBeGreaterThan(0)
    await card.getByRole('button', { name: 'Cancel' }).click()
    await expect(card).toContainText('Stopped after')
    await expect(card.getByRole('combobox', { name: 'Among' })).toBeVisible()
    held.faults.clear()
  })

  await test.step('of contacts with the same phone the older one stays', async () => {
    await card.getByRole('button', { name: 'Look for the same phone or e-mail' }).click()
    await expect(card).toContainText('1 found')
    await card.getByRole('button', { name: 'Show in list' }).click()
    await expect(pages.rows.table.getByRole('rowheader')).toHaveCount(1)
    await page.open()
    // What was found is still there.
    await expect(card).toContainText('1 found')
    await card.getByRole('button', { name: 'Review deletion' }).click()
    await expect(pages.review.heading).toBeVisible()
    await expect(pages.app.getByText(`ID ${newer}`)).toBeVisible()
    await expect(pages.app.getByText(`ID ${older}`)).toHaveCount(0)
    // Once the older one is gone, the last one with that phone is no duplicate.
    await pages.review.keep.click()
    held.store.deleteContact(older, USER.admin)
    await page.counted()
    await card.getByRole('button', { name: 'Review deletion' }).click()
    await expect(pages.app.getByText('1 contact is left out: what it was found for')).toBeVisible()
  })
})

test.describe('"Not this" for everybody', () => {
  // Where the portal refuses.
  test.use({ expectedConsole: [/Failed to load resource/u] })

  test('is stored by an administrator, shown to all, and taken back', async ({
    context,
    portal,
    portalPages,
  }) => {
    const held = portal.portal
    const TITLE = 'No phone and no e-mail'
    const away = (): unknown => JSON.parse((held.app.appOptions.suggestions ?? 'null') as string)
    held.app.appOptions.suggestions = JSON.stringify({ version: 1, names: ['of-next-year'] })
    const pages = await openPages(portalPages)
    const page = await new CleanUpPage(pages.app).open()

    await test.step('is stored by an administrator', async () => {
      await page.suggestion(TITLE).getByRole('button', { name: 'Not this' }).click()
      await page.suggestions.getByRole('button', { name: `For everybody: ${TITLE}` }).click()
      await expect(page.suggestion(TITLE)).toHaveCount(0)
      await expect(page.suggestions.getByRole('heading', { name: 'Suggestions' })).toBeFocused()
      await expect(page.suggestions).toContainText(`${TITLE} · for everybody`)
      expect(away()).toEqual({ version: 1, names: ['of-next-year', 'unreachable'] })
    })

    await test.step('is shown to all', async () => {
      held.settings.currentUserId = USER.manager
      const theirs = new PortalPages(await context.newPage(), portal)
      const colleague = await new CleanUpPage((await openPages(theirs)).app).open()
      await expect(colleague.suggestions).toContainText(`${TITLE} · for everybody`)
      await expect(colleague.suggestion(TITLE)).toHaveCount(0)
      await expect(colleague.suggestions.getByRole('button', { name: /^Show again/u })).toHaveCount(0)
      await colleague.suggestion(UNLINKED).getByRole('button', { name: 'Not this' }).click()
      await expect(colleague.suggestions.getByRole('button', { name: /^Show again/u })).toHaveCount(1)
      await expect(colleague.suggestions.getByRole('button', { name: /^For everybody/u })).toHaveCount(0)
    })

    await test.step('is taken back', async () => {
      await portalPages.page.bringToFront()
      await page.suggestions.getByRole('button', { name: `Show again: ${TITLE}` }).click()
      await expect(page.suggestion(TITLE)).toBeVisible()
      expect(away()).toEqual({ version: 1, names: ['of-next-year'] })
    })

    await test.step('where the portal refuses, it is said, and it is put away for this person only', async () => {
      const refuse = { type: 'refuse', error: 'ACCESS_DENIED', description: 'Access denied!' } as const
      held.faults.add({ method: 'app.option.set', kind: refuse })
      await page.suggestion(UNLINKED).getByRole('button', { name: 'Not this' }).click()
      await page.suggestions.getByRole('button', { name: `For everybody: ${UNLINKED}` }).click()
      await expect(page.suggestions).toContainText('The change for everybody was not stored')
      await expect(page.suggestions).toContainText(`${UNLINKED} · for you`)
    })
  })
})
