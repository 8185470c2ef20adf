import type { Plan } from '../../plan/plan.ts'
import type { Status } from './reducer/ledger.ts'
import { canGoOn, settledCount, type RunState } from './state.ts'
import type { Phase, Stopped, PortalWait } from '../../job/state.ts'
import type { TabsChannel } from '../../job/tabs.ts'

/** How a run stands, in plain JSON: what a screen shows, and what other tabs are told. */
export interface RunProgress {
  readonly planId: string
  readonly phase: Phase
  /** How many contacts the plan has, and how many of them have their verdict. */
  readonly total: number
  readonly settled: number
  /** Those that a rule kept at the review already: in the plan and settled, but none that was confirmed to go. */
  readonly keptAtReview: number
  readonly counts: Readonly<Record<Status, number>>
  readonly waiting: { readonly until: number; readonly reason: PortalWait } | null
  readonly stopped: Stopped | null
  /** While all are copied before anything is deleted, and until the person goes on; null: deleting. */
  readonly copying: { readonly made: number; readonly ready: boolean } | null
  readonly canGoOn: boolean
  /** Seconds until the end if all goes on as it goes; null: not known yet, or nothing goes on. */
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
