import type { ContactQuery } from '../contact/contact-query.ts'
import type { PlannedRow } from './plan.ts'
import type { PartialReading, Relation } from './relations.ts'
import type { Bin } from './review.ts'
import type { GuardSettings } from './guards.ts'

/** Reads the rows of a selection. Rejects with PortalFailure. */
export interface RowReader {
  /**
   * All contacts that match, by ID ascending with `>ID` and `start: -1`, many pages a request. Everything after the
   * first short page of a chained batch must be thrown away (portal README, "Walking many contacts"). Stop iterating to
   * cancel.
   */
  walk(query: ContactQuery): AsyncIterable<RowPortion>
  /** These contacts; ids that are not there, or not for this user, are simply absent. */
  read(ids: readonly number[]): AsyncIterable<RowPortion>
}

export interface RowPortion {
  readonly rows: readonly PlannedRow[]
  /** Unix ms of the portal's clock before the first row was read. */
  readonly readAt: number
}

/** Reads what hangs on many contacts with set filters, not contact by contact. Rejects with PortalFailure. */
export interface RelationReader {
  read(contactIds: readonly number[]): AsyncIterable<RelationPortion>
}

export interface RelationPortion {
  readonly contactIds: readonly number[]
  readonly relations: readonly Relation[]
  /** What could be read only in part or not at all; what is not named here was read in full. */
  readonly partial: readonly PartialReading[]
}

/** Who is asking, and what the portal allows. */
export interface PortalFacts {
  /** The user's id. */
  readonly me: number
  /** May write the app's options for everybody. */
  readonly isAdmin: boolean
  /**
   * Whether the larger bucket of requests applies (portal README, "Request limits"); false where the portal did not
   * say.
   */
  readonly enterprise: boolean
  readonly bin: Bin
}

export interface ContactCounter {
  /**
   * Counts who matches and who there is in all, in one request, after every key of the filter was seen to be one that
   * the portal knows: it drops an unknown one in silence, and the filter then means everybody
   * (portal README, "Lists and filters"). Rejects with `portal-error` and the code `UNKNOWN_FILTER_KEY` for a key that
   * it does not know.
   */
  count(query: ContactQuery): Promise<QueryCounts>
}

export interface QueryCounts {
  readonly matching: number
  readonly all: number
}

export interface GuardStore {
  /** A user's own rules; where there are none those of the portal; where there are none either the defaults. */
  read(): Promise<{ readonly settings: GuardSettings; readonly damaged: boolean }>
  /** For everybody when an administrator says so, else for this user. Resolves when the portal has taken it. */
  write(settings: GuardSettings): Promise<void>
}

/** What planning needs of the outside. */
export interface PlanningPorts {
  readonly facts: PortalFacts
  readonly counter: ContactCounter
  readonly rows: RowReader
  readonly relations: RelationReader
}
