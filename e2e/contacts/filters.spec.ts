import { expect, test } from '../support/fixtures.ts'
import { ContactRows, contactsOf, has } from '../pages/contact-rows.ts'
import { ContactsPage } from '../pages/contacts-page.ts'
import type { Contact } from '../portal/records.ts'
import { USER } from '../portal/store/users.ts'

test.use({ portalOptions: { contacts: 200 } })

interface Filter {
  name: string
  /** Sets it in the open form. */
  set: (rows: ContactRows, all: readonly Contact[]) => Promise<void>
  holds: (contact: Contact, all: readonly Contact[]) => boolean
}

/** The moment from which the newer half was created. */
const middle = (all: readonly Contact[]): Date =>
  new Date(all.map((one) => one.DATE_CREATE).toSorted((a, b) => a - b)[100]! * 1000)

const FILTERS: readonly Filter[] = [
  {
    name: 'created, with a time of day',
    async set({ app }, all) {
      const iso = middle(all).toISOString()
      await app.getByLabel('Created from').fill(iso.slice(0, 10))
      await app.getByLabel('Time of creation on the first day').fill(iso.slice(11, 16))
    },
    holds: (one, all) => one.DATE_CREATE >= Math.floor(middle(all).getTime() / 60_000) * 60,
  },
  {
    name: 'last activity, both days included',
    async set({ app }) {
      await app.getByLabel('Last activity from').fill('2022-01-01')
      await app.getByLabel('Last activity until').fill('2023-12-31')
    },
    holds: ({ LAST_ACTIVITY_TIME: at }) =>
      at >= Date.UTC(2022, 0, 1) / 1000 && at < Date.UTC(2024, 0, 1) / 1000,
  },
  {
    name: 'no activity ever noted',
    set: ({ app }) => app.getByRole('checkbox', { name: 'No activity ever noted' }).check(),
    holds: (one) => one.LAST_ACTIVITY_TIME === 0,
  },
  {
    name: 'several sources, by the portal’s names',
    async set({ app }) {
      const sources = app.getByRole('group', { name: 'Source' })
      await sources.getByRole('checkbox', { name: 'Website', exact: true }).check()
      await sources.getByRole('checkbox', { name: 'Existing client', exact: true }).check()
    },
    holds: ({ SOURCE_ID }) => ['WEB', 'PARTNER'].includes(SOURCE_ID),
  },
  {
    name: 'type',
    set: ({ app }) =>
      app.getByRole('group', { name: 'Type' }).getByRole('checkbox', { name: 'Clients' }).check(),
    holds: ({ TYPE_ID }) => TYPE_ID === 'CLIENT',
  },
  {
    name: 'a name that looks like a test',
    async set({ app }) {
      await app.getByRole('combobox', { name: 'Name' }).selectOption({ label: 'Name looks like a test' })
    },
    holds: ({ NAME }) => NAME === 'TESTER',
  },
  {
    name: 'no name',
    async set({ app }) {
      await app.getByRole('combobox', { name: 'Name' }).selectOption({ label: 'Name is empty' })
    },
    holds: ({ NAME, SECOND_NAME, LAST_NAME }) => NAME + SECOND_NAME + LAST_NAME === '',
  },
  {
    name: 'imported',
    async set({ app }) {
      await app.getByLabel('Imported from elsewhere').selectOption({ label: 'Imported' })
    },
    holds: ({ ORIGINATOR_ID }) => ORIGINATOR_ID !== '',
  },
  {
    name: 'not exported',
    async set({ app }) {
      await app.getByLabel('In the portal’s export').selectOption({ label: 'Not included in export' })
    },
    holds: ({ EXPORT }) => !EXPORT,
  },
  {
    name: 'IDs',
    async set({ app }) {
      await app.getByLabel('ID from').fill('40')
      await app.getByLabel('ID up to').fill('60')
    },
    holds: ({ ID }) => ID >= 40 && ID <= 60,
  },
  {
    name: 'people who left',
    // Ticked once the portal has said who left.
    async set({ app }) {
      const left = app.getByRole('checkbox', { name: 'People who left' })
      await left.click()
      await expect(left).toBeChecked()
    },
    holds: ({ ASSIGNED_BY_ID }) =>
      [USER.firstColleague, USER.lastColleague].some((id) => id === ASSIGNED_BY_ID),
  },
]

const LACKING: readonly { name: string; holds: (contact: Contact) => boolean }[] = [
  { name: 'Has no phone', holds: (contact) => !has(contact, 'PHONE') },
  { name: 'Has no e-mail', holds: (contact) => !has(contact, 'EMAIL') },
  { name: 'Has no company', holds: (contact) => contact.COMPANY_IDS.length === 0 },
]

const DATES = [
  { from: 'Created from', until: 'Created until', field: 'DATE_CREATE' },
  { from: 'Changed from', until: 'Changed until', field: 'DATE_MODIFY' },
] as const

test('each filter finds what the portal has, and is taken away by its chip, by "Clear filters" and by keyboard', async ({
  portal,
  portalPages,
}) => {
  const { store } = portal.portal
  for (const id of [USER.firstColleague, USER.lastColleague]) store.users.get(id)!.active = false
  for (const one of contactsOf(portal)) {
    store.updateContact(one.ID, {
      // Not today for all of them: that day is filtered by, too.
      DATE_MODIFY: one.DATE_MODIFY,
      ...(one.ID % 5 === 0 ? { ORIGINATOR_ID: '1C' } : {}),
      ...(one.ID % 7 === 0 ? { EXPORT: false } : {}),
      ...(one.ID % 6 === 0 ? { LAST_ACTIVITY_TIME: 0 } : {}),
      ...(one.ID === 130 ? { NAME: '', SECOND_NAME: '', LAST_NAME: '' } : {}),
      ...(one.ID === 131 ? { NAME: 'TESTER' } : {}),
    })
  }
  const rows = await new ContactRows(await portalPages.openApp()).ready()
  const { app } = rows
  const all = contactsOf(portal)
  const top = async (): Promise<number> => (await rows.table.boundingBox())!.y
  const before = await top()
  const matching = async (truth: readonly Contact[]): Promise<void> => {
    expect(truth.length).toBeGreaterThan(0)
    expect(truth.length).toBeLessThan(all.length)
    const count = truth.length === 1 ? '1 contact matches' : `${truth.length} contacts match`
    await expect(app.getByText(count, { exact: true })).toBeVisible()
  }
  const isAll = (): Promise<void> =>
    expect(app.getByText(`${all.length} contacts`, { exact: true })).toBeVisible()
  await app.getByRole('button', { name: 'Filters' }).click()
  for (const { name, set, holds } of FILTERS) {
    await test.step(`${name}, taken away by its chip`, async () => {
      await set(rows, all)
      await matching(all.filter((one) => holds(one, all)))
      const chip = app.getByRole('button', { name: /^Remove filter: / })
      await expect(chip).toHaveCount(1)
      await chip.click()
      await isAll()
      await expect(chip).toHaveCount(0)
      // A press outside closes the form.
      await app.getByRole('button', { name: 'Filters' }).click()
    })
  }
  const clear = async (): Promise<void> => {
    await app.getByRole('button', { name: 'Clear filters' }).click()
    await isAll()
  }
  for (const { name, holds } of LACKING) {
    await test.step(`filters by what is lacking and back: ${name}`, async () => {
      const truth = all.filter(holds)
      await app.getByRole('checkbox', { name }).check()
      await matching(truth)
      await rows.expectFirst(truth.slice(0, 5).map(({ ID }) => ID))
      await expect(app.getByRole('button', { name: 'Filters, 1 in use' })).toBeVisible()
      await clear()
      await expect(app.getByRole('checkbox', { name })).not.toBeChecked()
    })
  }
  for (const { from, until, field } of DATES) {
    await test.step(`${from} … until, both days included, and back`, async () => {
      const sorted = all.toSorted((a, b) => b[field] - a[field])
      const day = (contact: Contact): string => new Date(contact[field] * 1000).toISOString().slice(0, 10)
      const [first, last] = [day(sorted[80]!), day(sorted[20]!)]
      await app.getByLabel(from).fill(first)
      await app.getByLabel(until).fill(last)
      await matching(all.filter((contact) => day(contact) >= first && day(contact) <= last))
      // A pair is one filter.
      await expect(app.getByRole('button', { name: 'Filters, 1 in use' })).toBeVisible()
      await clear()
    })
  }

  await test.step('chips move nothing, are removed by keyboard, and the focus goes on', async () => {
    for (const { name } of LACKING) await app.getByRole('checkbox', { name }).check()
    await expect(app.getByRole('button', { name: 'Filters, 3 in use' })).toBeVisible()
    const chip = (text: string) => app.getByRole('button', { name: `Remove filter: ${text}`, exact: true })
    await chip('Has no company').focus()
    await chip('Has no company').press('Enter')
    await expect(chip('Has no phone')).toBeFocused()
    await chip('Has no phone').press('Space')
    await expect(chip('Has no e-mail')).toBeFocused()
    await matching(all.filter((one) => !has(one, 'EMAIL')))
    expect(await top()).toBe(before)
    await chip('Has no e-mail').press('Enter')
    await expect(new ContactsPage(app).search).toBeFocused()
  })
})
