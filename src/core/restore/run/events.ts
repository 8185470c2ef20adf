import type { Failure } from '../../failure.ts'
import type { ActAnswer } from '../ports.ts'
import type { CommonEvent } from '../../job/events.ts'
import type { Indices } from '../../job/state.ts'

/**
 * Everything that happens to a restore. Its state is the fold of these events, in order. Tasks are indices into the
 * plan; times are Unix ms of our clock.
 */
export type RestoreEvent =
  | CommonEvent
  /** Written BEFORE the request is sent. `batch` is different for every request of the run. */
  | RestoreSentEvent
  | RestoreLookedEvent
  | ActedEvent
  /** The engine starts again from its journal: no request is in flight any more. */
  | { readonly type: 'restarted'; readonly at: number }

export interface RestoreSentEvent {
  readonly type: 'look-sent' | 'act-sent'
  readonly at: number
  readonly batch: number
  readonly tasks: Indices
}

/** A task of `batch` that appears nowhere here got no answer. */
export interface RestoreLookedEvent {
  readonly type: 'looked'
  readonly at: number
  readonly batch: number
  readonly found: readonly (readonly [task: number, ids: readonly number[]])[]
  readonly absent: Indices
  readonly unseen: Indices
  readonly unread: readonly (readonly [task: number, failure: Failure])[]
}

/** A task of `batch` that is not in `answers` got no answer. */
export interface ActedEvent {
  readonly type: 'acted'
  readonly at: number
  readonly batch: number
  readonly answers: readonly (readonly [task: number, answer: ActAnswer])[]
}
