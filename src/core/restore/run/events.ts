import type { Failure } from '../../failure.ts'
import type { ActAnswer } from '../ports.ts'
import type { CommonEvent } from '../../job/events.ts'
import type { Indices } from '../../job/state.ts'

/**
 * Everything that ever happens to a restore, in the order it happened; its state is nothing but the fold of these.
 * Tasks are named by their index in the plan, times are Unix ms of our clock.
 */
export type RestoreEvent =
  | CommonEvent
  /** Written BEFORE the request leaves. `batch` is a number of its own for every request of the run. */
  | RestoreSentEvent
  | RestoreLookedEvent
  | ActedEvent
  /** The engine begins anew from its journal: nothing is in flight any more. */
  | { readonly type: 'restarted'; readonly at: number }

export interface RestoreSentEvent {
  readonly type: 'look-sent' | 'act-sent'
  readonly at: number
  readonly batch: number
  readonly tasks: Indices
}

/** What was asked in `batch` and is named nowhere here was not answered for. */
export interface RestoreLookedEvent {
  readonly type: 'looked'
  readonly at: number
  readonly batch: number
  readonly found: readonly (readonly [task: number, ids: readonly number[]])[]
  readonly absent: Indices
  readonly unseen: Indices
  readonly unread: readonly (readonly [task: number, failure: Failure])[]
}

/** As above. */
export interface ActedEvent {
  readonly type: 'acted'
  readonly at: number
  readonly batch: number
  readonly answers: readonly (readonly [task: number, answer: ActAnswer])[]
}
