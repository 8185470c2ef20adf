import type { Failure } from '../failure.ts'
import type { Known } from '../plan/guards.ts'
import type { PlannedRow } from '../plan/plan.ts'
import type { Relation, RelationKind } from '../plan/relations.ts'
import type { DeleteAnswer, Presence, Verdict } from './verdict.ts'
import type { BatchTiming, BatchRoom, JournalStore, Clock, RequestAccount } from '../job/ports.ts'
import type { CopyKeeper } from '../archive/ports.ts'

/** The ports of a run. Its requests never reject: a failure is one of their results. */
export interface RunPorts {
  readonly batches: BatchSender
  readonly looks: PresenceReader
  readonly journal: Pick<JournalStore, 'append'>
  readonly clock: Clock
  /** Absent: the plan was confirmed without copies. */
  readonly copies?: CopyKeeper
  /** What else this page sends; absent: nothing. */
  readonly requests?: Omit<RequestAccount, 'noteEarlierVisit'>
}

/** One request: deletes first, then the check of contacts that come next, which so costs no request of its own. */
export interface BatchRequest {
  /** Contact ids, in this order. */
  readonly deletes: readonly number[]
  /** Contact ids; up to 50 share one reading, see `checkCommands`. */
  readonly checks: readonly number[]
  /** Unix ms of the portal's clock: only relations linked or changed since are read. */
  readonly since: number
  /** False: the rules look only at the contact's own row. */
  readonly relations: boolean
  /** By contact: the older one that must be there, unchanged since `since`. Absent: none must. */
  readonly older?: ReadonlyMap<number, number>
}

export interface BatchSender {
  /** How much a run may put into its requests, looks included; read once, when it begins. Absent: `WHOLE_BATCH`. */
  readonly room?: BatchRoom
  /** How many commands the check of up to 50 contacts takes; a batch holds `room` commands in all. */
  checkCommands(relations: boolean, older?: boolean): number
  /** Sends ONCE, never again by itself, and gives up after 30 s at the latest. */
  send(request: BatchRequest): Promise<BatchReply>
}

export type BatchReply =
  | {
      readonly kind: 'answered'
      /** By contact id; a missing id has no answer. */
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
       * When somebody last did something with the contact that its row does not show: a comment, an activity, a
       * requisite. Unix ms of the portal's clock, whole seconds; null: the portal does not say.
       */
      readonly touchedAt: number | null
      /** Kinds of relations that the portal refuses for good; after a refusal that may pass the whole answer is `unread`. */
      readonly unreadable: readonly RelationKind[]
      /** A list that could be read before, such as that of one of several smart processes, is refused now. */
      readonly blind?: boolean
      /** Whether the protect list names it now; `unsure`: the portal refuses the list for good. Absent: not asked. */
      readonly onProtectList?: Known
      /** Whether the older contact (`BatchRequest.older`) is there, unchanged. Absent: not asked. */
      readonly olderStays?: boolean
    }
  /** The list did not show it: gone, or hidden from this user. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'unread'; readonly failure: Failure }

export interface PresenceReader {
  /** Up to 50 contacts in one request: a list shows those that are there; asked for singly, gone differs from hidden. */
  look(ids: readonly number[]): Promise<PresenceReply>
}

export type PresenceReply =
  | { readonly kind: 'looked'; readonly presences: ReadonlyMap<number, Presence> }
  | { readonly kind: 'failed'; readonly failure: Failure }

export interface ContactDeleter {
  /**
   * Sends one delete and resolves to its verdict. If the answer is lost it looks at once: a contact that is gone was
   * deleted; one that is there is `unknown`, since the portal may still be at work on it. Never rejects: a failure is a
   * verdict too.
   */
  delete(contactId: number): Promise<Verdict>
  /**
   * Looks again at a contact whose verdict was `unknown`. Never rejects.
   * @param over the portal can no longer be at work on it, so a contact that is there was not deleted.
   * @param lost the failure that left the result of the delete unknown.
   */
  settle(contactId: number, over: boolean, lost: Failure): Promise<Verdict>
}
