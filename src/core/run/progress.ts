import type { Plan } from '../plan.ts'
import type { PortalWait } from './events.ts'
import type { Status } from './ledger.ts'
import { canGoOn, settledCount, type Phase, type RunState, type Stopped } from './state.ts'

/** How a run stands, in plain JSON: what a screen shows, and what other tabs are told. */
export interface RunProgress {
  readonly planId: string
  readonly phase: Phase
  /** How many contacts were confirmed to be deleted, and how many of them have their verdict. */
  readonly total: number
  readonly settled: number
  readonly counts: Readonly<Record<Status, number>>
  readonly waiting: { readonly until: number; readonly reason: PortalWait } | null
  readonly stopped: Stopped | null
  readonly canGoOn: boolean
  /** Seconds until the end if all goes on as it goes; null: not known yet, or nothing goes on. */
  readonly secondsLeft: number | null
}

/** @param keptAtReview how many of the plan a rule kept before it began: they were not confirmed. */
export function progressOf(
  plan: Plan,
  state: RunState,
  keptAtReview: number,
  secondsLeft: number | null,
): RunProgress {
  const { phase, counts, waiting, stopped } = state
  return {
    planId: plan.id,
    phase,
    total: plan.ids.length - keptAtReview,
    settled: settledCount(state) - keptAtReview,
    counts,
    waiting,
    stopped,
    canGoOn: canGoOn(state),
    secondsLeft,
  }
}
