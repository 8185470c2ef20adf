import type { FileContent, TableProblem } from '#core/list/table.ts'

/** A spreadsheet to read: the bytes of a ZIP or compound file, or markup. */
export type BookQuestion =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly name: string }
  | { readonly kind: 'markup'; readonly text: string }

export type BookAnswer = FileContent | { readonly kind: 'unreadable'; readonly reason: TableProblem }
