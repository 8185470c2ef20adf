import type { PartSeal } from '../../archive/file/format.ts'
import type { Failure } from '../../failure.ts'
import type { GuardReason } from '../../plan/guards.ts'
import type { DeleteAnswer } from '../verdict.ts'
import type { CommonEvent } from '../../job/events.ts'
import type { Indices } from '../../job/state.ts'

/**
 * All events of a run; its state is the fold of them in their order. Contacts are named by their index in the plan,
 * times are Unix ms of our clock.
 */
export type RunEvent =
  | CommonEvent
  | SentEvent
  | AnsweredEvent
  | LookSentEvent
  | LookedEvent
  | CopiedEvent
  | CopiesGoneEvent
  /** Copies could not be made or could not be stored. */
  | {
      readonly type: 'copy-failed'
      readonly at: number
      /** How many attempts in a row had failed before. */
      readonly troubles: number
      readonly failure: Failure
    }
  /** The run is resumed from its journal: nothing is in flight any more. */
  | { readonly type: 'restored'; readonly at: number }

/** Written BEFORE the request leaves. */
export interface SentEvent {
  readonly type: 'sent'
  readonly at: number
  /** Each request of the run has its own number, looks included. */
  readonly batch: number
  readonly deletes: Indices
  readonly checks: Indices
}

/** Written BEFORE the request leaves. */
export interface LookSentEvent {
  readonly type: 'look-sent'
  readonly at: number
  readonly batch: number
  readonly contacts: Indices
}

/** A contact of the batch that is not named here has no answer. */
export interface AnsweredEvent {
  readonly type: 'answered'
  readonly at: number
  readonly batch: number
  /** The portal answered `true`. */
  readonly deleted: Indices
  readonly others: readonly (readonly [contact: number, answer: Exclude<DeleteAnswer, { kind: 'true' }>])[]
  readonly clear: Indices
  readonly absent: Indices
  readonly guarded: readonly (readonly [contact: number, reason: GuardReason])[]
  readonly unread: readonly (readonly [contact: number, failure: Failure])[]
  /** The delete method's meter, so that a resumed run does not run into the limit. */
  readonly meter: { readonly operating: number; readonly resetAt: number } | null
}

export interface LookedEvent {
  readonly type: 'looked'
  readonly at: number
  readonly batch: number
  readonly there: Indices
  readonly gone: Indices
  readonly hidden: Indices
  readonly unread: readonly (readonly [contact: number, failure: Failure])[]
}

/** Contacts were copied, and the copies are stored. */
export interface CopiedEvent {
  readonly type: 'copied'
  readonly at: number
  /** How many parts the archive had before. */
  readonly from: number
  /** The parts that were added. */
  readonly seals: readonly PartSeal[]
  /** Contacts that may be checked and deleted now. */
  readonly free: Indices
  /** Contacts that are skipped because their copy is incomplete. */
  readonly kept: Indices
  /** Contacts that the portal did not show. */
  readonly missing: Indices
  /** How many of the copies are incomplete. */
  readonly incomplete: number
}

/**
 * The run cannot go on with its archive and begins another one: the archive was erased, or its time was over, or it
 * holds more than a journal that has lost its end.
 */
export interface CopiesGoneEvent {
  readonly type: 'copies-gone'
  readonly at: number
  /** Which of the run's archives. */
  readonly archive: number
  /** True: the archive is still stored. */
  readonly kept: boolean
}
