import { expect, test } from '../support/fixtures.ts'
import type { RestLogEntry } from '../portal/contract.ts'
import { ContactRows, contactsOf, readings } from '../pages/contact-rows.ts'

test.use({ portalOptions: { contacts: 400 } })

test('the list is in order, sorted, refreshed, leads to cards, and keeps its columns', async ({
  page,
  portal,
  portalPages,
}) => {
  const rows = await new ContactRows(await portalPages.openApp()).ready()

  await test.step('lists the newest contacts first, with the total and all names, after one reading', async () => {
    const truth = contactsOf(portal)
    await rows.expectFirst(truth.slice(0, 10).map((contact) => contact.ID))
    await expect(rows.app.getByText(`${truth.length} contacts`, { exact: true })).toBeVisible()
    await expect(rows.table).toHaveAttribute('aria-rowcount', String(truth.length + 1))
    expect(readings(portal)).toHaveLength(1)

    // Companies and colleagues have their names from the same trip.
    const newest = contactsOf(portal).find(({ COMPANY_IDS }) => COMPANY_IDS.length > 0)!
    const company = portal.portal.store.company(newest.COMPANY_IDS[0]!)!
    const user = portal.portal.store.users.get(newest.ASSIGNED_BY_ID)!
    const row = rows.table.getByRole('row').filter({
      has: rows.app.locator(`a[href$="/crm/contact/details/${newest.ID}/"]`),
    })
    await expect(row.getByRole('cell', { name: company.TITLE, exact: true })).toBeVisible()
    await expect(row.getByRole('cell', { name: `${user.NAME} ${user.LAST_NAME}`, exact: true })).toBeVisible()
    // Beside them an administrator's visit asks once whether the app is in its places, and everybody's who is protected.
    const isBeside = ({ commands = [] }: RestLogEntry) =>
      commands.some(({ method }) => method === 'placement.get' || method === 'app.option.get')
    expect(portal.portal.log.filter((entry) => !isBeside(entry))).toHaveLength(1)
  })

  await test.step('what a colleague changed shows after a refresh', async () => {
    const { store } = portal.portal
    const newest = contactsOf(portal)[0]!
    await rows.expectFirst([newest.ID])
    store.updateContact(newest.ID, { NAME: 'Renamed', LAST_NAME: 'Meanwhile', SOURCE_ID: 'WEB' })
    await rows.app.getByRole('button', { name: 'Refresh the list' }).click()
    await expect(rows.table.getByRole('link', { name: 'Renamed Meanwhile' })).toBeVisible()
  })

  await test.step('a name opens the contact’s card in the portal’s slider', async () => {
    const newest = contactsOf(portal)[0]!
    await rows.expectFirst([newest.ID])
    const link = rows.table.getByRole('link').first()
    await expect(link).toHaveAttribute('href', `${portal.origin}/crm/contact/details/${newest.ID}/`)
    await link.focus()
    await link.press('Enter')
    await expect(portalPages.slider().getByRole('heading', { level: 1 })).toContainText(newest.LAST_NAME)
    await portalPages.closeSlider()
  })

  await test.step('a press does nothing to a contact that came into the row while it lasted', async () => {
    const { store } = portal.portal
    const controls = [rows.box(1), rows.at(1).getByRole('button', { name: /^Delete/u })]
    for (const control of controls) {
      await control.hover()
      await page.mouse.down()
      const newcomer = store.addContact({ NAME: 'Newcomer', SOURCE_ID: 'WEB' })
      // Without the pointer, which is down.
      await rows.app.getByRole('button', { name: 'Refresh the list' }).dispatchEvent('click')
      await rows.expectFirst([newcomer.ID])
      await page.mouse.up()
    }
    await rows.box(0).click()
    await expect.poll(() => rows.ticked()).toEqual([0])
    await expect(rows.app.getByRole('alertdialog')).toHaveCount(0)
    await rows.box(0).click()
  })

  await test.step('sorts by what the portal can sort by, both ways; other headers are no buttons', async () => {
    await expect(rows.header('Created').getByRole('button')).toBeVisible()
    for (const name of ['Phone', 'E-mail', 'Company', 'Responsible']) {
      await expect(rows.header(name).getByRole('button')).toHaveCount(0)
    }
    for (const { header, order, first } of [
      { header: 'Name', order: 'NAME', first: 'ascending' },
      { header: 'Changed', order: 'DATE_MODIFY', first: 'descending' },
    ] as const) {
      const field = order === 'NAME' ? 'NAME' : 'DATE_MODIFY'
      const truth = contactsOf(portal).map((contact) => contact[field])
      const other = first === 'ascending' ? 'descending' : 'ascending'
      for (const direction of [first, other] as const) {
        await rows.header(header).getByRole('button').click()
        await expect(rows.header(header)).toHaveAttribute('aria-sort', direction)
        const shown = async (): Promise<unknown[]> =>
          (await rows.ids()).slice(0, 5).map((id) => portal.portal.store.contact(id)?.[field])
        const extreme =
          typeof truth[0] === 'number'
            ? direction === 'ascending'
              ? Math.min(...truth.map(Number))
              : Math.max(...truth.map(Number))
            : null
        if (extreme !== null) await expect.poll(async () => (await shown())[0]).toBe(extreme)
        await expect.poll(async () => isOrdered(await shown(), direction)).toBe(true)
      }
      await expect(rows.table.locator('[aria-sort]')).toHaveCount(1)
    }
  })

  await test.step('columns that are put away are gone, as the portal has it', async () => {
    // The newest are first again.
    await rows.header('Created').getByRole('button').click()
    await rows.expectFirst([contactsOf(portal)[0]!.ID])
    await expect(rows.header('Company')).toBeVisible()
    await rows.app.getByRole('button', { name: 'Columns' }).click()
    // Whoever leaves before the portal has it finds what it had before.
    const kept = (): unknown =>
      portal.portal.app.userOptions.get(portal.portal.settings.currentUserId)?.columns
    await rows.app.getByRole('checkbox', { name: 'Company' }).uncheck()
    await expect(rows.header('Company')).toHaveCount(0)
    await expect.poll(kept).toBe('["phone","email","responsible","created","modified"]')
    await rows.app.getByRole('checkbox', { name: 'Changed' }).uncheck()
    await expect(rows.header('Changed')).toHaveCount(0)
    await expect.poll(kept).toBe('["phone","email","responsible","created"]')
  })

  await test.step('further columns are shown and put in order; the table scrolls sideways, not the page', async () => {
    const contact = contactsOf(portal)[0]!
    for (const name of ['Created by', 'Source', 'Type', 'Last activity', 'Position', 'ID'])
      await rows.app.getByRole('checkbox', { name, exact: true }).check()
    const earlier = rows.app.getByRole('button', { name: 'Move ID earlier' })
    for (let step = 0; step < 10; step += 1) {
      await earlier.press('Enter')
      await expect(earlier).toBeFocused()
    }
    await expect.poll(() => firstHeads(rows)).toEqual(['Name', 'ID', 'Phone'])
    const user = portal.portal.store.users.get(contact.CREATED_BY_ID)!
    await expect(rows.at(0)).toContainText(String(contact.ID))
    await expect(rows.at(0)).toContainText(`${user.NAME} ${user.LAST_NAME}`)
    expect(contact.SOURCE_ID).toBe('WEB')
    await expect(rows.at(0)).toContainText('Website')
    await expect(rows.table).not.toContainText(/RECOMMENDATION|ADVERTISING/u)
    const sideways = await rows.app.locator('html').evaluate((page) => page.scrollWidth - page.clientWidth)
    expect(sideways).toBe(0)
    expect(await rows.region.evaluate((region) => region.scrollWidth > region.clientWidth)).toBe(true)

    // Sorted by the portal.
    await rows.table.getByRole('button', { name: 'Last activity' }).press('Enter')
    const latest = contactsOf(portal).toSorted(
      (a, b) => b.LAST_ACTIVITY_TIME - a.LAST_ACTIVITY_TIME || b.ID - a.ID,
    )
    await rows.expectFirst(latest.slice(0, 5).map(({ ID }) => ID))
  })

  await test.step('the chosen columns are there the next time too, and in their order', async () => {
    const again = await new ContactRows(await portalPages.openApp()).ready()
    await expect.poll(() => firstHeads(again)).toEqual(['Name', 'ID', 'Phone'])
    await expect(again.header('Created')).toBeVisible()
    await expect(again.header('Company')).toHaveCount(0)
    await expect(again.header('Changed')).toHaveCount(0)
  })

  await test.step('somebody who may see no contacts is told so', async () => {
    const blind = [...portal.portal.store.users.values()].find(({ rights }) => rights.read === 'none')!
    portal.portal.settings.currentUserId = blind.ID
    const app = await portalPages.openApp()
    await expect(app.getByText('No contacts you can see')).toBeVisible()
    await expect(app.getByText('0 contacts', { exact: true })).toBeVisible()
  })
})

function isOrdered(values: readonly unknown[], direction: 'ascending' | 'descending'): boolean {
  const collator = new Intl.Collator('en')
  return values.every((value, index) => {
    if (index === 0) return true
    const before = values[index - 1]
    const step =
      typeof value === 'number' ? value - Number(before) : collator.compare(String(value), String(before))
    return direction === 'ascending' ? step >= 0 : step <= 0
  })
}

async function firstHeads(rows: ContactRows): Promise<string[]> {
  return (await rows.table.getByRole('columnheader').allTextContents()).slice(0, 3)
}
