import { admitsAt, requestsLeft } from '../../../job/pace/bucket.ts'
import type { Pace } from '../../../job/pace/pace.ts'
import type { Indices, PortalWait } from '../../../job/state.ts'
import type { RestorePlan } from '../../plan/plan.ts'
import { goesAlone } from '../../plan/tasks.ts'
import { FIRST_CREATED } from './batch-size.ts'
import { candidates } from './candidates.ts'
import { TASK_LEDGER } from '../ledger.ts'
import { lookedTogether, madeTogether } from './fill-batch.ts'
import type { RestoreState } from '../state.ts'

/** What to do now. */
export type RestoreStep =
  /** One request that looks for these. */
  | { readonly kind: 'look'; readonly tasks: Indices }
  /** One request that does these. */
  | { readonly kind: 'act'; readonly tasks: Indices }
  | { readonly kind: 'wait'; readonly until: number | null; readonly reason: RestoreWait }
  | { readonly kind: 'finished' }

export type RestoreWait =
  | PortalWait
  | 'answer'
  /** Waits until the person presses Start or Resume. */
  | 'person'
  /** Our share of the request bucket is used up. */
  | 'requests'

/**
 * Requests in flight at once: the portal works on several side by side. Where the bucket allows no more than one request
 * a second there are fewer, since full ones then matter more.
 */
const MOST_LANES = 8
const MOST_TIGHT_LANES = 3
/** How many lookups are worth a request of their own before one that is not full. */
const ENOUGH_LOOKS = 25
/** How many tasks are worth a request beside others: as many as fit in, unless requests are plenty. */
const ENOUGH = { looks: 10, acts: 10 }
/** Where requests are scarce: how many batches of tasks are looked up at once. Slow portals make few things in one. */
const BATCHES_AHEAD = 6
const LEAST_AHEAD = 100
/**
 * How many contacts are worked on at a time: each is looked for shortly before it is sent. More make fuller requests, and
 * are done soon enough while requests are left in our share.
 */
const CONTACTS_AT_ONCE = 300
const CONTACTS_A_REQUEST = 8
/** So few that are left are worked on with the others: alone, their requests would be many and small. */
const LAST_CONTACTS = 50
/** Batches in flight at once while they still grow: more small ones would only use up requests. */
const TRIAL_LANES = 2
/** Requests are plenty if there is one for each this many tasks, and a few more. */
const TASKS_A_REQUEST = 30
const SPARE = 5

/**
 * What a restore does next. Pure; call it again after every event and after every wait.
 * @param mostCreated how many things one request may make. @param isTried false: that number still grows.
 */
export function nextRestoreStep(
  plan: RestorePlan,
  state: RestoreState,
  pace: Pace,
  now: number,
  mostCreated: number = FIRST_CREATED,
  isTried = true,
): RestoreStep {
  if (state.phase === 'done') return { kind: 'finished' }
  if (state.phase === 'ready' || state.phase === 'paused') return wait(null, 'person')
  if (state.flights.length >= lanesOf(pace) || state.phase === 'pausing') return wait(null, 'answer')
  if (pace.quiet !== null && now < pace.quiet.until) return wait(pace.quiet.until, pace.quiet.reason)
  const step = wantedStep(plan, state, pace, now, mostCreated, isTried)
  if (step.kind === 'wait') return step
  const admitted = Math.max(admitsAt(pace.bucket, pace.limits, now), apart(pace, now))
  return admitted > now ? wait(admitted, 'requests') : step
}

function lanesOf({ limits }: Pace): number {
  return limits.leakPerSecond * limits.share > 1 ? MOST_LANES : MOST_TIGHT_LANES
}

/** If the clock was set back, it does not matter when the last request left. */
function apart({ sentAt, room }: Pace, now: number): number {
  return sentAt > now ? now : sentAt + room.apartMs
}

function arePlenty(
  { contacts, parts, ledger }: RestoreState,
  { bucket, limits }: Pace,
  now: number,
): boolean {
  const open = ledger.size - TASK_LEDGER.settledIn(contacts) - TASK_LEDGER.settledIn(parts)
  return requestsLeft(bucket, limits, now) >= SPARE + open / TASKS_A_REQUEST
}

function contactsAtOnce({ contacts }: RestoreState, { bucket, limits }: Pace, now: number): number {
  if (contacts.waiting <= LAST_CONTACTS) return Infinity
  return Math.max(CONTACTS_AT_ONCE, CONTACTS_A_REQUEST * requestsLeft(bucket, limits, now))
}

function hasLaneForTrial({ flights }: RestoreState): boolean {
  return flights.filter(({ kind, tasks }) => kind === 'act' && tasks.length > 1).length < TRIAL_LANES
}

function isSentAlone({ tasks }: RestorePlan, task: number): boolean {
  const what = tasks[task]
  return what !== undefined && goesAlone(what)
}

function wantedStep(
  plan: RestorePlan,
  state: RestoreState,
  pace: Pace,
  now: number,
  mostCreated: number,
  isTried: boolean,
): RestoreStep {
  const { acts, looks, next } = candidates(plan, state, now, contactsAtOnce(state, pace, now))
  const isBeside = state.flights.length > 0
  const batch = { commands: pace.room.commands, created: mostCreated }
  const scarce = { looks: Math.max(LEAST_AHEAD, BATCHES_AHEAD * mostCreated), acts: Infinity }
  const enough = arePlenty(state, pace, now) ? ENOUGH : scarce
  const going = isTried || hasLaneForTrial(state) ? acts : acts.filter((task) => isSentAlone(plan, task))
  const act = madeTogether(plan, state, going, batch)
  const isLookFirst = looks.length >= (isBeside ? enough.looks : ENOUGH_LOOKS)
  const isEnough = act.isFull || (isBeside ? act.tasks.length >= enough.acts : !isLookFirst)
  // A lookup stays valid for a while, so a request of many lookups goes before one that is not full.
  if (act.tasks.length > 0 && isEnough) return { kind: 'act', tasks: act.tasks }
  if (looks.length > 0 && (isLookFirst || !isBeside))
    return { kind: 'look', tasks: lookedTogether(plan, looks, batch) }
  return wait(next === Infinity ? null : next, isBeside ? 'answer' : 'portal-may-still-work')
}

function wait(until: number | null, reason: RestoreWait): RestoreStep {
  return { kind: 'wait', until, reason }
}
