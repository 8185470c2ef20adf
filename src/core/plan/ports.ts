import type { Contact } from '../contact/contact.ts'
import type { ContactQuery } from '../contact/contact-query.ts'
import type { ListedRow } from '../contact/matches-query.ts'
import type { PlannedRow } from './plan.ts'
import type { PartialReading, Relation } from './relations.ts'
import type { Bin } from './review.ts'
import type { GuardSettings } from './guards.ts'

/** Reads the rows of a selection. Rejects with PortalFailure. */
export interface RowReader {
  /**
   * All contacts that match, by ID ascending with `>ID` and `start: -1`, many pages in one request. Everything after the
   * first short page of a chained batch must be ignored (portal README, "Walking many contacts"). Stop iterating to
   * cancel.
   */
  walk(query: ContactQuery): AsyncIterable<RowPortion<FoundRow>>
  /** These contacts; ids that are gone, or not visible to this user, are absent. */
  read(ids: readonly number[]): AsyncIterable<RowPortion>
}

/** A row that the portal listed for a query. */
export interface FoundRow extends PlannedRow, ListedRow {}

export interface RowPortion<Row extends PlannedRow = PlannedRow> {
  readonly rows: readonly Row[]
  /** Unix ms of the portal's clock before the first row was read. */
  readonly readAt: number
}

/** Whole contacts, as the list shows them. Rejects with PortalFailure. */
export interface ContactReader {
  /** Ids that are gone, or not visible to this user, are absent. */
  read(ids: readonly number[]): AsyncIterable<readonly Contact[]>
}

/** Reads what is linked to many contacts at once, with filters on sets of ids. Rejects with PortalFailure. */
export interface RelationReader {
  read(contactIds: readonly number[]): AsyncIterable<RelationPortion>
}

export interface RelationPortion {
  readonly contactIds: readonly number[]
  readonly relations: readonly Relation[]
  /** Readings that are incomplete or failed; everything not named here was read in full. */
  readonly partial: readonly PartialReading[]
}

/** Who is asking, and what the portal allows. */
export interface PortalFacts {
  /** The user's id. */
  readonly me: number
  /** Whether this user may write the app's options for everyone. */
  readonly isAdmin: boolean
  /** Whether the larger bucket of requests applies (portal README, "Request limits"); false if the portal did not say. */
  readonly enterprise: boolean
  readonly bin: Bin
}

export interface ContactCounter {
  /**
   * Counts the contacts that match, and all contacts, in one request. Checks first that the portal knows every key of
   * the filter: it silently ignores an unknown one, so that the filter would match all contacts
   * (portal README, "Lists and filters"). Rejects with `filter-unknown` for a key that the portal does not know.
   */
  count(query: ContactQuery): Promise<QueryCounts>
}

export interface QueryCounts {
  readonly matching: number
  readonly all: number
}

export interface GuardStore {
  /** The user's own rules, or else the portal's, or else the defaults. */
  read(): Promise<{ readonly settings: GuardSettings; readonly damaged: boolean }>
  /** An administrator writes them for everyone, a user for themselves. Resolves when the portal has stored them. */
  write(settings: GuardSettings): Promise<void>
}

/** The ports of planning. */
export interface PlanningPorts {
  readonly facts: PortalFacts
  readonly counter: ContactCounter
  readonly rows: RowReader
  readonly relations: RelationReader
}
