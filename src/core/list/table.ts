/** What a chosen file holds: text whose cells are still to be found, or the sheets of a workbook. */
export type FileContent =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'workbook'
      /** The visible sheets that hold anything, in their order; at least one. */
      readonly sheets: readonly Sheet[]
      /** Hidden sheets that hold anything: they are not read. */
      readonly hiddenSheets: number
      /** Something in it is hidden, and what it is could not be read: all of it counts as visible. */
      readonly hidesMore: boolean
    }

export interface Sheet {
  readonly name: string
  /** Cells as text, '' where there is nothing. */
  readonly rows: readonly Row[]
  /** Indexes of rows that are hidden in the file, for example by a filter. */
  readonly hiddenRows: ReadonlySet<number>
}

export type Row = readonly string[]

/** Cells as they came. The number of a row, as a spreadsheet counts it, is its index plus 1. */
export interface Cells {
  readonly rows: readonly Row[]
  readonly hiddenRows: ReadonlySet<number>
  /** A pasted list without columns: each row is one line of it. */
  readonly isList: boolean
}

/** Why no table could be read from a chosen file. `password`: it is a spreadsheet that is encrypted. */
export type TableProblem = 'not-a-table' | 'too-large' | 'password'

export class TableUnreadable extends Error {
  override readonly name = 'TableUnreadable'
  readonly reason: TableProblem

  constructor(reason: TableProblem) {
    super(`table: ${reason}`)
    this.reason = reason
  }
}

export function isBlank(row: Row): boolean {
  return row.every((cell) => cell.trim() === '')
}

/** Columns up to the last one that holds anything. */
export function widthOf(rows: readonly Row[]): number {
  return rows.reduce((most, row) => {
    let width = row.length
    while (width > most && (row[width - 1] ?? '').trim() === '') width--
    return Math.max(most, width)
  }, 0)
}
