import { admitsAt, requestsLeft } from '../../job/pace/bucket.ts'
import { mayBeChecked, waitsForCopies } from './reducer/reduce-copied.ts'
import { MOST_LANES } from '../../job/pace/lanes.ts'
import { RUN_LEDGER } from './reducer/ledger.ts'
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

/** What the run does now. */
export type Step = Send | Look | Wait | { readonly kind: 'finished' }

/** One request: deletes of checked contacts, and the check of contacts that come next. */
interface Send {
  readonly kind: 'send'
  readonly deletes: Indices
  readonly checks: Indices
}

/** One request that looks at contacts whose delete was refused or lost, or that the list did not show. */
interface Look {
  readonly kind: 'look'
  readonly contacts: Indices
}

/** Do nothing until this time (null: no time is known), unless something happens first. */
interface Wait {
  readonly kind: 'wait'
  readonly until: number | null
  readonly reason: WaitReason
}

export type WaitReason =
  | PortalWait
  /** For the answer to a request in flight. */
  | 'answer'
  /** For a person to press Start or Resume. */
  | 'person'
  /** For the copies of the contacts that come next. */
  | 'copies'
  /** For room in our share of the bucket of requests: a second or two. */
  | 'requests'

/** How long a check is valid; an older one is repeated before the contact is deleted. */
export const CHECK_LASTS_MS = 30_000
/**
 * A run with this few contacts is over in seconds and gains nothing from checking far ahead. There a check is valid only
 * for the next batch, or with several lanes for the next batch of each.
 */
const SMALL_RUN = 300
/** A batch with checks reads a protect list again; `BatchSender.send` puts no more into it. */
const LIST_COMMANDS = 1
/** The portal's page: one reading checks this many contacts (portal README, "Lists and filters"). */
const CHECK_GROUP = 50
const MOST_CHECKS_A_BATCH = 200
/** How many contacts are checked ahead while the portal's speed is unknown. */
const FIRST_CHECKS = 150
/** A batch with a smaller part of the deletes that it could hold waits for more of them, if they come soon. */
const MOSTLY_FULL = 0.75
/** Contacts that are read, copied, checked and deleted by as many commands as a request holds. */
export const CONTACTS_A_REQUEST = 15
/** Looks that are due wait until there are this many, but no longer than this. */
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

/** A clock that was set back must not delay the request. */
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
  // In a resumed run, contacts that an earlier visit sent are looked at before anything else is sent.
  if (due.length > 0 && pace.deletes.count === 0) return look()
  const send = state.phase === 'stopping' ? null : sendStep(state, pace, checkCommands, now, busy)
  if (send?.kind === 'send') return send
  if (due.length > 0) return look()
  if (send !== null) return sooner(send, state, now)
  if (busy) return wait(null, 'answer')
  return wait(nextLook(state) ?? now, 'portal-may-still-work')
}

/** Null: nothing is left to send. */
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
  if (fresh.length < portion.count * MOSTLY_FULL && checking) return wait(null, 'answer')
  const readsAt = readsAllowedAt(pace, now)
  // The oldest checks go first: they would be too old for the next batch.
  const going = fresh.slice(0, portion.count)
  const checks = readsAt > now ? [] : toCheck(state, going, pace, checkCommands, now)
  const groups = Math.ceil(checks.length / CHECK_GROUP)
  const commands = pace.room.commands - checkCommands * groups - (groups > 0 ? LIST_COMMANDS : 0)
  const taken = new Set(checks)
  const deletes = going.slice(0, commands).flatMap(({ contact }) => (taken.has(contact) ? [] : contact))
  // More copies are on their way: where requests are scarce, a few deletes wait for those that follow.
  const few = checks.length === 0 && deletes.length < portion.count * MOSTLY_FULL && waitsForCopies(state)
  if (busy && few && requestsLeft(pace.bucket, pace.limits, now) < left / CONTACTS_A_REQUEST)
    return wait(null, 'answer')
  if (deletes.length + checks.length > 0) return { kind: 'send', deletes, checks }
  if (busy) return wait(null, 'answer')
  if (readsAt > now) return wait(readsAt, 'operating-time')
  return wait(waitsForCopies(state) ? null : now, 'copies')
}

/** The contacts to check with this batch, so that no lane ever has to wait for a check. */
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
  // If far too few contacts are checked, the batch carries more checks and a few deletes less; without any delete it is
  // filled with checks.
  const others = going.length === 0 ? LIST_COMMANDS : wishedDeletes(pace)
  const room = Math.floor((pace.room.commands - others) / Math.max(1, checkCommands))
  const most = state.nextBatch === 1 ? 1 : pace.lanes.settled ? MOST_CHECKS_A_BATCH / CHECK_GROUP : 2
  const fitting = Math.floor((pace.room.commands - LIST_COMMANDS) / Math.max(1, checkCommands))
  const groups = Math.max(1, Math.min(most, fitting, Math.max(room, missing > 2 * CHECK_GROUP ? 2 : 1)))
  // A group of checks costs the same whether full or not, but a check must not grow old before its contact's turn.
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
    if (
      RUN_LEDGER.entry(state.ledger, next).status === 'waiting' &&
      !taken.has(next) &&
      mayBeChecked(state, next)
    )
      chosen.push(next)
  }
  return chosen
}

/** How many contacts should be checked when this batch has left with `going` deletes. */
function aheadOf({ ledger }: RunState, pace: Pace, going: number): number {
  if (ledger.size <= SMALL_RUN) return openLanes(pace) * wishedDeletes(pace)
  if (pace.deletes.count === 0) return FIRST_CHECKS - going
  const lanes = pace.lanes.settled ? pace.lanes.allowed + 1 : MOST_LANES
  return lanes * fullDeletes(pace) - going
}

/** Whether a check is still valid for the batch `turn`. A clock that was set back makes a check invalid. */
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
