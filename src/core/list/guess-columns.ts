import { readAny, readEmail, readId, readPhone, tidy } from './read-value.ts'
import type { Role } from './read-cell.ts'
import { isBlank, widthOf, type Row } from './table.ts'
import { isReferenceTitle, titleOf, type Title } from './titles.ts'

/** What a column of a table holds. `reference`: what the list calls each of its rows, e.g. the number of a request. */
export type ColumnRole = Role | 'reference'

/** Which row has the titles, and what each column holds. */
export interface TableLayout {
  /** The index of the row with the titles; null: there is none. */
  readonly header: number | null
  /** By the column's index; null: the column is not used. All null: the person must choose. */
  readonly roles: readonly (ColumnRole | null)[]
}

/** How many rows may hold the titles, not counting blank ones. */
const FIRST_ROWS = 10
/** How many rows are read to guess what a column holds. */
const SAMPLE = 200

/** The indexes of rows that may hold the titles. */
export function headerChoices(rows: readonly Row[]): number[] {
  const choices: number[] = []
  for (let at = 0; at < rows.length && choices.length < FIRST_ROWS; at++) {
    if (!isBlank(rows[at] ?? [])) choices.push(at)
  }
  return choices
}

/**
 * Guesses a table's layout from its titles and first rows. Chooses only columns that certainly name contacts, or none:
 * the ids of deals would lead to other people.
 * @param header the row that the person chose for the titles.
 */
export function guessLayout(rows: readonly Row[], header: number | null = findHeader(rows)): TableLayout {
  const width = widthOf(rows)
  const titles = Array.from({ length: width }, (_, at) =>
    header === null ? null : titleOf(rows[header]?.[at] ?? ''),
  )
  const columns = columnsOf(rows, header, width)
  const chosen = chooseColumns(titles, columns, header === null ? null : (rows[header] ?? []))
  const reference = header === null ? -1 : referenceColumn(rows[header] ?? [], chosen)
  return {
    header,
    roles: titles.map((_, at) => chosen.get(at) ?? (at === reference ? 'reference' : null)),
  }
}

/** The first column by whose title it holds references; -1: there is none, or no column names contacts. */
function referenceColumn(titles: Row, chosen: ReadonlyMap<number, Role>): number {
  return chosen.size === 0 ? -1 : titles.findIndex((title, at) => !chosen.has(at) && isReferenceTitle(title))
}

type Column = readonly string[]

function chooseColumns(
  titles: readonly (Title | null)[],
  columns: readonly Column[],
  header: Row | null,
): ReadonlyMap<number, Role> {
  const id = idColumn(titles, columns, header ?? [])
  // Rows without an ID are found by what else is known of them.
  if (id !== null) {
    const isWhole = columns[id]?.every((cell) => cell !== '') ?? true
    return new Map<number, Role>([...(isWhole ? [] : reachColumns(titles, columns, header)), [id, 'id']])
  }
  const rows = columns[0]?.length ?? 0
  // One column, or one row, without titles: a list.
  if (header === null && (columns.length === 1 || rows === 1)) {
    return new Map(columns.map((_, at) => [at, 'any']))
  }
  return reachColumns(titles, columns, header)
}

/** The columns with e-mails and phones of the contacts themselves. */
function reachColumns(
  titles: readonly (Title | null)[],
  columns: readonly Column[],
  header: Row | null,
): ReadonlyMap<number, Role> {
  const chosen = new Map<number, Role>()
  columns.forEach((column, at) => {
    const title = titles[at] ?? null
    if (title === 'email' && column.some(isEmail)) chosen.set(at, 'email')
    if (title === 'phone' && column.some(isPhone)) chosen.set(at, 'phone')
    // An address needs no title to be known; a number is a phone only if it is written like one.
    if (title === null && mostly(column, isEmail)) chosen.set(at, 'email')
    if (header === null && mostly(column, isWrittenAsPhone)) chosen.set(at, 'phone')
  })
  return chosen
}

/** The column with the ids of contacts; null: there is none, or it is not certain which one. */
function idColumn(titles: readonly (Title | null)[], columns: readonly Column[], header: Row): number | null {
  const withIds = (title: Title): number[] =>
    titles.flatMap((each, at) => (each === title && isFor(columns[at] ?? [], isId) ? [at] : []))
  const contactIds = withIds('contact-id')
  if (contactIds.length > 0) return onlyOne(contactIds)
  const contacts = withIds('contact').filter((at) => columns[at]?.every((cell) => cell === '' || isId(cell)))
  if (contacts.length > 0) return onlyOne(contacts)
  // "ID" in a table of deals is that of the deal.
  if (titles.some((title) => title === 'other' || title === 'contact')) return null
  // The same goes for companies, and for whatever titles in other languages say.
  const isUnclear = titles.some(
    (title, at) =>
      title === 'company' || (title === null && !isPlain(header[at] ?? '') && !isEmpty(columns[at])),
  )
  const has = (title: Title): boolean => titles.includes(title)
  const isPerson = has('person') || (has('name') && has('company'))
  return isUnclear && !isPerson ? null : onlyOne(withIds('id'))
}

/** Whether a title that is not known says nothing of the record: there is none, or it is what the list calls its rows. */
function isPlain(title: string): boolean {
  return tidy(title) === '' || isReferenceTitle(title)
}

function isEmpty(column: Column = []): boolean {
  return column.every((cell) => cell === '')
}

function onlyOne([first, ...others]: readonly number[]): number | null {
  return others.length > 0 ? null : (first ?? null)
}

/** What bare numbers among these entries are: phones if most of the entries are phones. */
export function bareKind(entries: readonly string[]): 'id' | 'phone' {
  const phones = entries.filter((entry) => isWrittenAsPhone(entry) || /^\d{10,15}$/u.test(entry)).length
  return phones > 0 && phones * 2 > entries.length ? 'phone' : 'id'
}

/** The first row that looks like titles, among the first rows; rows above it hold no values to find. */
function findHeader(rows: readonly Row[]): number | null {
  const least = Math.min(2, widthOf(rows.slice(0, SAMPLE)))
  for (const at of headerChoices(rows)) {
    const row = rows[at] ?? []
    const cells = row.map(tidy).filter((cell) => cell !== '')
    if (cells.length >= least && hasKnownTitle(row)) return at
    // A single cell above a table is prose, whatever numbers it holds.
    if (cells.length >= least && cells.some((cell) => readAny(cell, 'id') !== null)) return null
  }
  return null
}

/** Whether a row has titles, at least one of them known. A row with a value to find must not be lost as titles. */
export function hasKnownTitle(row: Row): boolean {
  return row.some((cell) => titleOf(cell) !== null) && row.every((cell) => readAny(tidy(cell), 'id') === null)
}

function columnsOf(rows: readonly Row[], header: number | null, width: number): Column[] {
  const sample: Row[] = []
  for (let at = (header ?? -1) + 1; at < rows.length && sample.length < SAMPLE; at++) {
    const row = rows[at] ?? []
    if (!isBlank(row)) sample.push(row)
  }
  return Array.from({ length: width }, (_, at) => sample.map((row) => tidy(row[at] ?? '')))
}

/** Whether some cell fits, or the column is empty. */
function isFor(column: Column, is: (cell: string) => boolean): boolean {
  return column.some(is) || isEmpty(column)
}

function mostly(column: Column, is: (cell: string) => boolean): boolean {
  const used = column.filter((cell) => cell !== '')
  return used.length > 0 && used.filter(is).length * 2 >= used.length
}

const isId = (cell: string): boolean => readId(cell) !== null
const isEmail = (cell: string): boolean =>
  cell.includes('@') && cell.split(/[\s;,/|]+/u).some((each) => readEmail(each) !== null)
const isPhone = (cell: string): boolean =>
  cell.split(/[;,/|]|:::/u).some((each) => readPhone(tidy(each)) !== null)

function isWrittenAsPhone(cell: string): boolean {
  return /^\+|[()\-‐‑–]|\d\s+\d/u.test(cell) && !/[@]/u.test(cell) && readAny(cell, 'id')?.kind === 'phone'
}
