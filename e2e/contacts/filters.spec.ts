import { expect, test } from '../support/fixtures.ts'
import { ContactRows, contactsOf, has } from '../pages/contact-rows.ts'
import type { Contact } from '../portal/records.ts'
import { USER } from '../portal/store/users.ts'
import { openList } from '../support/portal-contacts.ts'

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
    name: 'no activity since',
    set: ({ app }) => app.getByLabel('No activity since').fill('2024-01-01'),
    holds: (one) => one.LAST_ACTIVITY_TIME > 0 && one.LAST_ACTIVITY_TIME < Date.UTC(2024, 0, 1) / 1000,
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

test('each filter finds what the portal has, and is taken away by its chip', async ({
  portal,
  portalPages,
}) => {
  const { store } = portal.portal
  for (const id of [USER.firstColleague, USER.lastColleague]) store.users.get(id)!.active = false
  for (const one of contactsOf(portal)) {
    store.updateContact(one.ID, {
      ...(one.ID % 5 === 0 ? { ORIGINATOR_ID: '1C' } : {}),
      ...(one.ID % 7 === 0 ? { EXPORT: false } : {}),
      ...(one.ID % 6 === 0 ? { LAST_ACTIVITY_TIME: 0 } : {}),
      ...(one.ID === 130 ? { NAME: '', SECOND_NAME: '', LAST_NAME: '' } : {}),
      ...(one.ID === 131 ? { NAME: 'TESTER' } : {}),
    })
  }
  const rows = await new ContactRows(await portalPages.openApp()).ready()
  const all = contactsOf(portal)
  await rows.app.getByRole('button', { name: 'Filters' }).click()
  for (const { name, set, holds } of FILTERS) {
    await test.step(name, async () => {
      const truth = all.filter((one) => holds(one, all))
      expect(truth.length).toBeGreaterThan(0)
      expect(truth.length).toBeLessThan(all.length)
      await set(rows, all)
      const count = truth.length === 1 ? '1 contact matches' : `${truth.length} contacts match`
      await expect(rows.app.getByText(count, { exact: true })).toBeVisible()
      const chip = rows.app.getByRole('button', { name: /^Remove filter: / })
      await expect(chip).toHaveCount(1)
      await chip.click()
      await expect(rows.app.getByText(`${all.length} contacts`, { exact: true })).toBeVisible()
      await expect(chip).toHaveCount(0)
      // A press outside closes the form.
      await rows.app.getByRole('button', { name: 'Filters' }).click()
    })
  }
})

test('a company from the portal’s picker', async ({ page, portal, portalPages }) => {
  const rows = await new ContactRows(await portalPages.openApp()).ready()
  const all = contactsOf(portal)
  await rows.app.getByRole('button', { name: 'Filters' }).click()
  await rows.app.getByRole('button', { name: 'Choose a company…' }).click()
  const picker = page.getByRole('dialog')
  const first = picker.getByRole('radio').first()
  const title = (await picker.locator('label').first().textContent()) ?? ''
  await first.check()
  await picker.getByRole('button', { name: 'Select' }).click()
  const company = Array.from({ length: 500 }, (_, at) => portal.portal.store.company(at + 1)).find(
    (one) => one?.TITLE === title,
  )!
  const truth = all.filter(({ COMPANY_IDS }) => COMPANY_IDS[0] === company.ID)
  const count = truth.length === 1 ? '1 contact matches' : `${truth.length} contacts match`
  await expect(
    truth.length === 0 ? rows.app.getByText('Nothing matches') : rows.app.getByText(count, { exact: true }),
  ).toBeVisible()
  await expect(rows.app.getByRole('button', { name: `Remove filter: Company: ${title}` })).toBeVisible()
})

test('chips move nothing, are removed by keyboard, and the focus goes on', async ({
  portal,
  portalPages,
}) => {
  const { app, list } = await openList(portalPages)
  const top = async (): Promise<number> => (await list.table.boundingBox())!.y
  const before = await top()
  await app.getByRole('button', { name: 'Filters' }).click()
  for (const name of ['Has no phone', 'Has no e-mail', 'Has no company'])
    await app.getByRole('checkbox', { name }).check()
  await expect(app.getByRole('button', { name: 'Filters, 3 in use' })).toBeVisible()
  const chip = (text: string) => app.getByRole('button', { name: `Remove filter: ${text}`, exact: true })
  await chip('Has no company').focus()
  await chip('Has no company').press('Enter')
  await expect(chip('Has no phone')).toBeFocused()
  await chip('Has no phone').press('Space')
  await expect(chip('Has no e-mail')).toBeFocused()
  const truth = contactsOf(portal).filter((one) => !has(one, 'EMAIL'))
  await expect(app.getByText(`${truth.length} contacts match`, { exact: true })).toBeVisible()
  expect(await top()).toBe(before)
  await chip('Has no e-mail').press('Enter')
  await expect(list.search).toBeFocused()
})

test('ready-made filters ask the portal who is asking, and who has left', async ({ portal, portalPages }) => {
  portal.portal.store.users.get(USER.firstColleague)!.active = false
  const rows = await new ContactRows(await portalPages.openApp()).ready()
  const all = contactsOf(portal)
  const press = async (name: string, holds: (one: Contact) => boolean, chips: number): Promise<void> => {
    await test.step(name, async () => {
      await rows.app.getByRole('button', { name, exact: true }).click()
      const count = all.filter(holds).length
      await expect(
        count === 0
          ? rows.app.getByText('Nothing matches')
          : rows.app.getByText(count === 1 ? '1 contact matches' : `${count} contacts match`, {
              exact: true,
            }),
      ).toBeVisible()
      await expect(rows.app.getByRole('button', { name: /^Remove filter: / })).toHaveCount(chips)
    })
  }
  await rows.app.getByRole('button', { name: 'Filters' }).click()
  await press('No way to reach them', (one) => !has(one, 'PHONE') && !has(one, 'EMAIL'), 2)
  await press('Mine', (one) => one.ASSIGNED_BY_ID === USER.admin, 1)
  await expect(rows.app.getByRole('button', { name: 'Remove filter: Responsible: Ada Admin' })).toBeVisible()
  await press('Of people who left', (one) => one.ASSIGNED_BY_ID === USER.firstColleague, 1)
  await press('Created today', () => false, 1)
})

test('a filter is saved for oneself and for everybody, taken up again, and deleted', async ({
  portal,
  portalPages,
  axe,
}) => {
  const { app } = await openList(portalPages)
  const all = contactsOf(portal)
  const lacking = all.filter((one) => !has(one, 'PHONE'))
  const saveAs = async (name: string, everybody: boolean): Promise<void> => {
    await app.getByLabel('Name of the filter').fill(name)
    const forAll = app.getByRole('checkbox', { name: 'For everybody' })
    await (everybody ? forAll.check() : forAll.uncheck())
    await app.getByRole('button', { name: 'Save filter' }).click()
    await expect(app.getByRole('button', { name, exact: true })).toBeVisible()
  }
  await app.getByRole('button', { name: 'Filters' }).click()
  await app.getByLabel('Name of the filter').fill('Too early')
  await app.getByRole('button', { name: 'Save filter' }).click()
  await expect(app.getByText('Set a filter first.')).toBeVisible()
  await app.getByRole('checkbox', { name: 'Has no phone' }).check()
  await saveAs('Without phone', false)
  await app.getByRole('checkbox', { name: 'Has no e-mail' }).check()
  await saveAs('Out of reach', true)
  expect(await axe(app)).toEqual([])
  const stored = (options: Readonly<Record<string, unknown>> | undefined): string[] =>
    (JSON.parse(String(options?.savedFilters)) as { filters: { name: string }[] }).filters.map(
      ({ name }) => name,
    )
  expect(stored(portal.portal.app.userOptions.get(USER.admin))).toEqual(['Without phone'])
  expect(stored(portal.portal.app.appOptions)).toEqual(['Out of reach'])

  // Somebody else has everybody's alone, and may not delete it.
  portal.portal.settings.currentUserId = USER.manager
  const { app: other } = await openList(portalPages)
  await other.getByRole('button', { name: 'Filters' }).click()
  await expect(other.getByRole('button', { name: 'Out of reach', exact: true })).toBeVisible()
  await expect(other.getByRole('button', { name: 'Without phone', exact: true })).toHaveCount(0)
  await expect(other.getByRole('button', { name: 'Delete the saved filter Out of reach' })).toHaveCount(0)
  await expect(other.getByRole('checkbox', { name: 'For everybody' })).toHaveCount(0)

  portal.portal.settings.currentUserId = USER.admin
  const { app: again } = await openList(portalPages)
  await again.getByRole('button', { name: 'Filters' }).click()
  await again.getByRole('button', { name: 'Without phone', exact: true }).click()
  await expect(again.getByText(`${lacking.length} contacts match`, { exact: true })).toBeVisible()
  await again.getByRole('button', { name: 'Delete the saved filter Without phone' }).click()
  await expect(again.getByRole('button', { name: 'Without phone', exact: true })).toHaveCount(0)
  expect(stored(portal.portal.app.userOptions.get(USER.admin))).toEqual([])
})
