import type { PartSeal } from '../archive/format.ts'
import type { ContactQuery } from '../contact/contact-query.ts'
import type { Failure } from '../failure.ts'
import type { Plan, PlannedRow } from '../plan/plan.ts'
import type { PartialReading, Relation, RelationKind } from '../plan/relations.ts'
import type { DeleteAnswer, Presence } from './verdict.ts'

/**
 * What planning and running need of the outside. `portal/` implements the first four, `device/` the rest. Requests of
 * a run never reject: what happened to them is part of the story, so it is a value.
 */
export interface RunPorts {
  readonly batches: BatchSender
  readonly looks: PresenceReader
  readonly journal: JournalStore
  readonly clock: Clock
  /** Absent: the plan was confirmed without copies. */
  readonly copies?: CopyKeeper
}

/** Reads the rows of a selection. Rejects with PortalFailure. */
export interface RowReader {
  /**
   * All contacts that match, by ID ascending with `>ID` and `start: -1`, many pages a request. Everything after the
   * first short page of a chained batch must be thrown away (rest-contract.md, 9). Stop iterating to cancel.
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

/** One request: deletes first, then the re-check of contacts that come next (no request of its own). */
export interface BatchRequest {
  /** Contact ids, in this order. */
  readonly deletes: readonly number[]
  /** Contact ids; groups of at most 50 share one reading, see `checkCommands`. */
  readonly checks: readonly number[]
  /** Unix ms of the portal's clock: only relations that were linked or changed since are asked for. */
  readonly since: number
  /** False: the rules look only at the contact's own row. */
  readonly relations: boolean
}

export interface BatchSender {
  /** What a run may put into requests, looks included; asked once, when it begins. Absent: `WHOLE_BATCH`. */
  readonly room?: BatchRoom
  /** Commands that the re-check of one group of up to 50 contacts takes; a batch holds `room` commands in all. */
  checkCommands(relations: boolean): number
  /** Sends ONCE and never again by itself; gives up after 30 s at the latest. */
  send(request: BatchRequest): Promise<BatchReply>
}

export interface BatchRoom {
  readonly commands: number
  /** So long after a request the next may leave; 0: at once. */
  readonly apartMs: number
}

/** The portal takes no more than 50 commands a batch (rest-contract.md, 3.1). */
export const WHOLE_BATCH: BatchRoom = { commands: 50, apartMs: 0 }

export type BatchReply =
  | {
      readonly kind: 'answered'
      /** By contact id; an id that is missing was not answered for. */
      readonly deletes: ReadonlyMap<number, DeleteAnswer>
      readonly checks: ReadonlyMap<number, CheckAnswer>
      readonly timing: BatchTiming
    }
  | { readonly kind: 'failed'; readonly failure: Failure }

export type CheckAnswer =
  | {
      readonly kind: 'there'
      readonly row: PlannedRow
      /** Linked or changed since `BatchRequest.since`. */
      readonly changed: readonly Relation[]
      /**
       * Unix ms of the portal's clock, whole seconds: when somebody last did something with it of which its row does not
       * tell: a comment, an activity, a requisite. Null: not told.
       */
      readonly touchedAt: number | null
      /** Kinds that the portal refused for good; a refusal that may pass makes the whole answer `unread`. */
      readonly unreadable: readonly RelationKind[]
    }
  /** The list did not show it: gone, or hidden from this user. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'unread'; readonly failure: Failure }

/** What the portal told of its own time (`result_time`); empty where it told nothing readable. */
export interface BatchTiming {
  /** Seconds of each delete that was carried out. */
  readonly deleteSeconds: readonly number[]
  readonly meters: readonly Meter[]
}

/** A method's operating time. `delete` is the one that runs out first; readings share what their methods tell. */
export interface Meter {
  readonly name: MeterName
  /** Seconds of the last ten minutes, of all users of the app; the highest value told. */
  readonly operating: number
  /** Unix ms of OUR clock at which the oldest minute falls out. */
  readonly resetAt: number
}
export type MeterName = 'delete' | 'read'

export interface PresenceReader {
  /** Up to 50 contacts in one request: `@ID` shows who is there, `crm.item.get` tells gone from hidden. */
  look(ids: readonly number[]): Promise<LookReply>
}

export type LookReply =
  | { readonly kind: 'looked'; readonly presences: ReadonlyMap<number, Presence> }
  | { readonly kind: 'failed'; readonly failure: Failure }

/** Copies contacts into the run's archive before they may be deleted (core/archive). */
export interface CopyKeeper {
  /**
   * Reads all that the portal tells of these and keeps it. Never rejects. A part that was kept and is not in the
   * journal, as after a crash, is written over where nothing is lost by that.
   */
  copy(ids: readonly number[], made: MadeCopies): Promise<CopyReply>
  /**
   * Writes the archive's last line, without which it is no whole one. One that holds more than is known of stays
   * without, and that is no trouble. False: it could not be kept. Never rejects.
   */
  close(made: MadeCopies): Promise<boolean>
  /** Whether the archive is still where it must be kept: somebody may have erased it. Never rejects. */
  look(made: MadeCopies): Promise<{ readonly kind: 'there' } | LostCopies | FailedCopies>
}

/** What an archive holds so far, by the journal. */
export interface MadeCopies {
  /** Which of the run's archives it is, see `archiveIdOf`. */
  readonly archive: number
  /** Its parts, the header first. */
  readonly seals: readonly PartSeal[]
  readonly contacts: number
  readonly incomplete: number
}

export type CopyReply =
  | {
      readonly kind: 'copied'
      readonly seals: readonly PartSeal[]
      readonly copies: readonly ({ readonly id: number; readonly whole: boolean } & CopyNote)[]
    }
  | LostCopies
  | FailedCopies

/** What a check is held against: whether the contact is still as it was copied. */
export interface CopyNote {
  /** Unix ms of the portal's clock. */
  readonly readAt: number
  /** What it was linked to, as `linkKey` writes it. */
  readonly links: readonly string[]
}

/** The archive cannot be gone on with: another is to be begun. */
export interface LostCopies {
  readonly kind: 'lost'
  /** True: it is there, with parts that the journal does not tell of. False: it was erased. */
  readonly kept: boolean
}

export interface FailedCopies {
  readonly kind: 'failed'
  readonly failure: Failure
}

/** Keeps plans and the records of their runs, per portal and user. A restore has a journal of its own. */
export interface JournalStore<RunPlan = Plan> {
  /** False: nothing is kept, the run goes on and cannot be resumed. */
  begin(plan: RunPlan): Promise<boolean>
  /**
   * Resolves when the record would survive a crash, or when it is certain to do so before the portal does anything
   * that is asked of it from now on; records come back in this order. False as above.
   */
  append(planId: string, record: string): Promise<boolean>
  /** The run that was not finished; null: none, or none that was kept. */
  unfinished(): Promise<UnfinishedRun<RunPlan> | DamagedRun | null>
  /** The run needs no resuming any more, or nobody wants to: its plan and records are removed. */
  finish(planId: string): Promise<void>
}

export interface UnfinishedRun<RunPlan = Plan> {
  readonly kind: 'whole'
  readonly plan: RunPlan
  readonly records: readonly string[]
}

/** There was a run, and what was kept of its plan can no longer be read. It stays until `finish`. */
export interface DamagedRun {
  readonly kind: 'damaged'
  readonly planId: string
}

/** One run a portal and user at a time. */
export interface RunLock {
  /** Null: another tab holds it. The lock is held until `release`. */
  hold(): Promise<{ release(): void } | null>
  /** Calls back once when no tab holds it, not within the call; the result ends the waiting. */
  whenFree(act: () => void): () => void
}

/** The only source of time; in the browser a worker, which background tabs do not slow down. */
export interface Clock {
  /** Unix ms. */
  now(): number
  /** Calls back once at or after the time, never before; the result cancels it. */
  at(time: number, wake: () => void): () => void
}
