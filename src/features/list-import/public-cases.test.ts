/**
 * Files as common programs write them, each of which some import has read wrongly: from their bytes to the values to
 * find.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { guessLayout } from '#core/list/guess-columns.ts'
import { readList } from '#core/list/read-list.ts'
import type { Cells } from '#core/list/table.ts'
import { cellsOfFile } from '#core/list/text-table.ts'
import { readTable } from '#device/table/read-table.ts'
import { parseDelimited } from './parse-delimited.ts'

const SAMPLES = join(import.meta.dirname, '../../device/table/samples')

async function cellsOf(name: string): Promise<Cells> {
  const content = await readTable(new File([readFileSync(join(SAMPLES, name))], name))
  if (content.kind === 'text') return cellsOfFile(content.text, parseDelimited)
  const [{ rows, hiddenRows } = { rows: [], hiddenRows: new Set<number>() }] = content.sheets
  return { rows, hiddenRows, isList: false }
}

it.each<[string, string[]]>([
  ['deals-export.csv', ['204', '205', '206']],
  ['ids-grouped.csv', ['1205', '12345', '987']],
  ['title-above.csv', ['204', '205', '206']],
  ['merged.xlsx', ['204', '205']],
  // "Responsible ID" and "Created by ID" hold 1 in each row; "Contact" holds only numbers.
  ['responsible-id.csv', ['204', '205', '206']],
  ['hidden-first.xlsx', ['204', '205']],
  ['two-in-a-cell.csv', ['ann@example.org', 'bo@example.org', 'cy@example.org', 'dee@example.org']],
  ['ctrl-z.csv', ['204', '205']],
  ['vt.csv', ['204', '205']],
  ['nul.csv', ['204', '205']],
  ['no-r.xlsx', ['204', '205']],
  [
    'google.csv',
    [
      ...['ann@example.org', 'ann2@example.org', '+1 202-555-0101', '+1 202-555-0102'],
      ...['bo@example.org', '+1 202-555-0103'],
    ],
  ],
  ['html-as-xls.xls', ['204', '205']],
  [
    'phones.csv',
    [
      ...['+7 (916) 123-45-67', '8 916 123 45 67', '+7\u00a0916\u00a0123\u00a045\u00a067', '8916123-45-67'],
      ...['89161234568', '+7 916 123 45 67', '(916) 123 45 67'],
    ],
  ],
])('%s', async (name, wanted) => {
  const cells = await cellsOf(name)
  const reading = readList(cells, guessLayout(cells.rows), { grouping: 'ask', withHidden: true })
  expect(reading.wanted.flatMap(({ steps }) => steps.flat().map(({ value }) => value))).toEqual(wanted)
  expect(reading.report.unreadable).toEqual([])
})
