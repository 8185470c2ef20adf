import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellsOfTable, cellsOfText, readList, type ListCells, type ListKind } from './id-list.ts'
import { keyOfValue, readAs } from './list-values.ts'

const values = (cells: ListCells, as?: ListKind | 'auto', column?: number) =>
  readList(cells, as, column).wanted.map(({ kind, value }) => `${kind} ${value}`)
const pasted = (text: string, as?: ListKind | 'auto') => values(cellsOfText(text), as)
const table = (...rows: string[][]) => cellsOfTable(rows)

describe('an entry', () => {
  it.each([
    ['12', 'id 12'],
    [' #12 ', 'id 12'],
    ['0012', 'id 12'],
    ['123456789', 'id 123456789'],
    ['\u200e12\ufeff', 'id 12'],
    ['79161234567', 'phone 79161234567'],
    ["'79161234567", 'phone 79161234567'],
    ['+7 (916) 123-45-67', 'phone +7 (916) 123-45-67'],
    ['8 495 123 45 67', 'phone 8 495 123 45 67'],
    ['tel:+74951234567', 'phone +74951234567'],
    ['Anna@Example.com', 'email Anna@Example.com'],
    ['Anna Bell <anna@example.com>', 'email anna@example.com'],
    ['mailto:anna@example.com', 'email anna@example.com'],
    ['anna@почта.рф', 'email anna@почта.рф'],
  ])('%j is %s', (entry, wanted) => {
    expect(pasted(entry)).toEqual([wanted])
  })

  it.each([
    '0',
    '-5',
    '1.5',
    '1 234',
    '1,234',
    '12,345,678',
    '12 345',
    '12-34',
    'Anna',
    'anna@',
    '@anna',
    'a@b',
    '2024-01-15',
    '15.01.2024',
    '12345678901234567890',
    '+7 916 123 45 67 ext. 8',
  ])('%j is nothing that could be looked for, and is kept with its row', (entry) => {
    const { wanted, report } = readList(cellsOfText(`5\n\n${entry}`))
    expect(wanted).toEqual([{ kind: 'id', value: '5' }])
    expect(report.unreadable).toEqual([{ row: 3, text: entry }])
  })

  it('that is a bare number is what the person says', () => {
    expect(pasted('1234567')).toEqual(['id 1234567'])
    expect(pasted('1234567', 'phone')).toEqual(['phone 1234567'])
    expect(pasted('79161234567', 'id')).toEqual(['id 79161234567'])
  })
})

describe('a pasted list', () => {
  it('has its entries apart by lines, commas, semicolons and, where they are ids, by spaces', () => {
    expect(pasted('1, 2;3\n4 5\r\n 6 ')).toEqual(['id 1', 'id 2', 'id 3', 'id 4', 'id 5', 'id 6'])
    expect(pasted('101,102,103')).toEqual(['id 101', 'id 102', 'id 103'])
    expect(pasted('101 102 103', 'id')).toEqual(['id 101', 'id 102', 'id 103'])
    expect(pasted('a@x.com; b@x.com')).toEqual(['email a@x.com', 'email b@x.com'])
  })

  it('may hold all kinds at once, and a title', () => {
    expect(pasted('5\na@x.com\n+7 916 123-45-67')).toEqual([
      'id 5',
      'email a@x.com',
      'phone +7 916 123-45-67',
    ])
    expect(pasted('Телефон\n1234567\n7654321')).toEqual(['phone 1234567', 'phone 7654321'])
    expect(readList(cellsOfText('ID\n5')).report).toMatchObject({ rows: 1, entries: 1, unreadable: [] })
  })

  it('takes bare numbers for phones where most of it are phones', () => {
    expect(pasted('+7 916 123-45-67\n8 (495) 123-45-67\n1234567')).toContain('phone 1234567')
    expect(pasted('+7 916 123-45-67\n1234567\n1234568')).toContain('id 1234567')
  })

  it('counts what comes twice, also if written otherwise', () => {
    const { wanted, report } = readList(
      cellsOfText('5\n05\na@x.com\nA@X.com\n+7 916 123-45-67\n7(916)1234567'),
    )
    expect(wanted).toHaveLength(3)
    expect(report.duplicates).toEqual([
      { row: 2, text: '05' },
      { row: 4, text: 'A@X.com' },
      { row: 6, text: '7(916)1234567' },
    ])
  })
})

describe('a table', () => {
  it('is read by the column whose title says so: ids before e-mails before phones', () => {
    const header = ['Name', 'Phone', 'E-mail', 'ID']
    const row = ['Ann', '+7 916 123-45-67', 'a@x.com', '5']
    const cells = table(header, row)
    expect(values(cells)).toEqual(['id 5'])
    expect(values(cells, 'email')).toEqual(['email a@x.com'])
    expect(values(cells, 'phone')).toEqual(['phone +7 916 123-45-67'])
    expect(values(cells, 'auto', 2)).toEqual(['email a@x.com'])
    expect(readList(cells).report).toMatchObject({ rows: 1, column: { index: 3, title: 'ID' } })
  })

  it.each(['ID', 'Contact ID', 'contact_id', 'ID контакта', 'ИД', 'Идентификатор'])('knows %j', (title) => {
    expect(values(table(['Name', title], ['Ann', '1234567890']))).toEqual(['id 1234567890'])
  })

  it.each(['Phone', 'Work phone', 'Телефон', 'Рабочий телефон', 'Тел.'])('knows %j', (title) => {
    expect(values(table(['Name', title], ['Ann', '1234567']))).toEqual(['phone 1234567'])
  })

  it.each(['E-mail', 'email', 'Рабочий e-mail', 'Электронная почта'])('knows %j', (title) => {
    expect(values(table(['Name', title], ['Ann', 'a@x.com']))).toEqual(['email a@x.com'])
  })

  it('does not take the ids of companies for those of contacts', () => {
    expect(values(table(['Company ID', 'E-mail'], ['7', 'a@x.com'], ['8', 'b@x.com']))).toEqual([
      'email a@x.com',
      'email b@x.com',
    ])
  })

  it('without titles is read by the column that says most', () => {
    expect(values(table(['Ann', 'a@x.com', 'x'], ['Bob', 'b@x.com', '']))).toEqual([
      'email a@x.com',
      'email b@x.com',
    ])
  })

  it('does not take the numbers of its rows for ids', () => {
    expect(values(table(['1', 'Ann', '501'], ['2', 'Bob', '502']))).toEqual(['id 501', 'id 502'])
    expect(values(table(['№', 'Имя', 'Чьё'], ['1', 'Ann', 'a@x.com'], ['2', 'Bob', '']))).toEqual([
      'email a@x.com',
    ])
  })

  it('never takes a number in a cell apart', () => {
    const { wanted, report } = readList(table(['ID', 'Name'], ['1,234', 'Ann'], ['1 234', 'Bob'], ['5', '']))
    expect(wanted).toEqual([{ kind: 'id', value: '5' }])
    expect(report.unreadable.map(({ row }) => row)).toEqual([2, 3])
  })

  it('may hold several phones or e-mails in a cell, and rows with none', () => {
    const cells = table(['E-mail', 'Name'], ['a@x.com, b@x.com', 'Ann'], ['', 'Bob'], ['', ''])
    expect(values(cells)).toEqual(['email a@x.com', 'email b@x.com'])
    expect(readList(cells).report).toMatchObject({ rows: 2, entries: 2, empty: 1 })
  })

  it('loses no first row that only sounds like titles', () => {
    expect(values(table(['Megaphone Ltd', 'a@email.com'], ['Acme', 'b@x.com']))).toEqual([
      'email a@email.com',
      'email b@x.com',
    ])
  })

  it('of one row is a list', () => {
    expect(values(table(['1', '2', '3']))).toEqual(['id 1', 'id 2', 'id 3'])
  })

  it('may be pasted, out of a spreadsheet or a file', () => {
    expect(pasted('Name\tID\nAnn\t5\n')).toEqual(['id 5'])
    expect(pasted('ID;Name\n5;Ann\n6;Bob')).toEqual(['id 5', 'id 6'])
  })
})

it('nothing is lost: every entry is wanted, there already, or unreadable, and the rows add up', () => {
  const cell = fc.oneof(
    fc.constantFrom('', 'ID', 'E-mail', 'Телефон', 'a@x.com', '+7 916 123-45-67', 'Anna', '1,234'),
    fc.nat(30).map(String),
    fc.string(),
  )
  const rows = fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 12 })
  const input = fc.oneof(
    rows.map(cellsOfTable),
    fc.string().map(cellsOfText),
    fc.array(cell).map((lines) => cellsOfText(lines.join('\n'))),
  )
  const as = fc.constantFrom<ListKind | 'auto'>('auto', 'id', 'email', 'phone')
  fc.assert(
    fc.property(input, as, fc.option(fc.nat(3), { nil: undefined }), (cells, kind, column) => {
      const { wanted, report } = readList(cells, kind, column)
      expect(wanted.length + report.duplicates.length + report.unreadable.length).toBe(report.entries)
      expect(new Set(wanted.map(keyOfValue)).size).toBe(wanted.length)
      const used = cells.rows.filter((row) => row.some((each) => each.trim() !== '')).length
      expect(used - report.rows).toBeGreaterThanOrEqual(0)
      expect(used - report.rows).toBeLessThanOrEqual(1)
      if (cells.isList && (kind === 'email' || kind === 'phone')) {
        const filled = cells.rows.flat().filter((each) => each.trim() !== '').length
        expect(report.entries).toBe(filled - (used - report.rows))
      }
      if (!cells.isList) expect(report.entries + report.empty).toBeGreaterThanOrEqual(report.rows)
      for (const value of wanted) {
        if (kind !== 'auto') expect(value.kind).toBe(kind)
        expect(readAs(value.kind, value.value)).toEqual(value)
      }
      for (const { row, text } of [...report.unreadable, ...report.duplicates]) {
        expect(cells.rows[row - 1]?.some((each) => each.includes(text))).toBe(true)
      }
    }),
  )
})
