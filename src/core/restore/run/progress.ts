import { isSettled, TASK_STATUSES, type TaskStatus } from './ledger.ts'
import type { RestorePlan } from '../plan/plan.ts'
import { canRestoreGoOn, restoreProgress, type RestoreState } from './state.ts'
import type { Phase, Stopped, PortalWait } from '../../job/state.ts'

/** The progress of a restore, in plain JSON, for the screen and for other tabs. */
export interface RestoreProgress {
  readonly planId: string
  readonly phase: Phase
  /** Of the contacts that the plan restores: those that are finished with all that is linked to them. */
  readonly finished: number
  readonly total: number
  readonly counts: ContactCounts
  readonly waiting: { readonly until: number; readonly reason: PortalWait } | null
  readonly stopped: Stopped | null
  readonly canGoOn: boolean
  /** Seconds until the end at the present pace; null: not known yet, or the restore is not running. */
  readonly secondsLeft: number | null
}

export const CONTACT_COUNTS = [
  'restored',
  /** Back already, or restored by somebody else at the same moment. */
  'already',
  'denied',
  'failed',
  'unknown',
  'waiting',
] as const

/** Counts of the contacts themselves; their sum is `total`. */
export type ContactCounts = Readonly<Record<(typeof CONTACT_COUNTS)[number], number>>

export function contactCounts({ contacts }: Pick<RestoreState, 'contacts'>): ContactCounts {
  return {
    restored: contacts.made + contacts.extra + contacts.done + contacts['found-done'] + contacts.unconfirmed,
    already: contacts.already,
    denied: contacts.denied,
    // A contact never ends in the last three; they are added so that the sum is always `total`.
    failed: contacts.failed + contacts['target-gone'] + contacts['not-primary'] + contacts.blocked,
    unknown: contacts.unknown + contacts.sent + contacts.lost,
    waiting: contacts.waiting + contacts.looked,
  }
}

/** How much was done when the restore last started or resumed. Its pace is measured from then on. */
export interface Measure {
  /** Unix ms of our clock. */
  readonly since: number
  readonly done: number
}

const SHARES: Partial<Record<TaskStatus, number>> = { looked: 0.25, made: 0.75 }

/** How many tasks are done. One that was looked for, or is to be looked for once more, counts in part. */
export function tasksDone({ contacts, parts }: Pick<RestoreState, 'contacts' | 'parts'>): number {
  return TASK_STATUSES.reduce((sum, status) => {
    const share = isSettled(status) ? 1 : (SHARES[status] ?? 0)
    return sum + share * (contacts[status] + parts[status])
  }, 0)
}

/** A shorter time predicts nothing. */
const LEAST_MEASURED_MS = 3_000

/** @param measure null: the restore is not running. @param now Unix ms of our clock. */
export function restoreProgressOf(
  plan: RestorePlan,
  state: RestoreState,
  measure: Measure | null,
  now: number,
): RestoreProgress {
  const { phase, waiting, stopped } = state
  return {
    planId: plan.id,
    phase,
    ...restoreProgress(state),
    counts: contactCounts(state),
    waiting,
    stopped,
    canGoOn: canRestoreGoOn(plan, state),
    secondsLeft: measure === null ? null : secondsLeft(plan, state, measure, now),
  }
}

/** At the pace since it last started or resumed, plus the rest of a wait. */
function secondsLeft(plan: RestorePlan, state: RestoreState, measure: Measure, now: number): number | null {
  const all = tasksDone(state)
  const done = all - measure.done
  const took = now - measure.since
  if (done <= 0 || took < LEAST_MEASURED_MS) return null
  const quiet = Math.max(0, (state.waiting?.until ?? now) - now)
  return (((plan.tasks.length - all) * took) / done + quiet) / 1000
}
