import type { Failure } from '../failure.ts'
import type { Wish } from './engine.ts'
import type { PortalWait } from './state.ts'

/** The events that all kinds of job share. Times are Unix ms of our clock; each request has its own `batch` number. */
export type CommonEvent =
  /** `recheck-asked`: look once more at items whose verdict is unknown. */
  | { readonly type: Wish; readonly at: number }
  | FailedEvent
  | { readonly type: 'waits'; readonly at: number; readonly until: number; readonly reason: PortalWait }

/** The whole request failed or has no readable answer. */
export interface FailedEvent {
  readonly type: 'failed'
  readonly at: number
  readonly batch: number
  readonly failure: Failure
}
