import type { Plan } from '../../plan/plan.ts'
import type { Status } from './reducer/ledger.ts'
import { canGoOn, settledCount, type RunState } from './state.ts'
import type { Phase, Stopped, PortalWait } from '../../job/state.ts'
import type { TabsChannel } from '../../job/tabs.ts'

/** The progress of a run, in plain JSON: for the screen, and for other tabs. */
export interface RunProgress {
  readonly planId: string
  readonly phase: Phase
  /** How many contacts the plan has, and how many of them have their verdict. */
  readonly total: number
  readonly settled: number
  /** Contacts that a rule skipped at the review: in the plan and settled, but not confirmed for deletion. */
  readonly keptAtReview: number
  readonly counts: Readonly<Record<Status, number>>
  readonly waiting: { readonly until: number; readonly reason: PortalWait } | null
  readonly stopped: Stopped | null
  /** While all contacts are copied first, and until the person goes on; null: the run deletes. */
  readonly copying: { readonly made: number; readonly ready: boolean } | null
  readonly canGoOn: boolean
  /** Estimated seconds until the end; null: not known yet, or the run is not active. */
  readonly secondsLeft: number | null
}

/** @param keptAtReview as `readyRun` counted them. */
export function progressOf(
  plan: Plan,
  keptAtReview: number,
  state: RunState,
  secondsLeft: number | null,
): RunProgress {
  const { phase, counts, waiting, stopped, copies } = state
  return {
    planId: plan.id,
    phase,
    total: plan.ids.length,
    settled: settledCount(state),
    keptAtReview,
    counts,
    waiting,
    stopped,
    copying:
      copies?.first === 'making' || copies?.first === 'ready'
        ? { made: copies.contacts, ready: copies.first === 'ready' }
        : null,
    canGoOn: canGoOn(state),
    secondsLeft,
  }
}

export type RunChannel = TabsChannel<RunProgress>
