import { admitsAt } from '../../job/pace/bucket.ts'
import { mayBeChecked, waitsForCopies } from './reducer/reduce-copied.ts'
import { MOST_LANES } from '../../job/pace/lanes.ts'
import { statusOf } from './reducer/ledger.ts'
import type { Pace } from '../../job/pace/pace.ts'
import {
  evenDeletes,
  fullDeletes,
  openLanes,
  portionWithinLimit,
  readsAllowedAt,
  wishedDeletes,
} from './portion.ts'
import type { Checked, RunState } from './state.ts'
import type { Indices, PortalWait } from '../../job/state.ts'

/** What is to be done now. */
export type Step = Send | Look | Wait | { readonly kind: 'finished' }

/** One request: these deletes, all of them checked, and the check of those that come next. */
interface Send {
  readonly kind: 'send'
  readonly deletes: Indices
  readonly checks: Indices
}

/** One request that looks what became of these. */
interface Look {
  readonly kind: 'look'
  readonly contacts: Indices
}

/** Nothing before this time, or before something happens (null: only that). */
interface Wait {
  readonly kind: 'wait'
  readonly until: number | null
  readonly reason: WaitReason
}

export type WaitReason =
  | PortalWait
  /** Of a request in flight. */
  | 'answer'
  /** To press Start or Resume. */
  | 'person'
  /** Of those whose turn it is copies are being made. */
  | 'copies'
  /** Our share of the bucket of requests is used up; a matter of a second or two. */
  | 'requests'

/** A check is good for so long; then the contact is checked again before it is deleted. */
export const CHECK_LASTS_MS = 30_000
/**
 * A run of so few contacts is over in seconds, and gains nothing from looking far ahead: there a check is good only for
 * the next batch, or where several are in flight for the next of each lane.
 */
export const SMALL_RUN = 300
/** The portal's page: one reading checks that many (portal README, "Lists and filters"). */
const CHECK_GROUP = 50
const MOST_CHECKS_A_BATCH = 200
/** So many are checked while nothing is known of the portal's speed. */
const FIRST_CHECKS = 150
/** Refusals are gathered before they are looked into, but no longer than this. */
const LOOKS_TOGETHER = 40
const LOOK_WITHIN_MS = 10_000

/**
 * What a run does next. Pure; ask again after every event and when a wait is over.
 * @param checkCommands how many commands of a batch the check of 50 contacts takes.
 */
export function nextStep(state: RunState, pace: Pace, checkCommands: number, now: number): Step {
  if (state.phase === 'done') return { kind: 'finished' }
  if (state.phase === 'ready' || state.phase === 'paused') return wait(null, 'person')
  const busy = state.flights.length > 0
  if (state.phase === 'pausing') return wait(null, 'answer')
  if (pace.quiet !== null && now < pace.quiet.until) return wait(pace.quiet.until, pace.quiet.reason)
  if (state.flights.length >= openLanes(pace)) return wait(null, 'answer')
  const step = wantedStep(state, pace, checkCommands, now, busy)
  if (step.kind === 'wait') return step
  const admitted = Math.max(admitsAt(pace.bucket, pace.limits, now), apartFrom(pace, now))
  return admitted > now ? wait(admitted, 'requests') : step
}

/** A clock that was set back delays nothing. */
function apartFrom({ sentAt, room }: Pace, now: number): number {
  return sentAt > now ? now : sentAt + room.apartMs
}

function wantedStep(state: RunState, pace: Pace, checkCommands: number, now: number, busy: boolean): Step {
  const due = state.looks.filter(({ notBefore }) => notBefore <= now)
  const oldest = due.reduce((least, { notBefore }) => Math.min(least, notBefore), Infinity)
  const look = (): Look => ({
    kind: 'look',
    // The list takes one command, and each contact one.
    contacts: due.slice(0, pace.room.commands - 1).map(({ contact }) => contact),
  })
  if (due.length >= LOOKS_TOGETHER || now - oldest >= LOOK_WITHIN_MS) return look()
  // A run that was taken up: what an earlier visit sent is looked at before anything more is.
  if (due.length > 0 && pace.deletes.count === 0) return look()
  const send = state.phase === 'stopping' ? null : sendStep(state, pace, checkCommands, now, busy)
  if (send?.kind === 'send') return send
  if (due.length > 0) return look()
  if (send !== null) return sooner(send, state, now)
  if (busy) return wait(null, 'answer')
  return wait(nextLook(state) ?? now, 'portal-may-still-work')
}

/** Null: nothing is left to be sent. */
function sendStep(
  state: RunState,
  pace: Pace,
  checkCommands: number,
  now: number,
  busy: boolean,
): Send | Wait | null {
  const fresh = state.checked.filter((check) => isFresh(check, state, state.turn + 1, pace, now))
  const left = state.counts.checked + state.counts.waiting
  if (left === 0) return null
  const checking = state.flights.some((flight) => flight.kind === 'batch' && flight.checks.length > 0)
  const wished = evenDeletes(pace, left, wishedDeletes(pace), now)
  const portion = portionWithinLimit(pace, wished, now)
  if (portion.kind === 'wait') {
    return busy ? wait(null, 'answer') : wait(portion.until, 'operating-time')
  }
  if (fresh.length < portion.count * 0.75 && checking) return wait(null, 'answer')
  const readsAt = readsAllowedAt(pace, now)
  // Those checked longest ago go first: they could not go with the next batch.
  const going = fresh.slice(0, portion.count)
  const checks = readsAt > now ? [] : toCheck(state, going, pace, checkCommands, now)
  const commands = pace.room.commands - checkCommands * Math.ceil(checks.length / CHECK_GROUP)
  const taken = new Set(checks)
  const deletes = going.slice(0, commands).flatMap(({ contact }) => (taken.has(contact) ? [] : contact))
  if (deletes.length + checks.length > 0) return { kind: 'send', deletes, checks }
  if (busy) return wait(null, 'answer')
  if (readsAt > now) return wait(readsAt, 'operating-time')
  return wait(waitsForCopies(state) ? null : now, 'copies')
}

/** Who is to be checked with this batch, so that no lane ever has to wait for a check. */
function toCheck(
  state: RunState,
  going: readonly Checked[],
  pace: Pace,
  checkCommands: number,
  now: number,
): number[] {
  const underWay = state.flights.reduce(
    (sum, flight) => sum + (flight.kind === 'batch' ? flight.checks.length : 0),
    0,
  )
  const gone = new Set(going.map(({ contact }) => contact))
  const rest = state.checked.filter(({ contact }) => !gone.has(contact))
  const good = rest.filter((check) => isFresh(check, state, state.turn + 2, pace, now))
  const missing = aheadOf(state, pace, going.length) - good.length - underWay
  if (missing <= 0) return []
  // Where far too few are checked, a batch gives up a few deletes for more checks.
  const room = Math.floor((pace.room.commands - wishedDeletes(pace)) / Math.max(1, checkCommands))
  const most = state.nextBatch === 1 ? 1 : pace.lanes.settled ? MOST_CHECKS_A_BATCH / CHECK_GROUP : 2
  const groups = Math.max(1, Math.min(most, Math.max(room, missing > 2 * CHECK_GROUP ? 2 : 1)))
  // A group costs the same however few are in it, but a check must not grow old before its contact's turn.
  const inTime = ((CHECK_LASTS_MS / 1000) * pace.lanes.allowed) / Math.max(0.001, pace.deletes.mean)
  const whole = Math.min(Math.ceil(missing / CHECK_GROUP) * CHECK_GROUP, inTime - good.length - underWay)
  const wanted = Math.min(Math.max(missing, Math.floor(whole)), groups * CHECK_GROUP)
  const kept = new Set(good.map(({ contact }) => contact))
  const old = rest.flatMap(({ contact }) => (kept.has(contact) ? [] : contact))
  const again = state.again.filter((contact) => mayBeChecked(state, contact))
  const chosen = [...old, ...again].slice(0, wanted)
  const untouched = state.counts.waiting - state.again.length - underWay
  const enough = Math.min(wanted, chosen.length + untouched)
  const copied = state.copies === null ? state.ledger.size : state.copies.cursor
  const taken = new Set(state.again)
  for (let next = state.cursor; next < copied && chosen.length < enough; next++) {
    if (statusOf(state.ledger, next) === 'waiting' && !taken.has(next) && mayBeChecked(state, next))
      chosen.push(next)
  }
  return chosen
}

/** How many should be checked when this batch has left with `going` deletes. */
function aheadOf({ ledger }: RunState, pace: Pace, going: number): number {
  if (ledger.size <= SMALL_RUN) return openLanes(pace) * wishedDeletes(pace)
  if (pace.deletes.count === 0) return FIRST_CHECKS - going
  const lanes = pace.lanes.settled ? pace.lanes.allowed + 1 : MOST_LANES
  return lanes * fullDeletes(pace) - going
}

/** Whether a check is still good for the batch `turn`. A clock that was set back makes a check no younger. */
function isFresh(check: Checked, { ledger }: RunState, turn: number, pace: Pace, now: number): boolean {
  if (check.at > now || now - check.at > CHECK_LASTS_MS) return false
  return ledger.size > SMALL_RUN || turn - check.turn <= Math.max(1, openLanes(pace))
}

function nextLook(state: RunState): number | null {
  const times = state.looks.map(({ notBefore }) => notBefore)
  return times.length === 0 ? null : Math.min(...times)
}

function sooner(step: Wait, state: RunState, now: number): Wait {
  const look = nextLook(state)
  if (look === null || look <= now) return step
  if (step.until !== null && step.until <= look) return step
  return { ...step, until: look }
}

function wait(until: number | null, reason: WaitReason): Wait {
  return { kind: 'wait', until, reason }
}
