/** Twelve people asked to be erased: from their spreadsheet to a certificate for each, and what the portal has afterwards. */
import { Buffer } from 'node:buffer'
import type { Locator, Page } from '@playwright/test'
import { AuditPage } from '../pages/audit-page.ts'
import { ListPanel } from '../pages/list-panel.ts'
import type { Contact, Portal } from '../portal/contract.ts'
import type { MultiField } from '../portal/records.ts'
import { openPages, takesManyRequests } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { fingerprint, frameOf, personalData, printed, records, recordTexts } from './stored-records.ts'

test.beforeEach(({ portal }) => takesManyRequests(portal.portal))

test.use({
  portalOptions: { contacts: 120 },
  // A frame may fetch no photo of the portal: that is a copy without it. Storages are asked for before they are made.
  expectedConsole: [/show_file\.php|Failed to load resource/u],
})

/** Adds somebody who can be found by this phone and e-mail alone. */
function person({ store }: Portal, number: number, email = `person${number}@example.org`): Contact {
  const field = (TYPE_ID: MultiField['TYPE_ID'], VALUE: string): MultiField => ({
    ID: 800_000 + number * 2 + (TYPE_ID === 'EMAIL' ? 1 : 0),
    TYPE_ID,
    VALUE_TYPE: 'WORK',
    VALUE,
  })
  return store.addContact({
    NAME: 'Person',
    LAST_NAME: `Number${number}`,
    ASSIGNED_BY_ID: 1,
    fm: [field('PHONE', `+49 30 555 00${10 + number}`), field('EMAIL', email)],
  })
}

/** The spreadsheet: by ID, by e-mail, by phone; one that nobody has, one of a person with two contacts. @param from so many numbers are taken */
function twelveRequests(held: Portal, from: number): { csv: string; asked: Map<Contact, string> } {
  const people = Array.from({ length: 10 }, (_, at) => person(held, from + at + 1))
  const twice = [11, 12].map((number) => person(held, from + number, `twice${from}@example.org`))
  const asked = new Map<Contact, string>()
  const lines = people.map((contact, at) => {
    const request = `R-${from + 101 + at}`
    asked.set(contact, request)
    const [phone = '', email = ''] = contact.fm.map(({ VALUE }) => VALUE)
    if (at < 4) return [request, contact.ID, '', '']
    return at < 7 ? [request, '', email, ''] : [request, '', '', phone]
  })
  for (const contact of twice) asked.set(contact, `R-${from + 111}`)
  lines.push(
    [`R-${from + 111}`, '', `twice${from}@example.org`, ''],
    [`R-${from + 112}`, '', 'nobody@example.org', ''],
  )
  const csv = [['Request no.', 'ID', 'E-mail', 'Phone'], ...lines].map((line) => line.join(';')).join('\r\n')
  return { csv, asked }
}

/** Counts what a person presses. */
function presses(): { readonly count: number; on(control: Locator): Promise<void> } {
  let count = 0
  return {
    get count() {
      return count
    },
    async on(control) {
      count++
      await control.click()
    },
  }
}

async function choose(page: Page, csv: string, press: () => Promise<void>): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press()])
  await chooser.setFiles({ name: 'requests.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
}

test('twelve requests, from their list to what the audit finds of them', async ({
  page,
  portal,
  portalPages,
  axe,
}) => {
  const { portal: held } = portal
  const pages = await openPages(portalPages)
  const { app } = pages
  const panel = new ListPanel(app)
  const audit = new AuditPage(app)

  await test.step('the copy is erased from the record, which keeps its fingerprints and is found by ID and reference', async () => {
    const { csv, asked } = twelveRequests(held, 20)
    const [contact] = structuredClone([...asked.keys()])
    if (contact === undefined) throw new Error('nobody asked')
    await panel.open()
    await choose(page, csv, () => panel.root.getByRole('button', { name: 'Choose a file…' }).click())
    await panel.look.click()
    await panel.add(10).click()
    await pages.bar.review.click()
    await pages.review.confirmAsked(10)
    await expect(pages.run.result(10)).toBeVisible()
    await audit.certify.click()
    await expect(app.getByText('Can still be restored until')).toBeVisible()
    await audit.eraseNow.click()
    await audit.eraseQuestion(10).getByRole('button', { name: 'Erase copy', exact: true }).click()
    await expect(app.getByText('May still be restored until')).toBeVisible()
    expect(held.store.keptByApp().map(({ name }) => name)).toEqual(['record'])
    await expect(audit.contact(contact.ID)).toContainText(fingerprint(contact, records(held)[0]?.id ?? ''))
    await audit.back.click()
    await expect(app.getByRole('button', { name: 'Undo', exact: true })).toHaveCount(0)
    await pages.run.back.click()

    await app.getByRole('button', { name: 'Deleted', exact: true }).click()
    await app.getByRole('button', { name: 'Audit', exact: true }).click()
    await expect(audit.rows).toHaveCount(1)
    await expect(audit.rows).toContainText('R-121, R-122, R-123 + 7')
    for (const [search, found] of [
      [String(contact.ID), 1],
      ['r-130', 1],
      ['r-132', 1],
      ['r-133', 0],
    ] as const) {
      await audit.search.fill(search)
      await expect(audit.rows).toHaveCount(found)
    }
  })

  // The audit, and what was deleted.
  await audit.back.click()
  await app.getByRole('button', { name: 'Back to the list', exact: true }).click()

  await test.step('at most 12 presses to a certificate for each person, with the copies erased', async () => {
    const { csv, asked } = twelveRequests(held, 0)
    const people = structuredClone([...asked.keys()])
    const pressed = presses()

    await pressed.on(panel.opener)
    await choose(page, csv, () => pressed.on(panel.root.getByRole('button', { name: 'Choose a file…' })))
    await expect(panel.column('A: Request no.').locator('option:checked')).toHaveText('References')
    await pressed.on(panel.look)
    await expect(panel.found(10)).toBeVisible()
    await expect(panel.matched(2)).toContainText('R-101')
    await expect(panel.matched(9)).toContainText('+49 30 555 0018')
    await expect(panel.matched(13)).toContainText('Not found')
    expect(await axe(app)).toEqual([])
    const twice = panel.matched(12).getByRole('checkbox')
    await expect(twice).toHaveCount(2)
    await pressed.on(twice.nth(0))
    await pressed.on(twice.nth(1))
    await pressed.on(panel.add(12))

    await pressed.on(pages.bar.review)
    await pressed.on(app.getByRole('checkbox', { name: 'For erasure: erase the copy too' }))
    await pressed.on(pages.review.delete(12))
    await pressed.on(
      pages.review.question(12).getByRole('button', { name: 'Delete 12 contacts', exact: true }),
    )
    await expect(pages.run.result(12)).toBeVisible()
    await expect(app.getByRole('button', { name: 'Undo', exact: true })).toHaveCount(0)
    await expect(pages.run.report).toContainText(/The copy in .+ was erased by the app itself/u)

    await pressed.on(audit.certify)
    await expect(audit.called('Record of deletion')).toBeVisible()
    await expect(app.getByText('May still be restored until')).toBeVisible()
    await expect(audit.eraseNow).toHaveCount(0)
    await pressed.on(audit.binEmptied)
    await expect(audit.called('Certificate of erasure')).toBeVisible()
    expect(await axe(app)).toEqual([])
    // A slip is taken back by the next press, and what was said can be said again.
    await app.getByRole('button', { name: 'Take this back' }).click()
    await expect(audit.called('Record of deletion')).toBeVisible()
    await audit.binEmptied.click()
    await expect(audit.called('Certificate of erasure')).toBeVisible()

    // What the portal has: nobody of the twelve, no copy, and one record that knows everything.
    for (const { ID } of people) expect(held.store.contact(ID)).toBeUndefined()
    expect(held.store.keptByApp().map(({ name }) => name)).toEqual(['record', 'record'])
    const record = records(held).find(({ counts }) => counts.deleted === 12)
    expect(record).toMatchObject({
      counts: { deleted: 12 },
      references: Object.fromEntries([...asked].map(([{ ID }, request]) => [ID, request])),
      lists: [{ rows: 12, found: 11, notFound: 1, missing: [{ row: 13, reference: 'R-112' }] }],
      later: [
        { kind: 'archive-erased', automatic: true },
        { kind: 'bin-emptied' },
        { kind: 'bin-taken-back' },
        { kind: 'bin-emptied' },
      ],
    })
    const text = recordTexts(held).join('\n')
    for (const personal of personalData(people)) expect(text).not.toContain(personal)

    // A page for each, with nobody else on it.
    for (const contact of people) {
      const own = audit.pageOf('Certificate of erasure', contact.ID)
      await expect(own).toContainText(
        asked.get([...asked.keys()].find(({ ID }) => ID === contact.ID)!) ?? '-',
      )
      await expect(own).toContainText(fingerprint(contact, record?.id ?? ''))
    }
    await expect(audit.certificate).toContainText('Not found in this portal: row 13 (R-112)')
    expect(pressed.count).toBeLessThanOrEqual(12)

    // On paper each has one sheet.
    const frame = await frameOf(audit.certificate)
    const { pages: sheets } = await printed(page, frame, 'light')
    await audit.onePageEach.uncheck()
    expect(sheets - (await printed(page, frame, 'light')).pages).toBe(people.length)
  })
})
