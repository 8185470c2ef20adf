import * as v from 'valibot'

/**
 * What stays of a list after its contacts were selected: who was looked for and not found. It names people only by
 * their rows and references, so a record may hold it for years.
 */
export interface ListNote {
  /** Rows below the titles that are not blank. */
  readonly rows: number
  /** Rows by which at least one contact was found and selected. */
  readonly found: number
  /** Rows that fit contacts of whom none was selected; absent in notes of older versions, which counted them as found. */
  readonly undecided?: number
  /** Rows without anything to look for, or whose entries could not be read. */
  readonly unread: number
  /** How many rows found no contact. */
  readonly notFound: number
  /** The rows that found no contact, as far as there is room for them (`MOST_NOTED`). */
  readonly missing: readonly NotedRow[]
}

/** A row of a list, as a spreadsheet counts it, with the reference that stood in it; '' for none. */
export interface NotedRow {
  readonly row: number
  readonly reference: string
}

/** Rows without a contact that are noted one by one. */
export const MOST_NOTED = 500

/** As long as the reference that is typed at the confirmation may be. */
const LONGEST_REFERENCE = 200

/** A reference no longer than `LONGEST_REFERENCE`; a mark says that it was cut. */
export function shortReference(reference: string): string {
  return reference.length > LONGEST_REFERENCE ? `${reference.slice(0, LONGEST_REFERENCE - 1)}…` : reference
}

/** Contacts from a list, with all that the list said of them. */
export interface ListedContacts {
  readonly ids: readonly number[]
  /** The references of contacts that have one, by contact id. */
  readonly references: ReadonlyMap<number, string>
  readonly note: ListNote
}

const natural = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

export const listNoteSchema: v.GenericSchema<unknown, ListNote> = v.object({
  rows: natural,
  found: natural,
  undecided: v.exactOptional(natural),
  unread: natural,
  notFound: natural,
  missing: v.array(v.object({ row: natural, reference: v.string() })),
})
