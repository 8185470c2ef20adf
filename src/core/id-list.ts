import type { WantedValue } from './found-contacts.ts'
import {
  bareKind,
  findColumn,
  isBlank,
  isHeader,
  titleKind,
  type ListCells,
  type ListColumn,
} from './list-columns.ts'
import { keyOfValue, readAny, readAs, type ListKind } from './list-values.ts'

export { cellsOfTable, cellsOfText, type ListCells } from './list-columns.ts'
export type { ListKind } from './list-values.ts'

/** A person's list, read. Nothing of it is lost: `entries` = wanted + duplicates + unreadable. */
export interface ListReading {
  /** Each value once, in the order of the list. */
  readonly wanted: readonly WantedValue[]
  readonly report: ListReport
}

export interface ListReport {
  /** Rows that hold anything, titles not counted. */
  readonly rows: number
  readonly entries: number
  /** Entries that name a value which was there before, also if written otherwise. */
  readonly duplicates: readonly ListEntry[]
  readonly unreadable: readonly ListEntry[]
  /** Rows of a table that have nothing in the column. */
  readonly empty: number
  /** The column of a table that was read; null: all cells, it was a list. */
  readonly column: { readonly index: number; readonly title: string | null } | null
}

export interface ListEntry {
  /** As a spreadsheet or an editor counts it, from 1. */
  readonly row: number
  readonly text: string
}

/**
 * Reads ids, e-mails or phones out of cells. A person who sees that it was taken for the wrong thing says `as` or names
 * the `column` (from 0).
 * @param as auto: each entry as what it looks like (see `readAny`), or as what the column's title says.
 */
export function readList(cells: ListCells, as: ListKind | 'auto' = 'auto', column?: number): ListReading {
  return cells.isList ? readWholeList(cells, as) : readColumn(cells, as, column)
}

function readWholeList(cells: ListCells, as: ListKind | 'auto'): ListReading {
  const first = cells.rows.findIndex((row) => !isBlank(row))
  const cellsOfFirst = (cells.rows[first] ?? []).filter((cell) => cell.trim() !== '')
  const [only = ''] = cellsOfFirst
  // "ID" above a column of numbers.
  const title = cellsOfFirst.length === 1 && isHeader(cellsOfFirst) ? titleKind(only) : null
  const rows = cells.rows.map((row, at) => (title !== null && at === first ? [] : row))
  const kind = as === 'auto' ? title : as
  const entries = rows.flatMap((row, at) =>
    row.flatMap((cell) => wordsOf(cell, kind)).map((text) => ({ row: at + 1, text })),
  )
  const used = rows.filter((row) => !isBlank(row)).length
  return readEntries(entries, kind, { rows: used, empty: 0, column: null })
}

/** In a list ids may stand side by side; phones have spaces within. */
function wordsOf(cell: string, kind: ListKind | null): string[] {
  const apart = kind === 'id' || (kind === null && isRowOfIds(cell))
  return (apart ? cell.split(/\s+/u) : [cell.trim()]).filter((text) => text !== '')
}

/** Numbers side by side that are neither a phone nor one large number in groups. */
function isRowOfIds(cell: string): boolean {
  const text = cell.trim()
  return (
    /^\d+(?:\s+\d+)+$/u.test(text) && !/^\d{1,3}(?:\s\d{3})+$/u.test(text) && readAs('phone', text) === null
  )
}

function readColumn(cells: ListCells, as: ListKind | 'auto', column: number | undefined): ListReading {
  const found = findColumn(cells, as)
  const titles = found.header === null ? [] : (cells.rows[found.header] ?? [])
  const chosen: ListColumn =
    column === undefined || column === found.index
      ? found
      : { ...found, index: column, kind: as === 'auto' ? titleKind(titles[column] ?? '') : as }
  const entries: ListEntry[] = []
  let rows = 0
  let empty = 0
  cells.rows.forEach((row, at) => {
    if (at === chosen.header || isBlank(row)) return
    rows++
    const own = partsOf(row[chosen.index] ?? '', chosen.kind)
    if (own.length === 0) empty++
    for (const text of own) entries.push({ row: at + 1, text })
  })
  const title = titles[chosen.index]?.trim() ?? ''
  const of = { index: chosen.index, title: title === '' ? null : title }
  return readEntries(entries, chosen.kind, { rows, empty, column: of })
}

/**
 * Several e-mails or phones in a cell. A number is never taken apart there: "1,234" in a table is one number, and taken
 * for two ids it would name two contacts nobody meant.
 */
function partsOf(cell: string, kind: ListKind | null): string[] {
  const several = kind === 'email' || kind === 'phone' ? /[;,\n]/u : /[;\n]/u
  return cell
    .split(several)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function readEntries(
  entries: readonly ListEntry[],
  kind: ListKind | null,
  about: Pick<ListReport, 'rows' | 'empty' | 'column'>,
): ListReading {
  const bare = kind === null ? bareKind(entries.map(({ text }) => text)) : 'id'
  const wanted = new Map<string, WantedValue>()
  const duplicates: ListEntry[] = []
  const unreadable: ListEntry[] = []
  for (const entry of entries) {
    const value = kind === null ? readAny(entry.text, bare) : readAs(kind, entry.text)
    if (value === null) {
      unreadable.push(entry)
      continue
    }
    const key = keyOfValue(value)
    if (wanted.has(key)) duplicates.push(entry)
    else wanted.set(key, value)
  }
  return {
    wanted: [...wanted.values()],
    report: { ...about, entries: entries.length, duplicates, unreadable },
  }
}
