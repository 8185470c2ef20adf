import type { Failure } from '../failure.ts'
import type { Wish } from './engine.ts'
import type { PortalWait } from './state.ts'

/** What happens to a job of any kind. Times are Unix ms of our clock; every request has a `batch` number of its own. */
export type CommonEvent =
  /** `recheck-asked`: to look once more at those whose fate could not be found out. */
  | { readonly type: Wish; readonly at: number }
  | FailedEvent
  | { readonly type: 'waits'; readonly at: number; readonly until: number; readonly reason: PortalWait }

/** The request as a whole has no answer that can be read. */
export interface FailedEvent {
  readonly type: 'failed'
  readonly at: number
  readonly batch: number
  readonly failure: Failure
}
