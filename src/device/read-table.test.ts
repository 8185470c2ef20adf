import { strFromU8, strToU8, zipSync } from 'fflate'
import { describe, expect, it, vi } from 'vitest'
import { LARGEST_FILE, readTable } from './read-table.ts'
import { type ChosenFile, FileUnreadable } from '#core/files.ts'

/** Before `fflate` is loaded: in node it takes its workers from there. */
const workers = await vi.hoisted(async () => {
  const { default: threads } = await import('node:worker_threads')
  const counted = { started: 0 }
  threads.Worker = class extends threads.Worker {
    constructor(...how: ConstructorParameters<typeof threads.Worker>) {
      counted.started++
      super(...how)
    }
  }
  return counted
})

function fileOf(content: string | Uint8Array<ArrayBuffer>, name = 'list.csv'): ChosenFile {
  return new File([content], name)
}
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
const unreadable = async (file: ChosenFile): Promise<string> => {
  try {
    await readTable(file)
  } catch (error) {
    if (error instanceof FileUnreadable) return error.reason
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
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
  const files: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    'xl/workbook.xml': `<workbook ${main} xmlns:r="${relation}"><sheets>${each((name, id) => `<sheet name="${name}" sheetId="${id}" r:id="rId${id}"/>`)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each((_, id) => `<Relationship Id="rId${id}" Type="${relation}/worksheet" Target="worksheets/sheet${id}.xml"/>`)}<Relationship Id="rId90" Type="${relation}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId91" Type="${relation}/styles" Target="styles.xml"/></Relationships>`,
    'xl/sharedStrings.xml': `<sst ${main}>${shared.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
    'xl/styles.xml': `<styleSheet ${main}><cellXfs count="1"><xf numFmtId="0"/></cellXfs></styleSheet>`,
  }
  names.forEach((name, at) => {
    files[`xl/worksheets/sheet${at + 1}.xml`] =
      `<worksheet ${main}><sheetData>${sheets[name]!}</sheetData></worksheet>`
  })
  return Uint8Array.from(
    zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)]))),
  )
}

describe('a CSV file', () => {
  const rows = [
    ['ID', 'Имя'],
    ['5', 'Анна'],
  ]
  const text = 'ID;Имя\r\n5;Анна'
  const encodings: Record<string, Uint8Array<ArrayBuffer>> = {
    'UTF-8': new TextEncoder().encode(text),
    'UTF-8 with a mark': new TextEncoder().encode(`\uFEFF${text}`),
    'UTF-16 little-endian': utf16(`\uFEFF${text}`, false),
    'UTF-16 big-endian': utf16(`\uFEFF${text}`, true),
    'windows-1251, as Excel in Russian writes it': windows1251(text),
  }
  it.each(Object.entries(encodings))('is read in %s', async (_name, bytes) => {
    expect(await readTable(fileOf(bytes))).toEqual(rows)
  })

  it.each([',', ';', '\t', '|'])('is read with %j between the cells', async (delimiter) => {
    const lines = [
      ['ID', 'E-mail'],
      ['5', 'a@x.com'],
      ['6', 'b@x.com'],
    ]
    expect(await readTable(fileOf(lines.map((line) => line.join(delimiter)).join('\n')))).toEqual(lines)
  })

  it('keeps quoted line breaks, delimiters and quotes in their cell, and empty lines in their place', async () => {
    expect(await readTable(fileOf('ID,Name\n5,"Ann, ""the""\nfirst"\n\n6,Bob'))).toEqual([
      ['ID', 'Name'],
      ['5', 'Ann, "the"\nfirst'],
      [''],
      ['6', 'Bob'],
    ])
  })

  it('loses nothing to a quote that never ends', async () => {
    expect(await readTable(fileOf('ID;Name\n5;"Ann\n6;Bob'))).toEqual([
      ['ID', 'Name'],
      ['5', '"Ann'],
      ['6', 'Bob'],
    ])
  })

  it('of two columns is one also with empty lines, such as the one behind the last line break', async () => {
    expect(await readTable(fileOf('Name;ID\r\nAnn;5\r\n\r\nBob;6\r\n'))).toEqual([
      ['Name', 'ID'],
      ['Ann', '5'],
      [''],
      ['Bob', '6'],
      [''],
    ])
  })

  it('may say what is between its cells, as Excel does', async () => {
    expect(await readTable(fileOf('sep=;\r\n5;a,b,c\r\n6;d,e,f'))).toEqual([
      ['5', 'a,b,c'],
      ['6', 'd,e,f'],
    ])
  })

  it('may be one column, and called what it likes', async () => {
    expect(await readTable(fileOf('5\n6\n7', 'ids.txt'))).toEqual([['5'], ['6'], ['7']])
  })
})

describe('an XLSX file', () => {
  const book = xlsx(
    {
      Contacts:
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>' +
        '<row r="2"><c r="A2"><v>5</v></c><c r="B2"><v>79161234567</v></c></row>' +
        '<row r="4"><c r="A4"><v>6</v></c><c r="B4" t="inlineStr"><is><t>+7 916 123</t></is></c></row>',
      Other: '<row r="1"><c r="A1"><v>999</v></c></row>',
    },
    ['ID', 'Телефон'],
  )

  it('is read: the first sheet, numbers as they are seen, rows in their place', async () => {
    expect(await readTable(fileOf(book, 'list.xlsx'))).toEqual([
      ['ID', 'Телефон'],
      ['5', '79161234567'],
      ['', ''],
      ['6', '+7 916 123'],
    ])
  })

  it('is known by its content, not its name', async () => {
    expect(await readTable(fileOf(book, 'list.csv'))).toHaveLength(4)
  })

  it('is read without workers, however large: a page may forbid them', async () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, at) => `<row r="${at + 1}"><c r="A${at + 1}"><v>${at}</v></c></row>`,
    )
    const read = await readTable(fileOf(xlsx({ Many: rows.join('') }), 'many.xlsx'))
    expect(read).toHaveLength(20_000)
    expect(read.at(-1)).toEqual(['19999'])
    expect(workers.started).toBe(0)
  })
})

describe('what is no table', () => {
  const none: Record<string, ChosenFile> = {
    'an empty file': fileOf(''),
    'a file of empty lines': fileOf('\n \n'),
    'a picture called .csv': fileOf(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0)),
    'an old Excel file': fileOf(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0), 'old.xls'),
    'a ZIP of something else': fileOf(Uint8Array.from(zipSync({ 'a.txt': strToU8('a') })), 'a.xlsx'),
    'a damaged ZIP': fileOf(Uint8Array.of(0x50, 0x4b, 0x03, 0x04, 1, 2, 3), 'b.xlsx'),
    'an empty sheet': fileOf(xlsx({ Empty: '' }), 'c.xlsx'),
    'a file that has gone': {
      name: 'gone.csv',
      size: 1,
      arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotFoundError')),
      text: () => Promise.resolve(''),
    },
  }
  it.each(Object.entries(none))('%s is said to be none', async (_name, file) => {
    expect(await unreadable(file)).toBe('not-a-table')
  })

  it('a file that unpacks to too much is not unpacked', async () => {
    const bomb = xlsx({ Small: '' })
    // The size that the archive's directory tells of its first part (APPNOTE.TXT, 4.3.12).
    const entry = bomb.findIndex((_, at) => strFromU8(bomb.subarray(at, at + 4), true) === 'PK\x01\x02')
    new DataView(bomb.buffer).setUint32(entry + 24, 2 ** 31, true)
    expect(await unreadable(fileOf(bomb, 'bomb.xlsx'))).toBe('too-large')
  })

  it('a file that is too large is not even read', async () => {
    const arrayBuffer = () => Promise.reject(new Error('was read'))
    const large = { ...fileOf(''), name: 'large.csv', size: LARGEST_FILE + 1, arrayBuffer }
    expect(await unreadable({ ...large, text: () => Promise.resolve('') })).toBe('too-large')
  })
})
