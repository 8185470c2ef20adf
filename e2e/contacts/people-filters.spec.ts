/**
 * Filters by whom and what the portal's own pickers offer, found as the portal has it; the ready-made ones; and those
 * that people save.
 */
import { expect, test } from '../support/fixtures.ts'
import { contactsOf, has } from '../pages/contact-rows.ts'
import type { Contact } from '../portal/records.ts'
import { USER } from '../portal/store/users.ts'
import { openList } from '../support/portal-contacts.ts'

test.use({
  portalOptions: { contacts: 200 },
  // What the portal refuses, and an answer that is lost.
  expectedConsole: [/Failed to load resource/u],
})

const FIELDS = [
  ['Created by', 'Choose who created…', 'CREATED_BY_ID'],
  ['Changed by', 'Choose who changed…', 'MODIFY_BY_ID'],
] as const

test('filters from the portal’s pickers, and ready-made and saved ones', async ({
  page,
  portal,
  portalPages,
  axe,
}) => {
  const { store } = portal.portal
  store.users.get(USER.firstColleague)!.active = false
  for (const one of contactsOf(portal)) {
    // Another number for each field, so that none is taken for the other.
    const [created, changed] = [
      [USER.manager, USER.admin, USER.firstColleague][one.ID % 3],
      [USER.manager, USER.admin, USER.firstColleague, USER.lastColleague, USER.lastColleague][one.ID % 5],
    ]
    store.updateContact(one.ID, { CREATED_BY_ID: created!, MODIFY_BY_ID: changed! })
  }
  const { app } = await openList(portalPages)
  const all = contactsOf(portal)
  const matching = async (holds: (one: Contact) => boolean): Promise<void> => {
    const count = contactsOf(portal).filter(holds).length
    const words =
      count === 0 ? 'Nothing matches' : count === 1 ? '1 contact matches' : `${count} contacts match`
    await expect(app.getByText(words, { exact: count > 0 })).toBeVisible()
  }
  const isAll = (): Promise<void> =>
    expect(app.getByText(`${all.length} contacts`, { exact: true })).toBeVisible()
  const clear = async (): Promise<void> => {
    const form = app.getByRole('group', { name: 'Filters', exact: true })
    await form.getByRole('button', { name: 'Clear filters' }).click()
    await isAll()
  }
  const picker = page.getByRole('dialog')
  await app.getByRole('button', { name: 'Filters' }).click()

  await test.step('filters by a colleague from the portal’s picker', async () => {
    const user = store.users.get(all[0]!.ASSIGNED_BY_ID)!
    const name = `${user.NAME} ${user.LAST_NAME}`
    await app.getByRole('button', { name: 'Choose a colleague…' }).click()
    await picker.getByText(`${name} ·`).click()
    await picker.getByRole('button', { name: 'Select' }).click()
    await expect(app.getByRole('group', { name: 'Responsible' })).toContainText(name)
    await matching((one) => one.ASSIGNED_BY_ID === user.ID)
    await app.getByRole('button', { name: `Remove ${name}` }).click()
    await isAll()
  })

  await test.step('a company from the portal’s picker', async () => {
    await app.getByRole('button', { name: 'Choose a company…' }).click()
    const first = picker.getByRole('radio').first()
    const title = (await picker.locator('label').first().textContent()) ?? ''
    await first.check()
    const company = Array.from({ length: 500 }, (_, at) => store.company(at + 1)).find(
      (one) => one?.TITLE === title,
    )!
    // Somebody is found.
    for (const { ID } of all.slice(0, 2)) store.updateContact(ID, { COMPANY_IDS: [company.ID] })
    await picker.getByRole('button', { name: 'Select' }).click()
    await matching(({ COMPANY_IDS }) => COMPANY_IDS[0] === company.ID)
    await expect(app.getByRole('button', { name: `Remove filter: Company: ${title}` })).toBeVisible()
    await clear()
  })

  for (const [label, choose, field] of FIELDS) {
    await test.step(`${label.toLowerCase()} one person, and then one more`, async () => {
      const chosen: number[] = []
      for (const id of [USER.manager, USER.admin]) {
        const { NAME, LAST_NAME } = store.users.get(id)!
        await app
          .getByRole('group', { name: label, exact: true })
          .getByRole('button', { name: choose })
          .click()
        await picker.getByText(`${NAME} ${LAST_NAME}`).click()
        await picker.getByRole('button', { name: 'Select' }).click()
        chosen.push(id)
        expect(all.filter((one) => chosen.includes(one[field])).length).toBeGreaterThan(1)
        await matching((one) => chosen.includes(one[field]))
        await expect(
          app.getByRole('button', { name: new RegExp(`^Remove filter: ${label}: .*${LAST_NAME}`, 'u') }),
        ).toHaveCount(1)
      }
      await clear()
    })
  }

  const ready = async (name: string, holds: (one: Contact) => boolean, chips: number): Promise<void> => {
    await test.step(`ready-made: ${name}`, async () => {
      await app.getByRole('button', { name, exact: true }).click()
      await matching(holds)
      await expect(app.getByRole('button', { name: /^Remove filter: / })).toHaveCount(chips)
    })
  }
  await ready('No way to reach them', (one) => !has(one, 'PHONE') && !has(one, 'EMAIL'), 2)
  await ready('Mine', (one) => one.ASSIGNED_BY_ID === USER.admin, 1)
  await expect(app.getByRole('button', { name: 'Remove filter: Responsible: Ada Admin' })).toBeVisible()
  await ready('Of people who left', (one) => one.ASSIGNED_BY_ID === USER.firstColleague, 1)
  await ready('Created today', () => false, 1)
  await clear()

  const lacking = all.filter((one) => !has(one, 'PHONE'))
  const saveAs = async (name: string, everybody: boolean): Promise<void> => {
    await app.getByLabel('Name of the filter').fill(name)
    const forAll = app.getByRole('checkbox', { name: 'For everybody' })
    await (everybody ? forAll.check() : forAll.uncheck())
    await app.getByRole('button', { name: 'Save filter' }).click()
    await expect(app.getByRole('button', { name, exact: true })).toBeVisible()
  }
  const stored = (options: Readonly<Record<string, unknown>> | undefined): string[] =>
    (JSON.parse(String(options?.savedFilters)) as { filters: { name: string }[] }).filters.map(
      ({ name }) => name,
    )
  await test.step('a filter is saved for oneself and for everybody', async () => {
    await app.getByLabel('Name of the filter').fill('Too early')
    await app.getByRole('button', { name: 'Save filter' }).click()
    await expect(app.getByText('Set a filter first.')).toBeVisible()
    await app.getByRole('checkbox', { name: 'Has no phone' }).check()
    await saveAs('Without phone', false)
    await app.getByRole('checkbox', { name: 'Has no e-mail' }).check()
    await saveAs('Out of reach', true)
    expect(await axe(app)).toEqual([])
    expect(stored(portal.portal.app.userOptions.get(USER.admin))).toEqual(['Without phone'])
    expect(stored(portal.portal.app.appOptions)).toEqual(['Out of reach'])
  })

  await test.step('somebody else has everybody’s alone, and may not delete it', async () => {
    portal.portal.settings.currentUserId = USER.manager
    const { app: other } = await openList(portalPages)
    await other.getByRole('button', { name: 'Filters' }).click()
    await expect(other.getByRole('button', { name: 'Out of reach', exact: true })).toBeVisible()
    await expect(other.getByRole('button', { name: 'Without phone', exact: true })).toHaveCount(0)
    await expect(other.getByRole('button', { name: 'Delete the saved filter Out of reach' })).toHaveCount(0)
    await expect(other.getByRole('checkbox', { name: 'For everybody' })).toHaveCount(0)
  })

  await test.step('a saved filter is taken up again, and deleted', async () => {
    portal.portal.settings.currentUserId = USER.admin
    const { app: again } = await openList(portalPages)
    await again.getByRole('button', { name: 'Filters' }).click()
    await again.getByRole('button', { name: 'Without phone', exact: true }).click()
    await expect(again.getByText(`${lacking.length} contacts match`, { exact: true })).toBeVisible()
    const forget = again.getByRole('button', { name: 'Delete the saved filter Without phone' })
    await forget.click()
    const question = again.getByRole('alertdialog', { name: 'Delete the saved filter Without phone' })
    await expect(question).toContainText('For me: Has no phone')
    await expect(question).toContainText('No contact is deleted.')
    await question.getByRole('button', { name: 'Cancel', exact: true }).click()
    await expect(forget).toBeFocused()
    expect(stored(portal.portal.app.userOptions.get(USER.admin))).toEqual(['Without phone'])
    const { clock, faults } = portal.portal
    const refusal = { type: 'refuse', error: 'ERROR_CORE', description: 'No' } as const
    faults.add({ method: 'user.option.set', kind: refusal })
    await forget.click()
    await question.getByRole('button', { name: 'Delete', exact: true }).click()
    await expect(again.getByText(/^That did not work: /u)).toBeVisible()
    await expect(forget).toBeFocused()
    expect(stored(portal.portal.app.userOptions.get(USER.admin))).toEqual(['Without phone'])
    // The answer is lost, and so is that of the look whether it was done: what is there then decides.
    faults.add({ method: 'user.option.set', kind: { type: 'drop-after' } })
    faults.add({ method: 'user.option.get', skip: 1, kind: refusal })
    await forget.click()
    await question.getByRole('button', { name: 'Delete', exact: true }).click()
    await expect(again.getByRole('button', { name: 'Without phone', exact: true })).toHaveCount(0)
    await expect(again.getByText(/^That did not work: /u)).toHaveCount(0)
    expect(stored(portal.portal.app.userOptions.get(USER.admin))).toEqual([])
    // The pressed button is gone; the panel, which would close without the focus, is not.
    await expect(again.getByRole('button', { name: 'Created today', exact: true })).toBeVisible()
    await page.keyboard.press('Tab')
    await expect(again.getByRole('button', { name: 'Created today', exact: true })).toBeFocused()
    // Who went on before the portal answered stays there.
    clock.stop()
    faults.add({ method: 'app.option.set', kind: { type: 'slow', ms: 1_000 } })
    await again.getByRole('button', { name: 'Delete the saved filter Out of reach' }).click()
    await expect(again.getByRole('alertdialog')).toContainText('For everybody: Has no phone · Has no e-mail')
    await again.getByRole('alertdialog').getByRole('button', { name: 'Delete', exact: true }).click()
    await expect.poll(() => clock.waiting.length).toBe(1)
    const named = again.getByLabel('Name of the filter')
    await named.fill('Another')
    clock.advance(1_000)
    await expect(again.getByRole('button', { name: 'Out of reach', exact: true })).toHaveCount(0)
    await expect(named).toBeFocused()
  })
})
