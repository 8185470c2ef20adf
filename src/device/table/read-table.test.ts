import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as spreadsheet from '@e965/xlsx'
import { strFromU8, strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { ChosenFile } from '#core/files.ts'
import { TableUnreadable, type FileContent } from '#core/list/table.ts'
import { LARGEST_FILE, readTable } from './read-table.ts'

const fileOf = (content: string | Uint8Array<ArrayBuffer>, name = 'list.csv'): ChosenFile =>
  new File([content], name)
const sample = (name: string): ChosenFile =>
  fileOf(readFileSync(join(import.meta.dirname, 'samples', name)), name)

const utf16 = (text: string, bigEndian: boolean): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(2 * text.length)
  const view = new DataView(bytes.buffer)
  for (let at = 0; at < text.length; at++) view.setUint16(2 * at, text.charCodeAt(at), !bigEndian)
  return bytes
}
/** Cyrillic letters from А to я lie in one row there. */
const windows1251 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(text, (letter) => {
    const code = letter.codePointAt(0)!
    return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code
  })
const textIn = async (file: ChosenFile): Promise<string> => {
  const content = await readTable(file)
  return content.kind === 'text' ? content.text : 'a workbook'
}
const bookIn = async (file: ChosenFile): Promise<Extract<FileContent, { kind: 'workbook' }>> => {
  const content = await readTable(file)
  if (content.kind === 'text') throw new Error('a text')
  return content
}
const rowsIn = async (file: ChosenFile): Promise<unknown> => (await bookIn(file)).sheets[0]?.rows
const problemOf = async (file: ChosenFile): Promise<string> => {
  try {
    await readTable(file)
  } catch (error) {
    if (error instanceof TableUnreadable) return error.reason
    throw error
  }
  return 'was read'
}

/** A workbook as Excel writes it, cut down to what must be there. */
function xlsx(sheets: Record<string, string>, shared: readonly string[] = []): Uint8Array<ArrayBuffer> {
  const names = Object.keys(sheets)
  const each = (of: (name: string, number: number) => string) =>
    names.map((name, at) => of(name, at + 1)).join('')
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
  const files: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${type}.sharedStrings+xml"/>${each((_, id) => `<Override PartName="/xl/worksheets/sheet${id}.xml" ContentType="${type}.worksheet+xml"/>`)}</Types>`,
    'xl/workbook.xml': `<workbook ${main} xmlns:r="${relation}"><sheets>${each((name, id) => `<sheet name="${name}" sheetId="${id}" r:id="rId${id}"/>`)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each((_, id) => `<Relationship Id="rId${id}" Type="${relation}/worksheet" Target="worksheets/sheet${id}.xml"/>`)}<Relationship Id="rId90" Type="${relation}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId91" Type="${relation}/styles" Target="styles.xml"/></Relationships>`,
    'xl/sharedStrings.xml': `<sst ${main}>${shared.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
    'xl/styles.xml': `<styleSheet ${main}><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="3"/></cellXfs></styleSheet>`,
  }
  names.forEach((name, at) => {
    files[`xl/worksheets/sheet${at + 1}.xml`] =
      `<worksheet ${main}><sheetData>${sheets[name]!}</sheetData></worksheet>`
  })
  return Uint8Array.from(
    zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)]))),
  )
}

describe('a text file', () => {
  const text = 'ID;Имя\r\n5;Анна'
  const encodings: Record<string, Uint8Array<ArrayBuffer>> = {
    'UTF-8': new TextEncoder().encode(text),
    'UTF-8 with a mark': new TextEncoder().encode(`\uFEFF${text}`),
    'UTF-16 little-endian': utf16(`\uFEFF${text}`, false),
    'UTF-16 big-endian': utf16(`\uFEFF${text}`, true),
    'UTF-16 little-endian without a mark': utf16(`ID;Name\r\n5;Ann`, false),
    'windows-1251, as Excel in Russian writes it': windows1251(text),
  }
  it.each(Object.entries(encodings))('is read in %s', async (name, bytes) => {
    expect(await textIn(fileOf(bytes))).toBe(name.includes('without') ? 'ID;Name\r\n5;Ann' : text)
  })

  it('may hold control characters: they are dropped', async () => {
    expect(await textIn(sample('ctrl-z.csv'))).toBe('ID,Name\r\n204,Ann\r\n205,Bo\r\n')
    expect(await textIn(sample('nul.csv'))).toBe('ID,Name\n204,Ann\n205,Bo\n')
    expect(await textIn(sample('vt.csv'))).toBe('ID,Note\n204,"first second"\n205,x\n')
  })

  it('does not join or change numbers when it drops a control character', async () => {
    expect(await textIn(fileOf(`${'1\n'.repeat(30)}204\v205\n20\x004\n`))).toMatch(/\n204 205\n20\ufffd4\n$/u)
  })
})

describe('a workbook', () => {
  const book = xlsx(
    {
      Contacts:
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>' +
        '<row r="2"><c r="A2"><v>5</v></c><c r="B2"><v>79161234567</v></c></row>' +
        '<row r="4" hidden="1"><c r="A4"><v>6</v></c><c r="B4" t="inlineStr"><is><t>+7 916 123</t></is></c></row>',
      Other: '<row r="1"><c r="A1"><v>999</v></c></row>',
      Empty: '',
    },
    ['ID', 'Телефон'],
  )

  it('has its sheets with names, numbers as they are, rows in their place, and hidden rows', async () => {
    expect(await readTable(fileOf(book, 'list.xlsx'))).toEqual({
      kind: 'workbook',
      hiddenSheets: 0,
      hidesMore: false,
      sheets: [
        {
          name: 'Contacts',
          rows: [['ID', 'Телефон'], ['5', '79161234567'], [], ['6', '+7 916 123']],
          hiddenRows: new Set([3]),
        },
        { name: 'Other', rows: [['999']], hiddenRows: new Set() },
      ],
    })
  })

  it('is recognised by its content, not its name', async () => {
    expect(await rowsIn(fileOf(book, 'list.csv'))).toHaveLength(4)
  })

  it('loses no cell: dates are not numbers, errors and formulas without a result are there', async () => {
    const rows =
      '<row r="1"><c r="A1" s="1"><v>45000</v></c><c r="B1" s="2"><v>1205</v></c><c r="C1" t="b"><v>1</v></c></row>' +
      '<row r="2"><c r="A2" t="e"><v>#N/A</v></c><c r="B2"><f>A1+1</f></c><c r="C2"><f>1+1</f><v>2</v></c></row>'
    expect(await rowsIn(fileOf(xlsx({ Odd: rows }), 'odd.xlsx'))).toEqual([
      ['2023-03-15T00:00:00.000Z', '1205', 'true'],
      // No id, no e-mail and no phone: both are reported with their row.
      ['#ERROR', '0', '2'],
    ])
  })

  it('has hidden sheets, which are not read but counted', async () => {
    const { sheets, hiddenSheets } = await bookIn(sample('hidden-first.xlsx'))
    expect(sheets.map(({ name, rows }) => [name, rows[1]?.[0]])).toEqual([['Delete these', '204']])
    expect(hiddenSheets).toBe(1)
  })

  it('is read as other programs write it: without addresses, with merged cells', async () => {
    const rows = [
      ['ID', 'Name'],
      ['204', 'Ann'],
      ['205', 'Bo'],
    ]
    expect(await rowsIn(sample('no-r.xlsx'))).toEqual(rows)
    expect(await rowsIn(sample('merged.xlsx'))).toEqual([
      ['Clean-up list', '', ''],
      ['Deal ID', 'Contact ID', 'Name'],
      ['17', '204', 'Ann'],
      ['18', '205', 'Bo'],
    ])
  })

  it('may be an HTML table that is called .xls', async () => {
    expect(await rowsIn(sample('html-as-xls.xls'))).toEqual([
      ['ID', 'Name'],
      ['204', 'Ann'],
      ['205', 'Bo'],
    ])
    for (const first of [
      '<!-- made by a program -->',
      '\n<style>td { color: red }</style>',
      '<div><b>List</b>',
    ]) {
      const written = `${first}<table><tr><td>ID</td></tr><tr><td>204</td></tr></table>`
      expect(await rowsIn(fileOf(written, 'a.xls'))).toEqual([['ID'], ['204']])
    }
    const grouped = '<table><tr><td>ID</td></tr><tr><td>1,205</td></tr><tr><td>1&nbsp;205</td></tr></table>'
    expect(await rowsIn(fileOf(grouped, 'a.xls'))).toEqual([
      ['ID'],
      ['1,205'],
      [expect.stringMatching(/^1\s205$/u)],
    ])
  })

  const written = spreadsheet.utils.book_new()
  const sheet = spreadsheet.utils.aoa_to_sheet([
    ['ID', 'Name'],
    [204, 'Анна'],
    [205, 'Bo'],
  ])
  sheet['!rows'] = [{}, {}, { hidden: true }]
  spreadsheet.utils.book_append_sheet(written, sheet, 'People')
  it.each(['xls', 'xlsx', 'xlsb', 'ods', 'xlml', 'fods'] as const)('may be .%s', async (bookType) => {
    const bytes = new Uint8Array(
      spreadsheet.write(written, { type: 'array', bookType, cellStyles: true }) as ArrayBuffer,
    )
    const { sheets } = await bookIn(fileOf(bytes, `people.${bookType}`))
    expect(sheets.map(({ name, rows }) => [name, rows])).toEqual([
      [
        'People',
        [
          ['ID', 'Name'],
          ['204', 'Анна'],
          ['205', 'Bo'],
        ],
      ],
    ])
    if (['xlsx', 'xlsb', 'xlml'].includes(bookType)) expect([...sheets[0]!.hiddenRows]).toEqual([2])
  })

  it('of OpenDocument only reports that it hides something: what it hides is not known', async () => {
    const bytes = new Uint8Array(
      spreadsheet.write(written, { type: 'array', bookType: 'fods' }) as ArrayBuffer,
    )
    const text = new TextDecoder().decode(bytes)
    expect((await bookIn(fileOf(text, 'a.fods'))).hidesMore).toBe(false)
    const hiding = text.replace('<table:table-row', '<table:table-row table:visibility="filter"')
    expect((await bookIn(fileOf(hiding, 'a.fods'))).hidesMore).toBe(true)
  })
})

describe('a spreadsheet with a password', () => {
  const { CFB } = spreadsheet as {
    CFB: {
      utils: { cfb_new(): unknown; cfb_add(file: unknown, name: string, bytes: Uint8Array): void }
      write(file: unknown, how: { type: 'array' }): number[]
    }
  }
  const encrypted = CFB.utils.cfb_new()
  CFB.utils.cfb_add(encrypted, '/EncryptionInfo', new Uint8Array(100))
  CFB.utils.cfb_add(encrypted, '/EncryptedPackage', new Uint8Array(5000))

  const manifest =
    '<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>'
  const files: Record<string, ChosenFile> = {
    'with only its header': sample('ole-header-only.xlsx'),
    'as Excel writes it': fileOf(Uint8Array.from(CFB.write(encrypted, { type: 'array' })), 'secret.xlsx'),
    'under any name': fileOf(Uint8Array.from(CFB.write(encrypted, { type: 'array' })), 'secret'),
    'of OpenDocument': fileOf(
      Uint8Array.from(
        zipSync({ 'META-INF/manifest.xml': strToU8(manifest), 'content.xml': new Uint8Array(50) }),
      ),
      'secret.ods',
    ),
  }
  it.each(Object.entries(files))('%s is reported as encrypted', async (_name, file) => {
    expect(await problemOf(file)).toBe('password')
  })
})

describe('a file that is not a table', () => {
  const none: Record<string, ChosenFile> = {
    'an empty file': fileOf(''),
    'a file of empty lines': fileOf('\n \n'),
    'a picture called .csv': fileOf(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0)),
    'three bytes of a picture': fileOf(Uint8Array.of(0x89, 0, 1), 'photo.png'),
    'bytes of anything': fileOf(Uint8Array.from({ length: 4096 }, (_, at) => (at * 167 + 89) % 256)),
    'a damaged old Excel file': fileOf(
      Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0),
      'old.xls',
    ),
    'a ZIP of something else': fileOf(Uint8Array.from(zipSync({ 'a.txt': strToU8('a') })), 'a.xlsx'),
    'a damaged ZIP': fileOf(Uint8Array.of(0x50, 0x4b, 0x03, 0x04, 1, 2, 3), 'b.xlsx'),
    'an empty sheet': fileOf(xlsx({ Empty: '' }), 'c.xlsx'),
    'a page without a table': fileOf('<html><body>Nothing</body></html>', 'd.xls'),
    'a file that has gone': {
      name: 'gone.csv',
      size: 1,
      arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotFoundError')),
      text: () => Promise.resolve(''),
    },
  }
  it.each(Object.entries(none))('%s is reported as not a table', async (_name, file) => {
    expect(await problemOf(file)).toBe('not-a-table')
  })

  it('a file that unpacks to too much is not unpacked', async () => {
    const bomb = xlsx({ Small: '' })
    // The size that the archive's directory gives for its first part (APPNOTE.TXT, 4.3.12).
    const entry = bomb.findIndex((_, at) => strFromU8(bomb.subarray(at, at + 4), true) === 'PK\x01\x02')
    new DataView(bomb.buffer).setUint32(entry + 24, 2 ** 31, true)
    expect(await problemOf(fileOf(bomb, 'bomb.xlsx'))).toBe('too-large')
  })

  it('a file that is too large is not even read', async () => {
    const arrayBuffer = () => Promise.reject(new Error('was read'))
    const large = { ...fileOf(''), name: 'large.csv', size: LARGEST_FILE + 1, arrayBuffer }
    expect(await problemOf({ ...large, text: () => Promise.resolve('') })).toBe('too-large')
  })
})
