import { describe, expect, it } from 'vitest'
import { parseDelimited } from '#features/list-import/parse-delimited.ts'
import { guessLayout } from './guess-columns.ts'
import { readList, type ListReading } from './read-list.ts'
import type { Cells } from './table.ts'
import { cellsOfFile } from './text-table.ts'

const file = (text: string): Cells => cellsOfFile(text, parseDelimited)
const read = (cells: Cells): ListReading =>
  readList(cells, guessLayout(cells.rows), { grouping: 'ask', withHidden: true })
const values = (cells: Cells): string[] =>
  read(cells).wanted.flatMap(({ steps }) => steps.flat().map(({ kind, value }) => `${kind} ${value}`))

describe('a text file', () => {
  it.each([',', ';', '\t', '|'])('has its cells apart by %j', (sign) => {
    const rows = [
      ['ID', 'E-mail'],
      ['5', 'a@x.com'],
      ['6', 'b@x.com'],
    ]
    expect(file(rows.map((row) => row.join(sign)).join('\n')).rows).toEqual(rows)
  })

  it('keeps quoted line breaks, signs and quotes in their cell, and empty lines in their place', () => {
    expect(file('ID,Name\n5,"Ann, ""the""\nfirst"\n\n6,Bob').rows).toEqual([
      ['ID', 'Name'],
      ['5', 'Ann, "the"\nfirst'],
      [''],
      ['6', 'Bob'],
    ])
  })

  it('loses nothing to a quote that never ends', () => {
    expect(file('ID;Name\n5;"Ann\n6;Bob').rows).toEqual([
      ['ID', 'Name'],
      ['5', '"Ann'],
      ['6', 'Bob'],
    ])
  })

  it('may say what is between its cells, as Excel does', () => {
    expect(file('sep=;\r\n5;a,b,c\r\n6;d,e,f').rows).toEqual([
      ['5', 'a,b,c'],
      ['6', 'd,e,f'],
    ])
  })

  it('of one column keeps the signs in its lines', () => {
    expect(file('Phone\n89161234567; 89161234568\n89161234569, доб. 1').rows).toEqual([
      ['Phone'],
      ['89161234567; 89161234568'],
      ['89161234569, доб. 1'],
    ])
  })

  it('of one line is a list, and a number in it is not taken apart', () => {
    expect(values(file('204, 205'))).toEqual(['id 204', 'id 205'])
    expect(read(file('1,205')).report.unreadable).toEqual([{ row: 1, text: '1,205', problem: 'unclear' }])
    expect(values(file('1,205\n3,417\n12'))).toEqual([])
  })
})
