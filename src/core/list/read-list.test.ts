import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDelimited } from '#features/list-import/parse-delimited.ts'
import { keyOfValue } from './found-contacts.ts'
import { guessLayout, type TableLayout } from './guess-columns.ts'
import type { Role } from './read-cell.ts'
import { readList, readListInSteps, type ListReading } from './read-list.ts'
import type { Cells } from './table.ts'
import { cellsOfFile, cellsOfPaste } from './text-table.ts'

const CHOICES = { grouping: 'ask', withHidden: true } as const
const table = (...rows: string[][]): Cells => ({ rows, hiddenRows: new Set(), isList: false })
const paste = (text: string): Cells => cellsOfPaste(text, parseDelimited)
const file = (text: string): Cells => cellsOfFile(text, parseDelimited)
const read = (cells: Cells, layout: TableLayout = guessLayout(cells.rows)): ListReading =>
  readList(cells, layout, CHOICES)
const as = (cells: Cells, ...roles: (Role | null)[]): ListReading =>
  read(cells, { ...guessLayout(cells.rows), roles })
const valuesOf = ({ wanted }: ListReading): string[] =>
  wanted.flatMap(({ steps }) => steps.flat().map(({ kind, value }) => `${kind} ${value}`))
const values = (cells: Cells): string[] => valuesOf(read(cells))
const pasted = (text: string): string[] => values(paste(text))

describe('a pasted list', () => {
  it('has its entries apart by lines, commas, semicolons and, where they are ids, by spaces', () => {
    expect(pasted('1, 2;3\n4 5\r\n 6 ')).toEqual(['id 1', 'id 2', 'id 3', 'id 4', 'id 5', 'id 6'])
    expect(pasted('a@x.com; b@x.com\nc@x.com; d@x.com')).toHaveLength(4)
  })

  it('may hold all kinds at once, and a title', () => {
    expect(pasted('5\na@x.com\n+7 916 123-45-67')).toEqual([
      'id 5',
      'email a@x.com',
      'phone +7 916 123-45-67',
    ])
    expect(pasted('Телефон\n1234567\n7654321')).toEqual(['phone 1234567', 'phone 7654321'])
    expect(read(paste('ID\n5')).report).toMatchObject({ rows: 1, entries: 1, unreadable: [] })
  })

  it('under the title of another kind of record is not taken for ids of contacts', () => {
    const cells = paste('Deal ID\n17\n18')
    expect(guessLayout(cells.rows)).toEqual({ header: 0, roles: [null] })
    expect(valuesOf(as(cells, 'id'))).toEqual(['id 17', 'id 18'])
  })

  it('takes bare numbers for phones where most of it are phones', () => {
    expect(pasted('+7 916 123-45-67\n8 (495) 123-45-67\n1234567')).toContain('phone 1234567')
    expect(pasted('+7 916 123-45-67\n1234567\n1234568')).toContain('id 1234567')
  })

  it('counts what comes twice, also if written otherwise', () => {
    const { wanted, report } = read(paste('5\n05\na@x.com\nA@X.com\n+7 916 123-45-67\n7(916)1234567'))
    expect(wanted).toHaveLength(6)
    expect(report).toMatchObject({ values: 3, entries: 6 })
    expect(report.duplicates).toEqual([
      { row: 2, text: '05' },
      { row: 4, text: 'A@X.com' },
      { row: 6, text: '7(916)1234567' },
    ])
  })

  it('keeps what cannot be read, with its row and the reason', () => {
    expect(read(paste('5\n\n1,205\nAnna')).report.unreadable).toEqual([
      { row: 3, text: '1,205', problem: 'unclear' },
      { row: 4, text: 'Anna', problem: 'not-any' },
    ])
  })

  it('is a table where it has columns: tabs, titles, or a column of names', () => {
    expect(pasted('Name\tID\nAnn\t5\n')).toEqual(['id 5'])
    expect(pasted('ID;Name\n5;Ann\n6;Bob')).toEqual(['id 5', 'id 6'])
    expect(pasted('Ann, a@x.com\nBob, b@x.com')).toEqual(['email a@x.com', 'email b@x.com'])
    // 17 may be the number of a deal.
    expect(paste('17;Sale;204\n18;Sale;205').isList).toBe(false)
    expect(pasted('17;Sale;204\n18;Sale;205')).toEqual([])
  })

  it('is read with its quotes: a comma in a name moves no other column', () => {
    expect(pasted('Note,Contact ID\n"a, 7, b",204\nc,205')).toEqual(['id 204', 'id 205'])
  })
})

describe('a table', () => {
  it('is read row by row, one kind after another, with the number of the row', () => {
    const cells = table(
      ['ID', 'E-mail', 'Phone'],
      ['5', 'a@x.com', ''],
      ['', '', ''],
      ['', 'b@x.com', '+7 916 123-45-67'],
    )
    const { wanted, report } = as(cells, 'id', 'email', 'phone')
    expect(wanted.map(({ row, steps }) => [row, steps.map((step) => step[0]?.kind)])).toEqual([
      [2, ['id', 'email']],
      [4, ['email', 'phone']],
    ])
    expect(report).toMatchObject({ rows: 2, entries: 4, empty: 0 })
  })

  it('may have rows with nothing in the columns that are used', () => {
    const cells = table(['E-mail', 'Name'], ['a@x.com, b@x.com', 'Ann'], ['', 'Bob'], ['', ''])
    expect(values(cells)).toEqual(['email a@x.com', 'email b@x.com'])
    expect(read(cells).report).toMatchObject({ rows: 2, entries: 2, empty: 1 })
  })

  it('has every row, also one that asks for the same again', () => {
    const cells = table(
      ['ID', 'E-mail'],
      ['5', 'a@x.com'],
      ['6', 'b@x.com'],
      ['5', 'a@x.com'],
      ['5', 'b@x.com'],
    )
    expect(as(cells, 'id', 'email').wanted.map(({ row }) => row)).toEqual([2, 3, 4, 5])
  })

  it('has the reference of each row, and rows with nothing to look for', () => {
    const cells = table(
      ['Request no.', 'ID', 'E-mail', 'Phone'],
      ['R-1', '5', 'a@x.com', ''],
      ['R-2', '', 'not known', ''],
      [' R-3 ', '', '', ''],
    )
    expect(guessLayout(cells.rows).roles).toEqual(['reference', 'id', 'email', null])
    const { wanted, report } = read(cells)
    expect(wanted).toEqual([
      {
        row: 2,
        reference: 'R-1',
        steps: [[{ kind: 'id', value: '5' }], [{ kind: 'email', value: 'a@x.com' }]],
        unreadable: [],
      },
      { row: 3, reference: 'R-2', steps: [], unreadable: ['not known'] },
      { row: 4, reference: 'R-3', steps: [], unreadable: [] },
    ])
    expect(report).toMatchObject({ rows: 3, empty: 1, values: 2 })
  })

  it('of one row or one column without titles is a list', () => {
    expect(values(table(['1', '2', '3']))).toEqual(['id 1', 'id 2', 'id 3'])
    expect(values(file('5\na@x.com\n'))).toEqual(['id 5', 'email a@x.com'])
  })

  it('leaves hidden rows out only if the person wants it', () => {
    const cells: Cells = { rows: [['ID'], ['5'], ['6']], hiddenRows: new Set([2]), isList: false }
    expect(valuesOf(read(cells))).toEqual(['id 5', 'id 6'])
    const without = readList(cells, guessLayout(cells.rows), { ...CHOICES, withHidden: false })
    expect(valuesOf(without)).toEqual(['id 5'])
    expect(without.report).toMatchObject({ hidden: 1, rows: 1 })
  })

  it('is read in steps where it is long', () => {
    const cells = table(['ID'], ...Array.from({ length: 12_000 }, (_, at) => [String(at + 1)]))
    const steps = readListInSteps(cells, guessLayout(cells.rows), CHOICES)
    let pauses = 0
    let step = steps.next()
    for (; step.done !== true; step = steps.next()) pauses++
    expect(pauses).toBe(2)
    expect(step.value).toEqual(read(cells))
  })
})

it('nothing is lost: every entry is wanted, there already, or unreadable, and the rows add up', () => {
  const cell = fc.oneof(
    fc.constantFrom(
      '',
      'ID',
      'E-mail',
      'Телефон',
      'a@x.com',
      '+7 916 123-45-67',
      'Anna',
      '1,234',
      'a@x.com b@x.com',
    ),
    fc.nat(30).map(String),
    fc.string(),
  )
  const input = fc.oneof(
    fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 12 }).map((rows) => table(...rows)),
    fc.string().map(paste),
    fc.array(cell).map((lines) => paste(lines.join('\n'))),
    fc.array(cell).map((lines) => file(lines.join('\n'))),
  )
  const role = fc.constantFrom<Role | null>(null, 'id', 'email', 'phone', 'any')
  fc.assert(
    fc.property(input, fc.option(fc.array(role, { minLength: 4, maxLength: 4 })), (cells, roles) => {
      const layout = guessLayout(cells.rows)
      const { wanted, report } = read(cells, roles === null ? layout : { ...layout, roles })
      const keys = wanted.flatMap(({ steps }) => steps.flat().map(keyOfValue))
      expect(report.values + report.duplicates.length + report.unreadable.length).toBe(report.entries)
      expect(new Set(keys).size).toBe(report.values)
      expect(keys.length).toBe(report.values + report.duplicates.length)
      const used = cells.rows.filter((row) => row.some((each) => each.trim() !== '')).length
      expect(report.rows + report.above + (layout.header === null ? 0 : 1)).toBe(used)
      for (const { row } of [...report.unreadable, ...report.duplicates, ...wanted]) {
        expect(cells.rows[row - 1]?.some((each) => each.trim() !== '')).toBe(true)
      }
    }),
  )
})
