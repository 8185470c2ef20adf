import type { Plan } from '../../plan/plan.ts'
import type { Status } from './reducer/ledger.ts'
import type { Drive } from './driver.ts'
import type { Step } from './next-step.ts'
import { canGoOn, settledCount, type RunState } from './state.ts'
import { nextCopies } from './reducer/reduce-copied.ts'
import type { Doing, JobProgress } from '../../job/state.ts'
import type { TabsChannel } from '../../job/tabs.ts'

export interface RunProgress extends JobProgress {
  /** How many contacts of the plan have their verdict. */
  readonly settled: number
  /** Contacts that a rule skipped at the review: in the plan and settled, but not confirmed for deletion. */
  readonly keptAtReview: number
  readonly counts: Readonly<Record<Status, number>>
  /** While all contacts are copied first, and until the person goes on; null: the run deletes. */
  readonly copying: { readonly made: number; readonly ready: boolean } | null
}

/** @param keptAtReview as `readyRun` counted them. */
export function progressOf(
  plan: Plan,
  keptAtReview: number,
  { state, step }: Pick<Drive, 'state' | 'step'>,
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
    doing: doingNow(state, step),
    canGoOn: canGoOn(state),
    secondsLeft,
  }
}

/** Deletes matter most to the person, so other work beside them is not named. */
function doingNow(state: RunState, step: Step): Doing | null {
  if (state.phase !== 'running') return null
  const batches = state.flights.flatMap((flight) => (flight.kind === 'batch' ? [flight] : []))
  const deletes = batches.reduce((sum, flight) => sum + flight.deletes.length, 0)
  if (deletes > 0) return { kind: 'deleting', count: deletes }
  const copies = nextCopies(state).length
  if (copies > 0) return { kind: 'copying', count: copies }
  const checks = batches.reduce((sum, flight) => sum + flight.checks.length, 0)
  if (checks > 0) return { kind: 'checking', count: checks }
  if (state.flights.length > 0) return { kind: 'looking', count: state.looks.length }
  return step.kind === 'wait' && step.reason === 'requests' ? { kind: 'waiting', count: 0 } : null
}

export type RunChannel = TabsChannel<RunProgress>
