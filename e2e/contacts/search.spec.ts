import { expect, test } from '../support/fixtures.ts'
import { ContactRows, contactsOf, has, readings } from '../pages/contact-rows.ts'
import type { Contact } from '../portal/records.ts'

test.use({ portalOptions: { contacts: 400 } })

async function open(portalPages: { openApp: () => Promise<ContactRows['app']> }): Promise<ContactRows> {
  return new ContactRows(await portalPages.openApp()).ready()
}

test('finds by first and last name, asking once for all that is typed', async ({ portal, portalPages }) => {
  const rows = await open(portalPages)
  const { store } = portal.portal
  const wanted = store.addContact({ NAME: 'Zebulon', LAST_NAME: 'Quackenbush' })
  const before = readings(portal).length
  await rows.app.getByRole('searchbox', { name: 'Search contacts' }).pressSequentially('zebulon quack')
  await rows.expectOnly([wanted.ID])
  await expect(rows.app.getByText('1 contact matches', { exact: true })).toBeVisible()
  // One question, then its rows: not one for each key.
  expect(readings(portal).length - before).toBeLessThanOrEqual(3)
})

test('finds by phone and by e-mail', async ({ portal, portalPages }) => {
  const owners = [
    { type: 'PHONE', value: '+1 (555) 010-7788' },
    { type: 'EMAIL', value: 'zebulon.q@example.org' },
  ] as const
  const wanted = owners.map(({ type, value }, at) => ({
    value,
    contact: portal.portal.store.addContact({
      NAME: 'Somebody',
      fm: [{ ID: 900_001 + at, TYPE_ID: type, VALUE_TYPE: 'WORK', VALUE: value }],
    }),
  }))
  const rows = await open(portalPages)
  for (const { value, contact } of wanted) {
    await rows.app.getByRole('searchbox', { name: 'Search contacts' }).fill(value)
    await rows.expectOnly([contact.ID])
    await expect(rows.table.getByRole('row').last()).toContainText(value)
  }
})

test('every word of a long search counts', async ({ portal, portalPages }) => {
  const add = (LAST_NAME: string): number =>
    portal.portal.store.addContact({ NAME: 'Ana Maria de la Cruz', LAST_NAME }).ID
  const wanted = add('Zebulon')
  add('Somebody')
  const rows = await open(portalPages)
  await rows.app.getByRole('searchbox', { name: 'Search contacts' }).fill('ana maria de la cruz zebulon')
  await rows.expectOnly([wanted])
})

const CHECKBOXES: readonly { name: string; holds: (contact: Contact) => boolean }[] = [
  { name: 'Has no phone', holds: (contact) => !has(contact, 'PHONE') },
  { name: 'Has no e-mail', holds: (contact) => !has(contact, 'EMAIL') },
  { name: 'Has no company', holds: (contact) => contact.COMPANY_IDS.length === 0 },
]

const DATES = [
  { from: 'Created from', until: 'Created until', field: 'DATE_CREATE' },
  { from: 'Changed from', until: 'Changed until', field: 'DATE_MODIFY' },
] as const

test('filters by what is lacking and by dates, and back', async ({ portal, portalPages }) => {
  const rows = await open(portalPages)
  const all = contactsOf(portal)
  const matching = (truth: readonly Contact[]) =>
    rows.app.getByText(`${truth.length} contacts match`, { exact: true })
  const clear = async (): Promise<void> => {
    await rows.app.getByRole('button', { name: 'Clear filters' }).click()
    await expect(rows.app.getByText(`${all.length} contacts`, { exact: true })).toBeVisible()
  }
  await rows.app.getByRole('button', { name: 'Filters' }).click()
  for (const { name, holds } of CHECKBOXES) {
    await test.step(name, async () => {
      const truth = all.filter(holds)
      expect(truth.length).toBeGreaterThan(0)
      await rows.app.getByRole('checkbox', { name }).check()
      await expect(matching(truth)).toBeVisible()
      await rows.expectFirst(truth.slice(0, 5).map(({ ID }) => ID))
      await expect(rows.app.getByRole('button', { name: 'Filters, 1 in use' })).toBeVisible()
      await clear()
      await expect(rows.app.getByRole('checkbox', { name })).not.toBeChecked()
    })
  }
  for (const { from, until, field } of DATES) {
    await test.step(`${from} … until, both days included`, async () => {
      const sorted = all.toSorted((a, b) => b[field] - a[field])
      const day = (contact: Contact): string => new Date(contact[field] * 1000).toISOString().slice(0, 10)
      const [first, last] = [day(sorted[80]!), day(sorted[20]!)]
      const truth = all.filter((contact) => day(contact) >= first && day(contact) <= last)
      await rows.app.getByLabel(from).fill(first)
      await rows.app.getByLabel(until).fill(last)
      await expect(matching(truth)).toBeVisible()
      // A pair is one filter.
      await expect(rows.app.getByRole('button', { name: 'Filters, 1 in use' })).toBeVisible()
      await clear()
    })
  }
})

test('filters by a colleague from the portal’s picker', async ({ page, portal, portalPages }) => {
  const rows = await open(portalPages)
  const all = contactsOf(portal)
  const user = portal.portal.store.users.get(all[0]!.ASSIGNED_BY_ID)!
  const name = `${user.NAME} ${user.LAST_NAME}`
  const truth = all.filter((contact) => contact.ASSIGNED_BY_ID === user.ID)
  await rows.app.getByRole('button', { name: 'Filters' }).click()
  await rows.app.getByRole('button', { name: 'Choose a colleague…' }).click()
  const picker = page.getByRole('dialog')
  await picker.getByText(`${name} ·`).click()
  await picker.getByRole('button', { name: 'Select' }).click()
  await expect(rows.app.getByRole('group', { name: 'Responsible' })).toContainText(name)
  await expect(rows.app.getByText(`${truth.length} contacts match`, { exact: true })).toBeVisible()
  await rows.app.getByRole('button', { name: `Remove ${name}` }).click()
  await expect(rows.app.getByText(`${all.length} contacts`, { exact: true })).toBeVisible()
})

test('says that nothing matches, and leads back', async ({ portal, portalPages, axe }) => {
  const rows = await open(portalPages)
  await rows.app.getByRole('searchbox', { name: 'Search contacts' }).fill('nobody is called this')
  await expect(rows.app.getByText('Nothing matches')).toBeVisible()
  expect(await axe(rows.app)).toEqual([])
  await rows.app.getByRole('button', { name: 'Clear search' }).click()
  await rows.expectFirst([contactsOf(portal)[0]!.ID])
  await expect(rows.app.getByRole('searchbox', { name: 'Search contacts' })).toHaveValue('')
})

test('rows of the question before stay, and none of them can be deleted', async ({ portal, portalPages }) => {
  const rows = await open(portalPages)
  const [first] = await rows.ids()
  portal.portal.faults.add({ method: 'crm.item.list', kind: { type: 'slow', ms: 60_000 } })
  await rows.app.getByRole('searchbox', { name: 'Search contacts' }).fill('nobody is called this')
  await expect(rows.table).toHaveAttribute('aria-busy', 'true')
  const button = rows.at(0).getByRole('button', { name: /^Delete / })
  await expect(button).toHaveAttribute('aria-disabled', 'true')
  // Pressed all the same: no question comes up.
  await button.dispatchEvent('click')
  await expect(rows.app.getByRole('alertdialog')).toHaveCount(0)
  expect((await rows.ids())[0]).toBe(first)
  await expect.poll(() => portal.portal.clock.waiting.length).toBe(1)
  portal.portal.clock.advance(60_000)
  await expect(rows.app.getByText('Nothing matches')).toBeVisible()
})

test('rows that are read again are left alone until they are there', async ({ portal, portalPages }) => {
  const rows = await open(portalPages)
  await expect(rows.app.getByText(`${contactsOf(portal).length} contacts`, { exact: true })).toBeVisible()
  const button = rows.at(0).getByRole('button', { name: /^Delete / })
  await expect(button).toBeEnabled()
  for (const method of ['crm.contact.list', 'crm.item.list']) {
    portal.portal.faults.add({ method, kind: { type: 'slow', ms: 60_000 } })
  }
  await rows.app.getByRole('button', { name: 'Refresh the list' }).click()
  await expect(button).toBeDisabled()
  await button.press('Delete')
  await expect(rows.box(0)).toBeDisabled()
  await expect.poll(() => portal.portal.clock.waiting.length).toBe(1)
  portal.portal.clock.advance(60_000)
  await expect(button).toBeEnabled()
  await expect(rows.app.getByRole('alertdialog')).toHaveCount(0)
})

test.describe('when the portal fails', () => {
  test.use({ expectedConsole: [/Failed to load resource/u] })

  test('says so in an alert, and tries again when asked', async ({ portal, portalPages, axe }) => {
    const refused = { error: 'ERROR_CORE', error_description: 'Something broke' }
    portal.portal.faults.add({
      method: 'crm.contact.list',
      times: 100,
      kind: { type: 'refuse', error: refused.error, description: refused.error_description },
    })
    const app = await portalPages.openApp()
    await expect(app.getByRole('alert')).toContainText('The contacts could not be loaded')
    await expect(app.getByRole('alert')).toContainText('Something broke')
    // Nothing that looks as if it were still loading.
    await expect(app.getByRole('table')).toHaveCount(0)
    expect(await axe(app)).toEqual([])
    portal.portal.faults.clear()
    await app.getByRole('button', { name: 'Try again' }).click()
    const rows = await new ContactRows(app).ready()
    await rows.expectFirst([contactsOf(portal)[0]!.ID])
    await expect(app.getByRole('alert')).toHaveCount(0)
  })

  test('a page further down that cannot be read says so, and is read when asked again', async ({
    portal,
    portalPages,
  }) => {
    const rows = await open(portalPages)
    const truth = contactsOf(portal)
    portal.portal.faults.add({
      method: 'crm.contact.list',
      times: 100,
      kind: { type: 'refuse', error: 'ERROR_CORE', description: 'Something broke' },
    })
    await rows.scrollTo(1)
    await expect(rows.app.getByRole('alert')).toContainText('The contacts could not be loaded')
    await expect(rows.app.getByRole('alert')).toContainText('Something broke')
    await expect(rows.at(truth.length - 1)).toContainText('Not loaded')
    portal.portal.faults.clear()
    await rows.app.getByRole('button', { name: 'Try again' }).click()
    await expect(rows.at(truth.length - 1).getByRole('link')).toBeVisible()
    await expect(rows.app.getByRole('alert')).toHaveCount(0)
  })
})

test('a search takes one request, with the names of its rows', async ({ portal, portalPages }) => {
  const { store, log } = portal.portal
  // What the opened app still looks up of itself is none of the search's.
  const asked = () =>
    log.filter(({ method, commands = [{ method }] }) =>
      commands.some((command) => /^crm\.(?:contact|company|item|duplicate)\./u.test(command.method)),
    ).length
  const email = 'zebulon.q@example.org'
  const wanted = store.addContact({
    NAME: 'Zebulon',
    LAST_NAME: 'Quackenbush',
    COMPANY_IDS: [3],
    fm: [{ ID: 900_001, TYPE_ID: 'EMAIL', VALUE_TYPE: 'WORK', VALUE: email }],
  })
  const rows = await open(portalPages)
  for (const text of ['quackenbush', email]) {
    const before = asked()
    await rows.app.getByRole('searchbox', { name: 'Search contacts' }).fill(text)
    await expect.poll(() => asked() - before).toBe(1)
    await rows.expectOnly([wanted.ID])
    await expect(rows.at(0)).toContainText(store.company(3)?.TITLE ?? '')
    expect(asked() - before).toBe(1)
  }
})
