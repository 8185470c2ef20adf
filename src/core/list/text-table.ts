import { hasKnownTitle } from './guess-columns.ts'
import { readAny, tidy } from './read-value.ts'
import { isBlank, type Cells, type Row } from './table.ts'

/** Splits text into cells at this sign, except inside quotes, which may also hold line breaks. */
export type ParseDelimited = (text: string, delimiter: string) => readonly Row[]

/** How many lines are read to find the sign between the cells. */
const SAMPLE = 50
/** How many lines may hold the titles. */
const FIRST_LINES = 10
/** A sign that occurs in no text that was read, so it separates no cells. */
const NO_DELIMITER = '\u0001'
const NO_ROWS: ReadonlySet<number> = new Set()

/** The cells of a CSV or text file. */
export function cellsOfFile(text: string, parse: ParseDelimited): Cells {
  // Excel's own first line, `sep=;`, is not a row of the table.
  const named = /^sep=([^\r\n])\r?\n/iu.exec(text)
  const table = named === null ? text : text.slice(named[0].length)
  const delimiter = named?.[1] ?? delimiterOf(table, parse, ['\t', ';', ',', '|'], isWide) ?? NO_DELIMITER
  return { rows: parse(table, delimiter), hiddenRows: NO_ROWS, isList: false }
}

/** The cells of a pasted text: a table copied from a spreadsheet or a file, or else a list, line by line. */
export function cellsOfPaste(text: string, parse: ParseDelimited): Cells {
  const delimiter = text.includes('\t') ? '\t' : delimiterOf(text, parse, [';', ','], isNoList)
  if (delimiter !== null) return { rows: parse(text, delimiter), hiddenRows: NO_ROWS, isList: false }
  return { rows: text.split(/\r\n|\r|\n/u).map((line) => [line]), hiddenRows: NO_ROWS, isList: true }
}

/** The sign between the cells; null: there are no columns. */
function delimiterOf(
  text: string,
  parse: ParseDelimited,
  signs: readonly string[],
  isTable: (rows: readonly Row[]) => boolean,
): string | null {
  const sample = text
    .split(/\r\n|\r|\n/u, 5 * SAMPLE)
    .filter((line) => line.trim() !== '')
    .slice(0, SAMPLE)
    .join('\n')
  const tables = signs.map((sign) => {
    const rows = parse(sample, sign).filter((row) => !isBlank(row))
    return { sign, rows, ...usualWidth(rows) }
  })
  const titled = tables.filter(({ rows }) =>
    rows.slice(0, FIRST_LINES).some((row) => row.length > 1 && hasKnownTitle(row)),
  )
  const fitting = titled.length > 0 ? titled : tables.filter(({ rows }) => isTable(rows))
  const best = fitting.toSorted((one, other) => other.lines - one.lines || other.width - one.width)[0]
  return best?.sign ?? null
}

/** Whether most lines have the same number of cells, and more than one. */
function isWide(rows: readonly Row[]): boolean {
  const { lines } = usualWidth(rows)
  return lines > 1 && lines * 2 >= rows.length
}

/** Whether all lines have the same number of cells, and a whole column holds no values to find, such as names. */
function isNoList(rows: readonly Row[]): boolean {
  const { lines, width } = usualWidth(rows)
  if (lines < 2 || lines < rows.length) return false
  return Array.from({ length: width }, (_, at) => rows.map((row) => tidy(row[at] ?? ''))).some((column) =>
    column.every((cell) => readAny(cell, 'id') === null),
  )
}

/** The number of cells, above one, that most rows have. */
function usualWidth(rows: readonly Row[]): { lines: number; width: number } {
  const counts = new Map<number, number>()
  for (const { length } of rows) if (length > 1) counts.set(length, (counts.get(length) ?? 0) + 1)
  const [width = 0, lines = 0] = [...counts].toSorted((one, other) => other[1] - one[1])[0] ?? []
  return { lines, width }
}
