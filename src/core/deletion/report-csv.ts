import type { Plan } from '../plan/plan.ts'
import { verdictOf, type RunState, type RunVerdict } from './run/state.ts'

/** The texts of the file; `core` has none of its own. */
export interface CsvWords {
  /** The titles of the columns. */
  readonly id: string
  readonly name: string
  readonly verdict: string
  readonly reason: string
  /** E.g. "Deleted". */
  verdictOf(verdict: RunVerdict): string
  /** Why, in words; '' where the verdict says it all. */
  reasonOf(verdict: RunVerdict): string
}

/** What stands between cells: Excel in languages with a decimal comma takes only the semicolon for it. */
export type Delimiter = ',' | ';'

const ROWS_IN_A_CHUNK = 1000
/** Without it Excel takes UTF-8 for the code page of its country. */
const BYTE_ORDER_MARK = '\uFEFF'

/**
 * The report as a CSV file, some rows at a time so that 200,000 need no second copy in memory: one row a contact in the
 * plan's order. Chunks are to be joined by nothing.
 */
export function* csvOf(
  plan: Plan,
  state: RunState,
  words: CsvWords,
  delimiter: Delimiter = ',',
): Generator<string, void, undefined> {
  let chunk = BYTE_ORDER_MARK + lineOf([words.id, words.name, words.verdict, words.reason], delimiter)
  for (let index = 0; index < plan.ids.length; index++) {
    const verdict = verdictOf(state, index)
    const id = String(plan.ids[index] ?? 0)
    chunk += lineOf(
      [id, plan.names[index] ?? '', words.verdictOf(verdict), words.reasonOf(verdict)],
      delimiter,
    )
    if (index % ROWS_IN_A_CHUNK === ROWS_IN_A_CHUNK - 1) {
      yield chunk
      chunk = ''
    }
  }
  if (chunk !== '') yield chunk
}

/** Any table as CSV, the first row its titles; for short ones. */
export function csvOfTable(rows: readonly (readonly string[])[], delimiter: Delimiter = ','): string {
  return BYTE_ORDER_MARK + rows.map((cells) => lineOf(cells, delimiter)).join('')
}

function lineOf(cells: readonly string[], delimiter: Delimiter): string {
  return `${cells.map(cellOf).join(delimiter)}\r\n`
}

/** RFC 4180, and safe in a spreadsheet: names come from strangers. */
function cellOf(text: string): string {
  // A cell that begins so is run as a formula, some programs look past spaces; the apostrophe makes it text.
  const safe = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text) ? `'${text}` : text
  return /[",;\r\n\t]|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
