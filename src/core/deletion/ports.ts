import type { Failure } from '../failure.ts'
import type { PlannedRow } from '../plan/plan.ts'
import type { Relation, RelationKind } from '../plan/relations.ts'
import type { DeleteAnswer, Presence, Verdict } from './verdict.ts'
import type { BatchTiming, BatchRoom, JournalStore, Clock } from '../job/ports.ts'
import type { CopyKeeper } from '../archive/ports.ts'

/**
 * What planning and running need of the outside. `portal/` implements the first four, `device/` the rest. Requests of
 * a run never reject: what happened to them is part of the story, so it is a value.
 */
export interface RunPorts {
  readonly batches: BatchSender
  readonly looks: PresenceReader
  readonly journal: Pick<JournalStore, 'append'>
  readonly clock: Clock
  /** Absent: the plan was confirmed without copies. */
  readonly copies?: CopyKeeper
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

export interface PresenceReader {
  /** Up to 50 contacts in one request: `@ID` shows who is there, `crm.item.get` tells gone from hidden. */
  look(ids: readonly number[]): Promise<PresenceReply>
}

export type PresenceReply =
  | { readonly kind: 'looked'; readonly presences: ReadonlyMap<number, Presence> }
  | { readonly kind: 'failed'; readonly failure: Failure }

export interface ContactDeleter {
  /**
   * Sends the one delete and tells what became of it. Where the answer is lost it looks at once: a contact that is gone
   * was deleted; one that is there is `unknown`, since the portal may still be at work on it. Never rejects: a trouble is
   * a verdict too.
   */
  delete(contactId: number): Promise<Verdict>
  /**
   * Looks once more at a contact whose verdict was `unknown`. Never rejects.
   * @param over the portal can no longer be at work on it: a contact that is there was not deleted.
   * @param lost why it was not known what became of the delete.
   */
  settle(contactId: number, over: boolean, lost: Failure): Promise<Verdict>
}
