import { expect, test } from '../support/fixtures.ts'
import { ContactRows, contactsOf, readings } from '../pages/contact-rows.ts'
import { openSelecting } from '../pages/selection-bar.ts'
import type { Contact } from '../portal/records.ts'

test.use({ portalOptions: { contacts: 400 } })

test('finds by name, phone and e-mail, says that nothing matches, and leaves rows alone that are read again', async ({
  portal,
  portalPages,
  axe,
}) => {
  const { store, log, faults, clock } = portal.portal
  const field = (ID: number, TYPE_ID: 'PHONE' | 'EMAIL', VALUE: string): Contact['fm'][number] => ({
    ID,
    TYPE_ID,
    VALUE_TYPE: 'WORK',
    VALUE,
  })
  const email = 'yolanda.f@example.org'
  const withCompany = store.addContact({
    NAME: 'Yolanda',
    LAST_NAME: 'Frobisher',
    COMPANY_IDS: [3],
    fm: [field(900_001, 'EMAIL', email)],
  })
  const reachable = [
    field(900_002, 'PHONE', '+1 (555) 010-7788'),
    field(900_003, 'EMAIL', 'zebulon.q@example.org'),
  ].map((each) => ({ value: each.VALUE, contact: store.addContact({ NAME: 'Somebody', fm: [each] }) }))
  const [longName] = ['Ottoline', 'Somebody'].map((LAST_NAME) =>
    store.addContact({ NAME: 'Ana Maria de la Cruz', LAST_NAME }),
  )
  const named = store.addContact({ NAME: 'Zebulon', LAST_NAME: 'Quackenbush' })
  const { rows, bar } = await openSelecting(portalPages)
  const { app } = rows
  const search = app.getByRole('searchbox', { name: 'Search contacts' })

  await test.step('a search takes one request, with the names of its rows', async () => {
    // What the opened app still looks up of itself is none of the search's.
    const asked = () =>
      log.filter(({ method, commands = [{ method }] }) =>
        commands.some((command) => /^crm\.(?:contact|company|item|duplicate)\./u.test(command.method)),
      ).length
    for (const text of ['frobisher', email]) {
      const before = asked()
      await search.fill(text)
      await expect.poll(() => asked() - before).toBe(1)
      await rows.expectOnly([withCompany.ID])
      await expect(rows.at(0)).toContainText(store.company(3)?.TITLE ?? '')
      expect(asked() - before).toBe(1)
    }
  })

  await test.step('finds by phone and by e-mail', async () => {
    for (const { value, contact } of reachable) {
      await search.fill(value)
      await rows.expectOnly([contact.ID])
      await expect(rows.table.getByRole('row').last()).toContainText(value)
    }
  })

  await test.step('every word of a long search counts', async () => {
    await search.fill('ana maria de la cruz ottoline')
    await rows.expectOnly([longName!.ID])
  })

  await test.step('finds by first and last name, asking once for all that is typed', async () => {
    await search.fill('')
    await rows.expectFirst([contactsOf(portal)[0]!.ID])
    const before = readings(portal).length
    await search.pressSequentially('zebulon quack')
    await rows.expectOnly([named.ID])
    await expect(app.getByText('1 contact matches', { exact: true })).toBeVisible()
    // One question, then its rows: not one for each key.
    expect(readings(portal).length - before).toBeLessThanOrEqual(3)
  })

  await test.step('says that nothing matches, and leads back', async () => {
    await search.fill('nobody is called so')
    await expect(app.getByText('Nothing matches')).toBeVisible()
    expect(await axe(app)).toEqual([])
    await app.getByRole('button', { name: 'Clear search' }).click()
    await rows.expectFirst([contactsOf(portal)[0]!.ID])
    await expect(search).toHaveValue('')
  })

  const button = rows.at(0).getByRole('button', { name: /^Delete / })
  await test.step('rows of the question before stay, and none of them can be deleted or ticked', async () => {
    const [first] = await rows.ids()
    await expect(button).toBeEnabled()
    faults.add({ method: 'crm.item.list', kind: { type: 'slow', ms: 60_000 } })
    await search.fill('nobody is called this')
    await expect(rows.table).toHaveAttribute('aria-busy', 'true')
    await expect(button).toHaveAttribute('aria-disabled', 'true')
    await expect(rows.box(0)).toHaveAttribute('aria-disabled', 'true')
    // Pressed all the same: no question comes up, nothing is ticked.
    await button.dispatchEvent('click')
    await expect(app.getByRole('alertdialog')).toHaveCount(0)
    await rows.box(0).dispatchEvent('click')
    await bar.pageBox.dispatchEvent('click')
    await rows.region.press('ControlOrMeta+a')
    expect((await rows.ids())[0]).toBe(first)
    await expect.poll(() => clock.waiting.length).toBe(1)
    clock.advance(60_000)
    await expect(app.getByText('Nothing matches')).toBeVisible()
    await search.fill('')
    await expect(rows.box(0)).not.toBeChecked()
    await expect(bar.root).toContainText('Nothing selected')
  })

  await test.step('rows that are read again are left alone until they are there', async () => {
    await expect(app.getByText(`${contactsOf(portal).length} contacts`, { exact: true })).toBeVisible()
    await expect(button).toBeEnabled()
    for (const method of ['crm.contact.list', 'crm.item.list']) {
      faults.add({ method, kind: { type: 'slow', ms: 60_000 } })
    }
    await app.getByRole('button', { name: 'Refresh the list' }).click()
    await expect(button).toBeDisabled()
    await button.press('Delete')
    await expect(rows.box(0)).toBeDisabled()
    await expect.poll(() => clock.waiting.length).toBe(1)
    clock.advance(60_000)
    await expect(button).toBeEnabled()
    await expect(app.getByRole('alertdialog')).toHaveCount(0)
  })
})

test.describe('when the portal fails', () => {
  test.use({ expectedConsole: [/Failed to load resource/u] })

  test('says so in an alert, at first and further down, and tries again when asked', async ({
    portal,
    portalPages,
    axe,
  }) => {
    const { faults } = portal.portal
    const refuse = (): void =>
      faults.add({
        method: 'crm.contact.list',
        times: 100,
        kind: { type: 'refuse', error: 'ERROR_CORE', description: 'Something broke' },
      })
    refuse()
    const app = await portalPages.openApp()
    const alert = app.getByRole('alert')
    await expect(alert).toContainText('The contacts could not be loaded')
    await expect(alert).toContainText('Something broke')
    // Nothing that looks as if it were still loading.
    await expect(app.getByRole('table')).toHaveCount(0)
    expect(await axe(app)).toEqual([])
    faults.clear()
    await app.getByRole('button', { name: 'Try again' }).click()
    const rows = await new ContactRows(app).ready()
    const truth = contactsOf(portal)
    await rows.expectFirst([truth[0]!.ID])
    await expect(alert).toHaveCount(0)

    await test.step('a page further down that cannot be read says so, and is read when asked again', async () => {
      refuse()
      await rows.scrollTo(1)
      await expect(alert).toContainText('The contacts could not be loaded')
      await expect(alert).toContainText('Something broke')
      await expect(rows.at(truth.length - 1)).toContainText('Not loaded')
      faults.clear()
      await app.getByRole('button', { name: 'Try again' }).click()
      await expect(rows.at(truth.length - 1).getByRole('link')).toBeVisible()
      await expect(alert).toHaveCount(0)
    })
  })
})
