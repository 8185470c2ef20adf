/** The protect list: from the selection and the tab, on its own screen, and in the question before a deletion. */
import { readFile } from 'node:fs/promises'
import type { FrameLocator, Locator } from '@playwright/test'
import { ContactRows } from '../pages/contact-rows.ts'
import { ContactsPage } from '../pages/contacts-page.ts'
import { ContactTab } from '../pages/contact-tab.ts'
import { SelectionBar } from '../pages/selection-bar.ts'
import type { Contact, Portal } from '../portal/contract.ts'
import { USER } from '../portal/store/users.ts'
import { listed, openPages } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { contactOnTop, deletesSent, nameOf, openList } from '../support/portal-contacts.ts'

test.use({ portalOptions: { contacts: 1_130 } })

interface StoredEntry {
  readonly id: number
  readonly reason: string
  readonly until: number | null
  readonly by: number
}

function entriesIn(stored: unknown): readonly StoredEntry[] {
  return typeof stored === 'string' ? (JSON.parse(stored) as { entries: StoredEntry[] }).entries : []
}
const everybodys = ({ app }: Portal) => entriesIn(app.appOptions.protected)
const own = ({ app }: Portal, user: number) => entriesIn(app.userOptions.get(user)?.protected)

const listOf = (...ids: number[]): string =>
  JSON.stringify({
    version: 1,
    entries: ids.map((id) => ({
      id,
      reason: 'Board member',
      until: null,
      by: USER.admin,
      at: 1_700_000_000_000,
    })),
  })

const protectIn = (root: FrameLocator | Locator): Locator =>
  root.getByRole('button', { name: 'Protect', exact: true })

test('the protect list: from a selection, on its own screen, and in the question', async ({
  portal,
  portalPages,
  axe,
}) => {
  const { portal: held } = portal
  const { app, list } = await openList(portalPages)
  const rows = await new ContactRows(app).ready()
  const bar = new SelectionBar(app)

  await test.step('more than the list takes at once are not protected, and the dialog says so', async () => {
    await bar.tickLoaded()
    await bar.selectAll(listed(held).length.toLocaleString('en')).click()
    held.settings.latencyMs = 700
    await bar.root.getByRole('button', { name: 'Protect', exact: true }).click()
    const dialog = app.getByRole('dialog', { name: /^Protect / })
    const heightOf = async (): Promise<number | undefined> => (await dialog.boundingBox())?.height
    await expect(dialog).toContainText('At most 1,000 contacts')
    await expect(dialog.getByRole('radio')).toHaveCount(1)
    const before = await heightOf()
    // The answer whether this person may do it for everybody adds a choice, and moves nothing.
    await expect(dialog.getByRole('radio')).toHaveCount(2)
    expect(await heightOf()).toBe(before)
    held.settings.latencyMs = 0
    await expect(dialog).toContainText('At most 1,000 contacts can be protected at once.')
    await expect(dialog.getByRole('button', { name: 'Protect', exact: true })).toHaveAttribute(
      'aria-disabled',
      'true',
    )
    expect(held.app.appOptions.protected).toBeUndefined()
    await dialog.getByRole('button', { name: 'Cancel', exact: true }).click()
    await bar.clear.click()
  })

  await test.step('a selection is protected for everybody, marked in the list, and lifted on the screen', async () => {
    await rows.box(0).click()
    await rows.box(1).click()
    await protectIn(bar.root).click()
    const dialog = app.getByRole('dialog', { name: 'Protect 2 contacts', exact: true })
    await dialog.getByRole('radio', { name: 'For everybody in this portal' }).check()
    await dialog.getByRole('textbox', { name: 'Reason (optional)' }).fill('Board member')
    await dialog.getByLabel('Protected until (optional)').fill('2099-12-31')
    await protectIn(dialog).click()
    await expect(dialog).toHaveCount(0)
    expect(everybodys(held).map(({ reason, by }) => [reason, by])).toEqual([
      ['Board member', USER.admin],
      ['Board member', USER.admin],
    ])
    expect(JSON.stringify(held.app.appOptions.protected)).not.toContain(
      held.store.contact(everybodys(held)[0]?.id ?? 0)?.LAST_NAME ?? '?',
    )
    await expect(app.getByTitle('Protected: Board member · until Dec 31, 2099 · for everybody')).toHaveCount(
      2,
    )

    await app.getByRole('button', { name: 'More', exact: true }).click()
    await app.getByRole('button', { name: 'Protected contacts', exact: true }).click()
    await expect(app.getByRole('heading', { name: 'Protected contacts', exact: true })).toBeFocused()
    const table = app.getByRole('table', { name: 'Protected contacts', exact: true })
    const [first, second] = everybodys(held).map(({ id }) => id)
    const name = nameOf(held.store.contact(first ?? 0)!)
    await expect(table.getByRole('rowheader')).toHaveCount(2)
    await expect(table.getByRole('link', { name, exact: true })).toBeVisible()
    const search = app.getByRole('searchbox', { name: 'Search by name, ID or reason' })
    await search.fill('nobody')
    await expect(app.getByText('No protected contact matches.')).toBeVisible()
    await search.fill(name.toUpperCase())
    await expect(table.getByRole('rowheader')).toHaveCount(1)
    await expect(table.getByRole('link', { name, exact: true })).toBeVisible()
    await search.fill(String(first))
    await table.getByRole('button', { name: `Unprotect ${name}`, exact: true }).click()
    await expect.poll(() => everybodys(held).map(({ id }) => id)).toEqual([second])
    await search.fill('board')
    await table.getByRole('checkbox').check()
    await app.getByRole('button', { name: 'Unprotect (1)', exact: true }).click()
    await expect(app.getByText('No contact is protected.')).toBeVisible()
    expect(everybodys(held)).toEqual([])
    await app.getByRole('button', { name: 'Back to the list', exact: true }).click()
  })

  await test.step('a contact that is protected while its question is open is not deleted, and asked about again', async () => {
    const contact = contactOnTop(portal)
    const question = await list.askToDelete(nameOf(contact))
    await expect(question.confirm).toBeEnabled()
    held.app.appOptions.protected = listOf(contact.ID)
    await question.confirm.click()
    await expect(question.root).toContainText('It was protected after you opened this question.')
    await expect(question.root).toContainText(/Board member · for everybody/u)
    await expect(question.confirm).toHaveAttribute('aria-disabled', 'true')
    expect(await axe(app)).toEqual([])
    expect(deletesSent(held)).toBe(0)
    await expect.poll(() => held.store.keptByApp().filter(({ name }) => name !== 'record')).toEqual([])
    await question.root.getByRole('checkbox', { name: 'Delete it although it is protected' }).check()
    await question.confirm.click()
    await expect(list.status.filter({ hasText: `${nameOf(contact)} was deleted` })).toBeVisible()
    expect(held.store.contact(contact.ID)).toBeUndefined()
  })
})

test('a list that cannot be read may name anybody: all are skipped, until that is deleted or a person says otherwise', async ({
  portal,
  portalPages,
  page,
  axe,
}) => {
  const { portal: held } = portal
  const newer = JSON.stringify({ version: 9, entries: [] })
  held.app.appOptions.protected = newer
  const contact = contactOnTop(portal)
  const pages = await openPages(portalPages)

  await test.step('the question about one asks for a tick, once', async () => {
    const question = await new ContactsPage(pages.app).askToDelete(nameOf(contact))
    await expect(question.root).toContainText('It could not be read whether this contact is protected.')
    await expect(question.confirm).toHaveAttribute('aria-disabled', 'true')
    await question.root.getByRole('checkbox', { name: 'Delete it although it may be protected' }).check()
    await question.confirm.click()
    await expect(pages.app.getByText(`${nameOf(contact)} was deleted`)).toBeVisible()
    expect(held.app.appOptions.protected).toBe(newer)
  })

  await test.step('the review skips all, and says why', async () => {
    await pages.rows.box(0).click()
    await pages.bar.review.click()
    await expect(pages.review.heading).toHaveText('Nothing would be deleted')
    await expect(pages.app.getByText('Part of the protect list could not be read.')).toBeVisible()
    await expect(pages.review.rows).toContainText(['could not be checked (is on the protect list)'])
    const skipsAll = pages.app.getByText('Until that part is deleted, runs skip all contacts')
    await expect(skipsAll).toBeVisible()
    await pages.review.rules.click()
    const rules = pages.review.rulesDialog()
    await rules.getByRole('combobox', { name: 'Is on the protect list' }).selectOption({ label: 'Off' })
    await rules.getByRole('button', { name: 'Use these rules' }).click()
    await expect(pages.review.heading).toHaveText('Delete 1 contact')
    await expect(skipsAll).toHaveCount(0)
    await pages.review.keep.click()
  })

  await test.step('an administrator deletes what cannot be read', async () => {
    await pages.app.getByRole('button', { name: 'More', exact: true }).click()
    await pages.app.getByRole('button', { name: 'Protected contacts', exact: true }).click()
    await expect(pages.app.getByText('Part of the protect list could not be read.')).toBeVisible()
    await expect(pages.app.getByText('No contact is protected.')).toHaveCount(0)
    const discard = pages.app.getByRole('button', { name: 'Delete the unreadable part' })
    const question = pages.app.getByRole('alertdialog', { name: 'Delete the unreadable part' })
    await discard.click()
    await expect(question).toContainText('runs can delete them')
    const saving = page.waitForEvent('download')
    await question.getByRole('button', { name: 'Download it first' }).click()
    const file = await readFile(await (await saving).path(), 'utf8')
    expect(JSON.parse(file)).toEqual([{ scope: 'everybody', parts: [{ version: 9, entries: [] }] }])
    expect(await axe(pages.app)).toEqual([])
    await question.getByRole('button', { name: 'Cancel' }).click()
    await expect(discard).toBeFocused()
    expect(held.app.appOptions.protected).toBe(newer)
    await discard.click()
    await question.getByRole('button', { name: 'Delete', exact: true }).click()
    await expect(pages.app.getByText('Part of the protect list could not be read.')).toHaveCount(0)
    await expect(pages.app.getByText('No contact is protected.')).toBeVisible()
    expect(everybodys(held)).toEqual([])
  })
})

test('in the tab it is protected, for oneself, and lifted by who may', async ({ portal, portalPages }) => {
  const { portal: held } = portal
  held.settings.currentUserId = USER.manager
  const isTheirs = (one: Contact): boolean => one.ASSIGNED_BY_ID === USER.manager

  await test.step('a manager protects a contact in its tab, for oneself only', async () => {
    const contact = contactOnTop(portal, isTheirs)
    const app = await portalPages.openCardTab(contact.ID)
    await expect(new ContactTab(app).heading(nameOf(contact))).toBeVisible()
    await protectIn(app).click()
    const dialog = app.getByRole('dialog', { name: `Protect ${nameOf(contact)}`, exact: true })
    await expect(dialog.getByRole('radio')).toHaveCount(0)
    await dialog.getByRole('textbox', { name: 'Reason (optional)' }).fill('In talks')
    await protectIn(dialog).click()
    await expect(app.getByText('Protected: In talks · for you')).toBeVisible()
    expect(own(held, USER.manager)).toMatchObject([{ id: contact.ID, reason: 'In talks', until: null }])
    expect(everybodys(held)).toEqual([])
  })

  await test.step('who may not lift it for everybody is told who can', async () => {
    const contact = contactOnTop(portal, isTheirs)
    held.app.userOptions.delete(USER.manager)
    held.app.appOptions.protected = listOf(contact.ID)
    const theirs = await portalPages.openCardTab(contact.ID)
    await expect(
      theirs.getByText('Protected for everybody: an administrator can unprotect it.'),
    ).toBeVisible()
    await expect(theirs.getByRole('button', { name: 'Unprotect', exact: true })).toHaveCount(0)
    held.settings.currentUserId = USER.admin
    const app = await portalPages.openCardTab(contact.ID)
    await app.getByRole('button', { name: 'Unprotect', exact: true }).click()
    await expect(app.getByText('Protected: Board member')).toHaveCount(0)
    expect(everybodys(held)).toEqual([])
  })
})
