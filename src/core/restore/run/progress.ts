import { TASK_LEDGER } from './ledger.ts'
import type { RestorePlan } from '../plan/plan.ts'
import type { RestoreDrive } from './driver.ts'
import type { RestoreStep } from './steps/next-step.ts'
import { canRestoreGoOn, restoreProgress, type RestoreState } from './state.ts'
import type { Doing, JobProgress } from '../../job/state.ts'
import { secondsAt, watchHistory, type Watched } from '../../job/pace/history.ts'
import type { Clock } from '../../job/ports.ts'

/** `total`: the contacts that the plan restores. */
export interface RestoreProgress extends JobProgress {
  /** Those that are finished with all that is linked to them. */
  readonly finished: number
  readonly counts: ContactCounts
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

function contactCounts({ contacts }: Pick<RestoreState, 'contacts'>): ContactCounts {
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

/** One that was made and is to be looked for once more. A lookup before that costs next to nothing. */
const MADE = 0.75

function tasksDone({ contacts, parts }: Pick<RestoreState, 'contacts' | 'parts'>): number {
  return [contacts, parts].reduce((sum, of) => sum + TASK_LEDGER.settledIn(of) + MADE * of.made, 0)
}

/** @param secondsLeft of `watchRestoreTime`. */
export function restoreProgressOf(
  plan: RestorePlan,
  { state, step }: Pick<RestoreDrive, 'state' | 'step'>,
  secondsLeft: number | null,
): RestoreProgress {
  const { phase, waiting, stopped } = state
  return {
    planId: plan.id,
    phase,
    ...restoreProgress(state),
    counts: contactCounts(state),
    waiting,
    stopped,
    doing: doingNow(state, step),
    canGoOn: canRestoreGoOn(plan, state),
    secondsLeft,
  }
}

function doingNow({ phase, flights }: RestoreState, step: RestoreStep): Doing | null {
  if (phase !== 'running') return null
  if (flights.length === 0)
    return step.kind === 'wait' && step.reason === 'requests' ? { kind: 'waiting', count: 0 } : null
  const acts = flights.filter(({ kind }) => kind === 'act')
  const shown = acts.length > 0 ? acts : flights
  const count = shown.reduce((sum, { tasks }) => sum + tasks.length, 0)
  return { kind: acts.length > 0 ? 'restoring' : 'looking', count }
}

/** Estimates the seconds until the end of a restore, at its pace so far, plus the rest of a wait; null: not known. */
export function watchRestoreTime(
  plan: RestorePlan,
  restore: Watched<RestoreState>,
  clock: Pick<Clock, 'now'>,
): () => number | null {
  const history = watchHistory(restore, clock, () => tasksDone(restore.state))
  return () => {
    const { state } = restore
    const measured = history()
    const atWork = measured && secondsAt(measured, plan.tasks.length - tasksDone(state))
    if (atWork === null) return null
    const now = clock.now()
    // The last things wait for one another, so below a minute it may take twice as long.
    const slowed = Math.max(atWork, Math.min(2 * atWork, MINUTE_SECONDS))
    return slowed + Math.max(0, (state.waiting?.until ?? now) - now) / 1000
  }
}

const MINUTE_SECONDS = 60
