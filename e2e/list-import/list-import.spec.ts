/** Selecting contacts from a list that somebody pastes, drops or chooses: asked of the real finder, by ids and values. */
import { Buffer } from 'node:buffer'
import { strToU8, zipSync } from 'fflate'
import { expect, test } from '../support/fixtures.ts'
import { ContactRows, contactsOf } from '../pages/contact-rows.ts'
import { ListPanel } from '../pages/list-panel.ts'
import type { PortalPages } from '../pages/portal-pages.ts'
import { SelectionBar } from '../pages/selection-bar.ts'
import { deletesSent } from '../support/portal-contacts.ts'
import type { Contact, RunningPortal } from '../portal/contract.ts'
import type { MultiField } from '../portal/records.ts'

test.use({ portalOptions: { contacts: 300 } })

interface Screen {
  rows: ContactRows
  bar: SelectionBar
  panel: ListPanel
}

async function open(portalPages: PortalPages): Promise<Screen> {
  const rows = await new ContactRows(await portalPages.openApp()).ready()
  return { rows, bar: new SelectionBar(rows.app), panel: await new ListPanel(rows.app).open() }
}

/** Gives contacts phones and e-mails that nobody else has. */
function reachable(portal: RunningPortal, contact: Contact, email: string, phone: string): void {
  const field = (ID: number, TYPE_ID: MultiField['TYPE_ID'], VALUE: string): MultiField => ({
    ID,
    TYPE_ID,
    VALUE_TYPE: 'WORK',
    VALUE,
  })
  portal.portal.store.updateContact(contact.ID, {
    fm: [field(900_001 + 2 * contact.ID, 'EMAIL', email), field(900_002 + 2 * contact.ID, 'PHONE', phone)],
  })
}

const FILES: Readonly<Record<string, (ids: readonly [number, number]) => { name: string; buffer: Buffer }>> =
  {
    CSV: ([one, other]) => ({
      name: 'people.csv',
      buffer: Buffer.from(`Name;ID\r\nA;${one}\r\nB;${other}\r\nC;\r\n`),
    }),
    XLSX: ([one, other]) => ({ name: 'people.xlsx', buffer: workbook(['A', one], ['B', other], ['C', '']) }),
  }

test('a list that is pasted, in a file, dropped, or none, and Esc', async ({
  page,
  portal,
  portalPages,
  axe,
}) => {
  const [byId, byEmail, byPhone, one, other] = contactsOf(portal) as [
    Contact,
    Contact,
    Contact,
    Contact,
    Contact,
  ]
  reachable(portal, byEmail, 'only@example.org', '+49 30 1110001')
  reachable(portal, byPhone, 'phone@example.org', '+49 30 2220002')
  reachable(portal, one, 'office@example.org', '+49 30 3330003')
  reachable(portal, other, 'office@example.org', '+49 30 4440004')
  const { rows, bar, panel } = await open(portalPages)
  /** Another list, and nothing is left of the last one. */
  const next = async (): Promise<void> => {
    await bar.clear.click()
    await expect(bar.root).toContainText('Nothing selected')
    await panel.open()
    await expect(panel.text).toHaveValue('')
  }

  await test.step('a pasted list of all kinds: what matches, what does not, and nothing selected before', async () => {
    await expect(panel.text).toBeFocused()
    expect(await axe(rows.app)).toEqual([])
    await panel.lookFor([
      byId.ID,
      'Only@Example.org',
      '+49 (30) 222-00-02',
      'office@example.org',
      'nobody@example.org',
      99_999_999,
      byId.ID,
      'no value at all',
    ])
    await expect(panel.found(3)).toBeFocused()
    await expect(panel.root).toContainText('2 entries were not found')
    await expect(panel.root).toContainText('nobody@example.org')
    await expect(panel.root).toContainText('ID 99999999')
    await expect(panel.root).toContainText('1 repetition in the list')
    await expect(panel.root).toContainText('1 entry cannot be read')
    const several = panel.root.getByRole('group', { name: 'Choose for office@example.org' })
    // What is to be decided stands first, wherever it stood in the list.
    await expect(panel.matching.getByRole('row').nth(1)).toContainText('Choose for office@example.org')
    await expect(several.getByRole('checkbox', { checked: false })).toHaveCount(2)
    expect(await axe(rows.app)).toEqual([])
    await expect(bar.root).toContainText('Nothing selected')

    await several.getByRole('checkbox', { name: new RegExp(`\\(ID ${other.ID}\\)$`, 'u') }).check()
    await panel.add(4).click()
    await expect(panel.root).toHaveCount(0)
    await expect(panel.opener).toBeFocused()
    await expect(bar.count(4)).toBeVisible()
    for (const [index, ticked] of [true, true, true, false, true].entries()) {
      await expect(rows.at(index).getByRole('checkbox')).toBeChecked({ checked: ticked })
    }
    expect(deletesSent(portal.portal)).toBe(0)
  })

  for (const [kind, make] of Object.entries(FILES)) {
    await test.step(`a file, ${kind}: the column is found, and the rows that have nothing in it are counted`, async () => {
      await next()
      const { name, buffer } = make([byId.ID, byEmail.ID])
      await panel.file.setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
      await expect(panel.column('B: ID').locator('option:checked')).toHaveText('IDs of contacts')
      await panel.look.click()
      await expect(panel.found(2)).toBeVisible()
      await expect(panel.root).toContainText('1 row has nothing in these columns')
      await panel.add(2).click()
      await expect(bar.count(2)).toBeVisible()
      await expect(rows.at(1).getByRole('checkbox')).toBeChecked()
    })
  }

  await test.step('a file may be dropped on its place', async () => {
    await next()
    await panel.drop('ids.txt', `${byId.ID}\n`)
    await expect(panel.root.getByText('ids.txt', { exact: true })).toBeVisible()
    await panel.look.click()
    await panel.add(1).click()
    await expect(bar.count(1)).toBeVisible()
  })

  await test.step('Esc closes it, nothing is selected, and the focus goes back', async () => {
    await next()
    await panel.text.fill('1\n2')
    await page.keyboard.press('Escape')
    await expect(panel.root).toHaveCount(0)
    await expect(panel.opener).toBeFocused()
    await expect(bar.root).toContainText('Nothing selected')
  })

  await test.step('a file that is none is said to be none', async () => {
    await panel.open()
    await panel.file.setInputFiles({
      name: 'photo.png',
      mimeType: 'image/png',
      buffer: Buffer.from([0x89, 0, 1]),
    })
    await expect(panel.root.getByRole('alert')).toContainText('The file photo.png could not be read')
    await expect(panel.text).toBeVisible()
    expect(await axe(rows.app)).toEqual([])
  })
})

test.describe('when the portal refuses', () => {
  test.use({ expectedConsole: [/Failed to load resource/u] })

  test('it says why, keeps the list, and works when tried again', async ({ portal, portalPages }) => {
    const [one] = contactsOf(portal) as [Contact]
    const { panel } = await open(portalPages)
    await panel.lookFor([one.ID])
    await expect(panel.found(1)).toBeVisible()
    await panel.change.click()
    portal.portal.faults.add({
      method: 'crm.contact.list',
      times: 1,
      kind: { type: 'refuse', error: 'ERROR_CORE', description: 'Something broke' },
    })
    await panel.look.click()
    await expect(panel.root.getByRole('alert')).toContainText('The search failed')
    await expect(panel.text).toHaveValue(String(one.ID))
    await panel.look.click()
    await expect(panel.found(1)).toBeVisible()
  })
})

/** A workbook of one sheet with the titles Name and ID, as small as Excel would still open. */
function workbook(...rows: readonly (readonly [string, string | number])[]): Buffer {
  const cell = (value: string | number): string =>
    typeof value === 'number' ? `<c><v>${value}</v></c>` : `<c t="inlineStr"><is><t>${value}</t></is></c>`
  const sheet = [['Name', 'ID'] as const, ...rows]
    .map(
      (row, at) =>
        `<row r="${at + 1}">${row.map((value, place) => cell(value).replace('<c', `<c r="${'AB'[place]}${at + 1}"`)).join('')}</row>`,
    )
    .join('')
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const links = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const parts = {
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${links}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${links}"><sheets><sheet name="People" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${links}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${sheet}</sheetData></worksheet>`,
  }
  return Buffer.from(
    zipSync(Object.fromEntries(Object.entries(parts).map(([path, text]) => [path, strToU8(text)]))),
  )
}
