import type { PartSeal } from '../../archive/file/format.ts'
import type { Failure } from '../../failure.ts'
import type { GuardReason } from '../../plan/guards.ts'
import type { DeleteAnswer } from '../verdict.ts'
import type { CommonEvent } from '../../job/events.ts'
import type { Indices } from '../../job/state.ts'

/**
 * Everything that ever happens to a run, in the order it happened; a run's state is nothing but the fold of these.
 * Contacts are named by their index in the plan, times are Unix ms of our clock.
 */
export type RunEvent =
  | CommonEvent
  | SentEvent
  | AnsweredEvent
  | LookSentEvent
  | LookedEvent
  | CopiedEvent
  | CopiesGoneEvent
  /** Copies could not be made or not be kept. */
  | {
      readonly type: 'copy-failed'
      readonly at: number
      /** How many attempts had come to nothing before. */
      readonly troubles: number
      readonly failure: Failure
    }
  /** The engine begins anew from its journal: nothing is in flight any more. */
  | { readonly type: 'restored'; readonly at: number }

/** Written BEFORE the request leaves. */
export interface SentEvent {
  readonly type: 'sent'
  readonly at: number
  /** A number of its own for every request of the run, looks included. */
  readonly batch: number
  readonly deletes: Indices
  readonly checks: Indices
}

/** As above. */
export interface LookSentEvent {
  readonly type: 'look-sent'
  readonly at: number
  readonly batch: number
  readonly contacts: Indices
}

/** What was asked in `batch` and is named nowhere here was not answered for. */
export interface AnsweredEvent {
  readonly type: 'answered'
  readonly at: number
  readonly batch: number
  /** The portal's own `true`, and nothing else. */
  readonly deleted: Indices
  readonly others: readonly (readonly [contact: number, answer: Exclude<DeleteAnswer, { kind: 'true' }>])[]
  readonly clear: Indices
  readonly absent: Indices
  readonly guarded: readonly (readonly [contact: number, reason: GuardReason])[]
  readonly unread: readonly (readonly [contact: number, failure: Failure])[]
  /** The delete method's meter, so that a restored run does not run into the limit. */
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

/** Contacts were copied, and the copies are kept. */
export interface CopiedEvent {
  readonly type: 'copied'
  readonly at: number
  /** How many parts the archive had before, and those that this added. */
  readonly from: number
  readonly seals: readonly PartSeal[]
  /** Free to be checked and deleted, as far as their copies go. */
  readonly free: Indices
  /** Incomplete ones that stay. */
  readonly kept: Indices
  /** The portal did not show them. */
  readonly missing: Indices
  /** How many of the copies are incomplete. */
  readonly incomplete: number
}

/**
 * The run cannot go on with its archive, and begins another: somebody erased it, or its time was over, or it holds more
 * than the journal tells of, which lost its end.
 */
export interface CopiesGoneEvent {
  readonly type: 'copies-gone'
  readonly at: number
  /** Which of the run's archives. */
  readonly archive: number
  /** True: it is there all the same. */
  readonly kept: boolean
}
