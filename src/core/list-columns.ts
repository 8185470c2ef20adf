import { isAmbiguous, readAny, readAs, type ListKind } from './list-values.ts'

/** Cells as they came: pasted (`cellsOfText`) or out of a file (`cellsOfTable`). Row numbers count from 1. */
export interface ListCells {
  readonly rows: readonly (readonly string[])[]
  /** Every cell is an entry of the list; else one column holds them. */
  readonly isList: boolean
}

/** Which column of a table holds the list, and how its entries are read. */
export interface ListColumn {
  /** From 0. */
  readonly index: number
  /** The index of the row with the titles; null: there is none. */
  readonly header: number | null
  /** Null: each entry as what it looks like. */
  readonly kind: ListKind | null
}

const TITLES: Readonly<Record<ListKind, RegExp>> = {
  id: /^(?:(?:contact|контакт\p{L}*)?[\s_-]*(?:id|ид)|(?:id|ид)[\s_-]*(?:of\s+)?(?:contact|контакт\p{L}*)|идентификатор)$/iu,
  email: /e[\s_-]?mail|почт|^mail$/iu,
  phone: /phone|телефон|^(?:tel|тел|mobile|мобильный)\.?$/iu,
}

/** What a person pasted: a table where there are tabs (copied from a spreadsheet) or titles, else a list. */
export function cellsOfText(text: string): ListCells {
  const lines = text.split(/\r\n|\r|\n/u)
  if (lines.some((line) => line.includes('\t'))) return cellsOfTable(lines.map((line) => line.split('\t')))
  const first = lines.find((line) => line.trim() !== '') ?? ''
  const delimiter = [';', ','].find((each) => {
    const cells = first.split(each)
    return cells.length > 1 && isHeader(cells)
  })
  if (delimiter !== undefined) return cellsOfTable(lines.map((line) => line.split(delimiter)))
  return { rows: lines.map((line) => (isGrouped(line) ? [line] : line.split(/[;,]/u))), isList: true }
}

/** "1,234" alone on its line: one number rather than two ids, which would be those of contacts nobody meant. */
function isGrouped(line: string): boolean {
  return /^\s*\d{1,2}(?:,\d{3})+\s*$/u.test(line)
}

/** A table of one row or of one column is a list. */
export function cellsOfTable(rows: readonly (readonly string[])[]): ListCells {
  const used = rows.filter((row) => !isBlank(row))
  const isList =
    used.length === 1 || used.every((row) => row.every((cell, at) => at === 0 || cell.trim() === ''))
  return { rows, isList }
}

/**
 * The column that holds the list: the one whose title says so, an id before an e-mail before a phone, since an id names
 * one contact; without titles the one with the most entries that can be read, the first of several.
 * @param as only a column of this kind.
 */
export function findColumn(cells: ListCells, as: ListKind | 'auto'): ListColumn {
  const first = cells.rows.findIndex((row) => !isBlank(row))
  const header = isHeader(cells.rows[first] ?? []) ? first : null
  const titles = (header === null ? [] : (cells.rows[header] ?? [])).map(titleKind)
  const wanted: readonly ListKind[] = as === 'auto' ? ['id', 'email', 'phone'] : [as]
  for (const kind of wanted) {
    const index = titles.indexOf(kind)
    if (index >= 0) return { index, header, kind }
  }
  const index = fullestColumn(cells, as)
  return { index, header, kind: as === 'auto' ? null : as }
}

/** What a bare number of these entries is: a phone where most of the others are phones. */
export function bareKind(entries: readonly string[]): 'id' | 'phone' {
  const clear = entries.filter((entry) => !isAmbiguous(entry)).map((entry) => readAny(entry, 'id')?.kind)
  const phones = clear.filter((kind) => kind === 'phone').length
  return phones > 0 && phones * 2 > entries.length ? 'phone' : 'id'
}

/** Titles, of which one is known: a row that holds anything to be read is none, for it must not be lost. */
export function isHeader(row: readonly string[]): boolean {
  return row.some((cell) => titleKind(cell) !== null) && row.every((cell) => readAny(cell, 'id') === null)
}

/** The kind that a column's title promises; null: it is no such title. */
export function titleKind(cell: string): ListKind | null {
  const title = cell.trim()
  return (['id', 'email', 'phone'] as const).find((kind) => TITLES[kind].test(title)) ?? null
}

export function isBlank(row: readonly string[]): boolean {
  return row.every((cell) => cell.trim() === '')
}

function fullestColumn({ rows }: ListCells, as: ListKind | 'auto'): number {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0)
  const scores = Array.from({ length: width }, (_, at) => {
    const cells = rows.map((row) => row[at] ?? '')
    if (as !== 'auto') return cells.filter((cell) => readAs(as, cell) !== null).length
    if (onlyCountsRows(cells)) return 0
    return cells.reduce((score, cell) => score + WEIGHTS[readAny(cell, 'id')?.kind ?? 'none'], 0)
  })
  const best = scores.reduce((most, score) => Math.max(most, score), 0)
  return Math.max(0, scores.indexOf(best))
}

/** An e-mail is surely one; a number may be anything. */
const WEIGHTS: Readonly<Record<ListKind | 'none', number>> = { email: 1.5, phone: 1, id: 1, none: 0 }

/** 1, 2, 3, … down the rows are their numbers and not ids, which would be those of other contacts. */
function onlyCountsRows(cells: readonly string[]): boolean {
  const numbers = cells.map((cell) => readAs('id', cell)?.value).filter((value) => value !== undefined)
  return numbers.length > 1 && numbers.every((value, at) => value === String(at + 1))
}
