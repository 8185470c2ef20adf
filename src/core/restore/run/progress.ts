import { isSettled, TASK_STATUSES, type TaskStatus } from './ledger.ts'
import type { RestorePlan } from '../plan/plan.ts'
import { canRestoreGoOn, restoreProgress, type RestoreState } from './state.ts'
import type { Phase, Stopped, PortalWait } from '../../job/state.ts'

/** How a restore stands, in plain JSON: what a screen shows, and what other tabs are told. */
export interface RestoreProgress {
  readonly planId: string
  readonly phase: Phase
  /** Contacts that are finished with all that hangs on them, of those that the plan restores. */
  readonly finished: number
  readonly total: number
  readonly counts: ContactCounts
  readonly waiting: { readonly until: number; readonly reason: PortalWait } | null
  readonly stopped: Stopped | null
  readonly canGoOn: boolean
  /** Seconds until the end if all goes on as it goes; null: not known yet, or nothing goes on. */
  readonly secondsLeft: number | null
}

export const CONTACT_COUNTS = [
  'restored',
  /** Back already, or brought back by somebody else at the same moment. */
  'already',
  'denied',
  'failed',
  'unknown',
  'waiting',
] as const

/** Of the contacts themselves; together they are `total`. */
export type ContactCounts = Readonly<Record<(typeof CONTACT_COUNTS)[number], number>>

export function contactCounts({ contacts }: Pick<RestoreState, 'contacts'>): ContactCounts {
  return {
    restored: contacts.made + contacts.extra + contacts.done + contacts['found-done'] + contacts.unconfirmed,
    already: contacts.already + contacts.doubled,
    denied: contacts.denied,
    // The last three are no ends of a contact; counted all the same, so that nobody is missing.
    failed: contacts.failed + contacts['target-gone'] + contacts['not-primary'] + contacts.blocked,
    unknown: contacts.unknown + contacts.sent + contacts.lost,
    waiting: contacts.waiting + contacts.looked,
  }
}

/** How much was done when the restore last began to go on; what comes after tells its pace. */
export interface Measure {
  /** Unix ms of our clock. */
  readonly since: number
  readonly done: number
}

const SHARES: Partial<Record<TaskStatus, number>> = { looked: 0.25, made: 0.75 }

/** What is done, in tasks; one that was looked for, or that is to be looked at once more, counts in part. */
export function tasksDone({ contacts, parts }: Pick<RestoreState, 'contacts' | 'parts'>): number {
  return TASK_STATUSES.reduce((sum, status) => {
    const share = isSettled(status) ? 1 : (SHARES[status] ?? 0)
    return sum + share * (contacts[status] + parts[status])
  }, 0)
}

/** Less says nothing of what is to come. */
const LEAST_MEASURED_MS = 3_000

/** @param measure null: nothing goes on. @param now Unix ms of our clock. */
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

/** As quickly as since it last began; and not before a wait is over. */
function secondsLeft(plan: RestorePlan, state: RestoreState, measure: Measure, now: number): number | null {
  const all = tasksDone(state)
  const done = all - measure.done
  const took = now - measure.since
  if (done <= 0 || took < LEAST_MEASURED_MS) return null
  const quiet = Math.max(0, (state.waiting?.until ?? now) - now)
  return (((plan.tasks.length - all) * took) / done + quiet) / 1000
}
