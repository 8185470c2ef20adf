/** A protection is lifted wherever the lock is shown, and all that match are protected at once. */
import { ContactRows } from '../pages/contact-rows.ts'
import { SelectionBar } from '../pages/selection-bar.ts'
import type { Portal } from '../portal/contract.ts'
import { USER } from '../portal/store/users.ts'
import { listed } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { contactOnTop, nameOf, openList } from '../support/portal-contacts.ts'

test.use({ portalOptions: { contacts: 130 } })

function idsIn(stored: unknown): readonly number[] {
  if (typeof stored !== 'string') return []
  return (JSON.parse(stored) as { entries: { id: number }[] }).entries.map(({ id }) => id)
}
const everybodys = ({ app }: Portal) => idsIn(app.appOptions.protected)

const listOf = (...ids: number[]): string =>
  JSON.stringify({
    version: 1,
    entries: ids.map((id) => ({ id, reason: 'VIP', until: null, by: USER.admin, at: 1_700_000_000_000 })),
  })

test('a protection is lifted from the list, in the question, and from a selection, and asked about', async ({
  portal,
  portalPages,
  page,
  axe,
}) => {
  const { portal: held } = portal
  const contact = contactOnTop(portal)
  const other = contactOnTop(portal, ({ ID }) => ID !== contact.ID)
  held.app.appOptions.protected = listOf(contact.ID)
  held.app.userOptions.set(USER.admin, { protected: listOf(other.ID) })
  const { app, list } = await openList(portalPages)

  await test.step('from the lock of a row, by the keyboard', async () => {
    const lock = app.getByRole('button', { name: 'Protected: VIP · for everybody' })
    await expect(lock).toBeVisible()
    const name = app.getByRole('link', { name: nameOf(contact), exact: true })
    await name.focus()
    await page.keyboard.press('ArrowRight')
    await expect(lock).toBeFocused()
    await page.keyboard.press('Enter')
    const dialog = app.getByRole('dialog', { name: 'This contact is protected' })
    await expect(dialog).toContainText('VIP · for everybody')
    await expect(dialog.getByRole('button', { name: 'Unprotect', exact: true })).toBeVisible()
    expect(await axe(app)).toEqual([])
    await dialog.getByRole('button', { name: 'Unprotect', exact: true }).click()
    await expect(dialog).toHaveCount(0)
    await expect(lock).toHaveCount(0)
    await expect(name).toBeFocused()
    expect(everybodys(held)).toEqual([])
    expect(held.store.contact(contact.ID)).toBeDefined()
  })

  await test.step('in the question, which then deletes without a tick more', async () => {
    const question = await list.askToDelete(nameOf(other))
    await question.root.getByRole('button', { name: 'Unprotect', exact: true }).click()
    await expect(question.root.getByText('This contact is protected')).toHaveCount(0)
    await expect(question.keep).toBeFocused()
    expect(idsIn(held.app.userOptions.get(USER.admin)?.protected)).toEqual([])
    await question.confirm.click()
    await expect(list.status.filter({ hasText: `${nameOf(other)} was deleted` })).toBeVisible()
    expect(held.store.contact(other.ID)).toBeUndefined()
  })

  await test.step('all that match are protected, and lifted from a selection by the keyboard', async () => {
    const rows = await new ContactRows(app).ready()
    const bar = new SelectionBar(app)
    const total = listed(held).length
    await rows.box(2).click()
    await rows.box(2).click()
    await bar.tickLoaded()
    await bar.selectAll(String(total)).click()
    await bar.root.getByRole('button', { name: 'Protect', exact: true }).click()
    const dialog = app.getByRole('dialog', { name: `Protect ${total} contacts`, exact: true })
    await dialog.getByRole('radio', { name: 'For everybody in this portal' }).check()
    await dialog.getByRole('textbox', { name: 'Reason (optional)' }).fill('Board member')
    await dialog.getByRole('button', { name: 'Protect', exact: true }).click()
    await expect(dialog).toHaveCount(0)
    expect(everybodys(held).toSorted((a, b) => a - b)).toEqual(listed(held))
    expect(JSON.stringify(held.app.appOptions.protected)).not.toContain('NAME')

    await bar.clear.click()
    await rows.box(0).press('Space')
    await bar.root.getByRole('button', { name: 'Protect', exact: true }).press('Enter')
    const one = app.getByRole('dialog', { name: 'Protect 1 contact', exact: true })
    await expect(one).toContainText('1 contact is protected already.')
    await one.getByRole('button', { name: 'Unprotect', exact: true }).press('Enter')
    await expect(one).toHaveCount(0)
    expect(everybodys(held)).toHaveLength(total - 1)
    await bar.clear.click()
  })

  await test.step('the question of one contact says that it is protected, and takes a tick more', async () => {
    const protectedNow = contactOnTop(portal, ({ ID }) => everybodys(held).includes(ID))
    const question = await list.askToDelete(nameOf(protectedNow))
    await expect(question.root).toContainText('This contact is protected')
    await expect(question.root).toContainText(/Board member · for everybody · by \S/u)
    await expect(question.confirm).toHaveAttribute('aria-disabled', 'true')
    await question.confirm.click({ force: true })
    await expect(question.root).toBeVisible()
    expect(held.store.contact(protectedNow.ID)).toBeDefined()
    await question.root.getByRole('checkbox', { name: 'Delete it although it is protected' }).check()
    await question.confirm.click()
    await expect(list.status.filter({ hasText: `${nameOf(protectedNow)} was deleted` })).toBeVisible()
    expect(held.store.contact(protectedNow.ID)).toBeUndefined()
  })
})
