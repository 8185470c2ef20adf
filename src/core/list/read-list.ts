import { keyOfValue, type WantedValue } from './found-contacts.ts'
import { shortReference } from './list-note.ts'
import { bareKind, type TableLayout } from './guess-columns.ts'
import { readCell, type CellEntry, type EntryProblem, type Grouping, type Role } from './read-cell.ts'
import { tidy } from './read-value.ts'
import { isBlank, type Cells, type Row } from './table.ts'

/** The result of reading a list. Nothing is lost: `entries` = `values` + duplicates + unreadable. */
export interface ListReading {
  /** Every row that was read, in the order of the list; a row may have nothing to look for. */
  readonly wanted: readonly WantedRow[]
  readonly report: ListReport
}

/** A row of a table or an entry of a list, and the values by which its contacts are found. */
export interface WantedRow {
  /** As a spreadsheet or an editor counts it, from 1. */
  readonly row: number
  /** What the columns for references hold, e.g. the number of a request; '' for none. */
  readonly reference: string
  /** Tried one after another until one finds a contact: ids, then e-mails, then phones. */
  readonly steps: readonly (readonly WantedValue[])[]
  /** Its entries that could not be read. */
  readonly unreadable: readonly string[]
}

export interface ListReport {
  /** Rows below the titles that are not blank. */
  readonly rows: number
  readonly entries: number
  /** Different values. */
  readonly values: number
  /** Entries that repeat an earlier value, even if written differently. */
  readonly duplicates: readonly ListEntry[]
  readonly unreadable: readonly UnreadableEntry[]
  /** Rows with nothing in the chosen columns. */
  readonly empty: number
  /** Rows above the titles that are not blank; they are not read. */
  readonly above: number
  /** Rows that are hidden in the file, whether read or not. */
  readonly hidden: number
}

export interface ListEntry {
  readonly row: number
  readonly text: string
}

export interface UnreadableEntry extends ListEntry {
  readonly problem: EntryProblem
}

export interface ReadChoices {
  readonly grouping: Grouping
  /** Whether rows that are hidden in the file are read too. */
  readonly withHidden: boolean
}

const STEPS = ['id', 'email', 'phone'] as const

/** Reads the chosen columns, row by row. */
export function readList(cells: Cells, layout: TableLayout, choices: ReadChoices): ListReading {
  const steps = readListInSteps(cells, layout, choices)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** How many rows are read in one step, which takes a few hundredths of a second. */
const STEP = 5_000

/** As `readList`, in steps, so that the page can do something else between them. */
export function* readListInSteps(
  { rows, hiddenRows, isList }: Cells,
  layout: TableLayout,
  choices: ReadChoices,
): Generator<undefined, ListReading, undefined> {
  const first = (layout.header ?? -1) + 1
  const columns = layout.roles.flatMap((role, at) =>
    role === null || role === 'reference' ? [] : [{ at, role }],
  )
  const bare = bareKindOf(rows, first, columns)
  const reader = createReader()
  let [used, empty, hidden] = [0, 0, 0]
  for (let at = first; at < rows.length; at++) {
    if ((at - first) % STEP === STEP - 1) yield
    const row = rows[at] ?? []
    if (isBlank(row)) continue
    if (hiddenRows.has(at)) {
      hidden++
      if (!choices.withHidden) continue
    }
    used++
    const entries = columns.flatMap((column) =>
      readCell(row[column.at] ?? '', { role: column.role, bare, grouping: choices.grouping }),
    )
    if (entries.length === 0) empty++
    const reference = referenceIn(row, layout)
    // Each entry of a list stands for itself; the entries in a row of a table belong to the same contacts.
    const groups = isList && entries.length > 0 ? entries.map((entry) => [entry]) : [entries]
    for (const group of groups) reader.add(at + 1, reference, group)
  }
  const above = rows.slice(0, layout.header ?? 0).filter((row) => !isBlank(row)).length
  return reader.done({ rows: used, empty, above, hidden })
}

function referenceIn(row: Row, { roles }: TableLayout): string {
  const cells = roles.flatMap((role, at) => (role === 'reference' ? [tidy(row[at] ?? '')] : []))
  return shortReference(cells.filter((cell) => cell !== '').join(', '))
}

/** How many rows are read to see what a bare number is. */
const SAMPLE = 5_000

function bareKindOf(
  rows: readonly Row[],
  first: number,
  columns: readonly { at: number; role: Role }[],
): 'id' | 'phone' {
  const mixed = columns.filter(({ role }) => role === 'any')
  if (mixed.length === 0) return 'id'
  const texts = rows
    .slice(first, first + SAMPLE)
    .flatMap((row) => mixed.flatMap(({ at }) => (row[at] ?? '').split(/[;,\n]/u).map(tidy)))
  return bareKind(texts.filter((text) => text !== ''))
}

interface Reader {
  add(row: number, reference: string, entries: readonly CellEntry[]): void
  done(counts: Pick<ListReport, 'rows' | 'empty' | 'above' | 'hidden'>): ListReading
}

function createReader(): Reader {
  const wanted: WantedRow[] = []
  const duplicates: ListEntry[] = []
  const unreadable: UnreadableEntry[] = []
  const known = new Set<string>()
  let count = 0
  return {
    add(row, reference, entries) {
      count += entries.length
      for (const { text, value, problem } of entries) {
        if (value === null) {
          unreadable.push({ row, text, problem: problem ?? 'not-any' })
          continue
        }
        const key = keyOfValue(value)
        if (known.has(key)) duplicates.push({ row, text })
        known.add(key)
      }
      const unread = entries.flatMap(({ text, value }) => (value === null ? [text] : []))
      wanted.push({ row, reference, steps: stepsOf(entries), unreadable: unread })
    },
    done: (counts) => ({
      wanted,
      report: { ...counts, entries: count, values: known.size, duplicates, unreadable },
    }),
  }
}

function stepsOf(entries: readonly CellEntry[]): WantedRow['steps'] {
  const [only] = entries
  if (entries.length === 1 && only?.value) return [[only.value]]
  const byKind: Record<WantedValue['kind'], WantedValue[]> = { id: [], email: [], phone: [] }
  for (const { value } of entries) if (value !== null) byKind[value.kind].push(value)
  return STEPS.map((kind) => byKind[kind]).filter(({ length }) => length > 0)
}
