import type { Plan } from '../plan/plan.ts'
import { verdictOf, type RunState, type RunVerdict } from './run/state.ts'

/** The texts of the file; `core` contains none. */
export interface CsvWords {
  /** The titles of the columns. */
  readonly id: string
  /** Only if a contact of the plan has a reference. */
  readonly reference: string
  readonly name: string
  /** Phone, e-mail and company. */
  readonly reach: string
  readonly verdict: string
  readonly reason: string
  /** E.g. "Deleted". */
  verdictOf(verdict: RunVerdict): string
  /** The reason in words; '' if the verdict says everything. */
  reasonOf(verdict: RunVerdict): string
}

/** Separates cells. In languages with a decimal comma, Excel accepts only the semicolon. */
export type Delimiter = ',' | ';'

const ROWS_IN_A_CHUNK = 1000
/** Without it Excel reads UTF-8 as the local code page. */
const BYTE_ORDER_MARK = '\uFEFF'

/**
 * The report as a CSV file: one row per contact, in the plan's order. It comes in chunks, to be joined without a
 * separator, so that 200,000 contacts need no second copy in memory.
 */
export function* csvOf(
  plan: Plan,
  state: RunState,
  words: CsvWords,
  delimiter: Delimiter = ',',
): Generator<string, void, undefined> {
  const { references } = plan
  const reference = (text: string): string[] => (references === undefined ? [] : [text])
  let chunk =
    BYTE_ORDER_MARK +
    lineOf(
      [words.id, ...reference(words.reference), words.name, words.reach, words.verdict, words.reason],
      delimiter,
    )
  for (let index = 0; index < plan.ids.length; index++) {
    const verdict = verdictOf(state, index)
    const own = [String(plan.ids[index] ?? 0), ...reference(references?.[index] ?? '')]
    chunk += lineOf(
      [
        ...own,
        plan.names[index] ?? '',
        plan.reach?.[index] ?? '',
        words.verdictOf(verdict),
        words.reasonOf(verdict),
      ],
      delimiter,
    )
    if (index % ROWS_IN_A_CHUNK === ROWS_IN_A_CHUNK - 1) {
      yield chunk
      chunk = ''
    }
  }
  if (chunk !== '') yield chunk
}

/** A short table as CSV; the first row holds the titles. */
export function csvOfTable(rows: readonly (readonly string[])[], delimiter: Delimiter = ','): string {
  return BYTE_ORDER_MARK + rows.map((cells) => lineOf(cells, delimiter)).join('')
}

function lineOf(cells: readonly string[], delimiter: Delimiter): string {
  return `${cells.map(cellOf).join(delimiter)}\r\n`
}

/** RFC 4180, and safe in a spreadsheet: names come from strangers. */
function cellOf(text: string): string {
  // A cell that begins like this is run as a formula, in some programs even after spaces; the apostrophe makes it text.
  const safe = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text) ? `'${text}` : text
  return /[",;\r\n\t]|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
