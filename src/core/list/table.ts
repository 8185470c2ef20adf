/** The content of a chosen file: text that is not split into cells yet, or the sheets of a workbook. */
export type FileContent =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'workbook'
      /** The visible sheets that are not empty, in their order; at least one. */
      readonly sheets: readonly Sheet[]
      /** How many hidden sheets are not empty; they are not read. */
      readonly hiddenSheets: number
      /** The file hides something, but it is unknown what, so everything counts as visible. */
      readonly hidesMore: boolean
    }

export interface Sheet {
  readonly name: string
  /** Cells as text; '' for an empty one. */
  readonly rows: readonly Row[]
  /** Indexes of rows that are hidden in the file, for example by a filter. */
  readonly hiddenRows: ReadonlySet<number>
}

export type Row = readonly string[]

/** The cells of a table or list. The number of a row, as a spreadsheet counts it, is its index plus 1. */
export interface Cells {
  readonly rows: readonly Row[]
  readonly hiddenRows: ReadonlySet<number>
  /** True: a pasted list without columns; each row is one line. */
  readonly isList: boolean
}

/** Why no table could be read from a chosen file. `password`: an encrypted spreadsheet. */
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

/** The number of columns up to the last one that is not empty. */
export function widthOf(rows: readonly Row[]): number {
  return rows.reduce((most, row) => {
    let width = row.length
    while (width > most && (row[width - 1] ?? '').trim() === '') width--
    return Math.max(most, width)
  }, 0)
}
