import { secondsAt, SOON_SECONDS, watchHistory, type Measured, type Watched } from '../../job/pace/history.ts'
import { isActive } from '../../job/state.ts'
import type { Clock } from '../../job/ports.ts'
import { nextCopies } from './reducer/reduce-copied.ts'
import { requestsLeft } from '../../job/pace/bucket.ts'
import { usedAt, type OperatingTime } from '../../job/pace/operating.ts'
import type { Pace } from '../../job/pace/pace.ts'
import { fullDeletes, OPERATING_RESERVE_SECONDS } from './portion.ts'
import { recently } from '../../job/pace/sample.ts'
import { settledCount, waitingCount, type RunState } from './state.ts'

const MINUTE = 60_000
const WINDOW_MINUTES = 10
/** The last windows, which are simulated minute by minute; those before are all alike. */
const PLAYED_WINDOWS = 3
/** How far the use of the limit may be off: a part of the limit, or of what the deletes that are left will use. */
const CLOSE = 0.05
const MARGIN = 0.4
/** The same before "less than a minute" is said, which must not be followed by minutes of waiting. */
const MARGIN_SOON = 1.5
/** Operating seconds of a few answers that take longest or never come, of which one may follow at any time. */
const LATE_ANSWERS = 90
/** The part of a batch's commands that are deletes: 50 contacts take 59 commands, 9 of them for checks. */
const DELETES_OF_COMMANDS = 50 / 59

/**
 * Estimates the seconds until the end of a run; null: not known yet, or the run is not active. While all contacts are
 * copied before any is deleted: the seconds until all are copied.
 */
export function watchTimeLeft(
  run: Watched<RunState> & { readonly pace: Pace },
  clock: Pick<Clock, 'now'>,
): () => number | null {
  const history = watchHistory(run, clock, () => settledCount(run.state))
  const copying = watchCopying(run, clock)
  return () => {
    const measured = history()
    if (measured === null) return null
    const left = secondsLeft(run.state, run.pace, copying(), clock.now())
    if (left === null || left >= SOON_SECONDS) return left
    // "Less than a minute" only if the speed of the whole run says so too: single deletes may take very long.
    return Math.max(left, Math.min(secondsAt(measured, waitingCount(run.state)) ?? left, MINUTE / 1000))
  }
}

/**
 * The time for the copies, deletes and requests that are left, and the waits for operating time.
 * @param now Unix ms of our clock.
 */
export function secondsLeft(state: RunState, pace: Pace, copying: Copying, now: number): number | null {
  if (!isActive(state.phase)) return null
  const copies = copySeconds(state, copying, now)
  if (state.copies?.first === 'making') return copies
  if (copies === null || pace.deletes.count === 0) return null
  const inFlight = inFlightDeletes(pace, now)
  const deletes = waitingCount(state) + inFlight
  const quiet = Math.max(0, (pace.quiet?.until ?? now) - now) / 1000
  // The contacts of the last portion are deleted after it was copied.
  const copied = copies > 0 ? copies + workSeconds(pace, Math.min(deletes, copying.portion)) : 0
  const sending = Math.max(workSeconds(pace, deletes), requestSeconds(pace, deletes - inFlight, now))
  const atWork = Math.max(sending, copied)
  const counted = waitingCount(state) * countedEach(pace) + unansweredSeconds(pace, now)
  const limited = limitedSeconds(pace, counted, atWork, now)
  const isSoon = limited < SOON_SECONDS
  const margin = isSoon ? Math.max(LATE_ANSWERS, MARGIN_SOON * counted) : MARGIN * counted
  const isOpen = state.phase === 'running' || state.looks.length > 0
  if (isOpen && mayMeetLimit(pace, counted, now, margin)) return null
  const waits = Math.max(0, (state.waiting?.until ?? now) - now) / 1000
  return Math.max(limited, landingSeconds(pace, now), lookSeconds(state, now), waits) + quiet
}

/** Seconds for the contacts that are not copied yet; null: not known. */
function copySeconds(state: RunState, { measured, busySince, portion }: Copying, now: number): number | null {
  const left = uncopiedCount(state)
  if (left <= 0) return 0
  const whole = secondsAt(measured, left)
  const part = secondsAt(measured, Math.min(left, portion))
  if (whole === null || part === null) return null
  const passed = busySince === null ? 0 : Math.max(0, now - busySince) / 1000
  return whole - Math.min(passed, part * (1 - NEARLY))
}

/** How many contacts still need their copy; of those not looked at yet, as many as among all of them. */
function uncopiedCount({ copies, counts, cursor, ledger }: RunState): number {
  if (copies === null) return 0
  const ahead = Math.max(1, ledger.size - cursor)
  return (counts.waiting * (ledger.size - copies.cursor)) / ahead
}

/** How many deletes in flight are not over yet, estimated by their time. */
function inFlightDeletes({ outstanding, deletes }: Pace, now: number): number {
  const each = Math.max(0.001, recently(deletes))
  return outstanding.reduce((sum, sent) => sum + Math.max(0, sent.deletes - (now - sent.at) / 1000 / each), 0)
}

/** A batch that takes longer than expected is assumed to need this part of its time still. */
const NEARLY = 0.1

/** Seconds until the last request in flight is answered. */
function landingSeconds({ outstanding, deletes, overhead }: Pace, now: number): number {
  return outstanding.reduce((most, sent) => {
    const whole = sent.deletes * recently(deletes) + overhead.mean
    return Math.max(most, whole - (now - sent.at) / 1000, NEARLY * whole)
  }, 0)
}

/** Seconds with all lanes at work, including the way there and back and the checks of each batch. */
function workSeconds(pace: Pace, deletes: number): number {
  const batch = Math.max(1, Math.min(fullDeletes(pace), deletes / pace.lanes.allowed))
  const each = recently(pace.deletes) + pace.overhead.mean / batch
  return (deletes * each) / pace.lanes.allowed
}

/** Seconds that the requests take by our share of the bucket. */
function requestSeconds(pace: Pace, deletes: number, now: number): number {
  const { leakPerSecond, share } = pace.limits
  const batch = Math.min(fullDeletes(pace), pace.room.commands * DELETES_OF_COMMANDS)
  const missing = deletes / Math.max(1, batch) - requestsLeft(pace.bucket, pace.limits, now)
  return Math.max(0, missing) / (leakPerSecond * share)
}

/**
 * Whether it is open if the run will reach the limit of operating time: one more slow delete may mean minutes of waiting,
 * so nothing is said.
 * @param margin how many operating seconds more or less than counted the deletes that are left may use.
 */
function mayMeetLimit(
  { meters, operatingLimit }: Pace,
  counted: number,
  now: number,
  margin: number,
): boolean {
  const beyond = usedAt(meters.delete, now) + counted - operatingLimit
  return Math.abs(beyond) < Math.max(CLOSE * operatingLimit, margin)
}

/** Operating seconds of one delete: while the number of lanes is tried out, deletes take longer than later. */
function countedEach({ counted, deletes }: Pace): number {
  // A portal may report no time at all.
  return deletes.mean > 0 ? counted.mean * Math.min(1, recently(deletes) / deletes.mean) : 0
}

/** Operating seconds of what is in flight: the portal tells them with its answer, and what takes long uses as much. */
function unansweredSeconds(pace: Pace, now: number): number {
  const each = countedEach(pace)
  return pace.outstanding.reduce(
    (sum, { deletes, at }) => sum + (deletes === 0 ? 0 : Math.max(deletes * each, (now - at) / 1000)),
    0,
  )
}

/**
 * Seconds including the waits for operating time, simulated minute by minute: each minute uses as much as time and
 * limit allow, and what it used falls out ten minutes later.
 * @param counted operating seconds of the deletes that are left.
 * @param atWork seconds that they would take without a limit.
 */
function limitedSeconds(pace: Pace, counted: number, atWork: number, now: number): number {
  const limit = pace.operatingLimit - OPERATING_RESERVE_SECONDS
  if (counted <= limit - usedAt(pace.meters.delete, now)) return atWork
  const alike = Math.max(0, Math.floor(counted / limit) - PLAYED_WINDOWS)
  const perSecond = counted / atWork
  if (perSecond * WINDOW_MINUTES * 60 <= limit) return atWork
  let left = counted - alike * limit
  const minutes = usedMinutes(pace.meters.delete, now)
  const phase = pace.meters.delete.resetAt % MINUTE
  for (let begin = now; ;) {
    const end = (Math.floor((begin - phase) / MINUTE) + 1) * MINUTE + phase
    const used = minutes.reduce((sum, { endsAt, seconds }) => sum + (endsAt > begin ? seconds : 0), 0)
    const most = Math.min(Math.max(0, limit - used), (perSecond * (end - begin)) / 1000)
    if (left <= most) return (begin - now) / 1000 + left / perSecond + alike * WINDOW_MINUTES * 60
    if (most > 0) minutes.push({ endsAt: end + (WINDOW_MINUTES - 1) * MINUTE, seconds: most })
    left -= most
    begin = end
  }
}

/** The operating time used now, and when it falls out; for other users' calls only the first time is known. */
function usedMinutes(meter: OperatingTime, now: number): { endsAt: number; seconds: number }[] {
  const own = meter.own.filter(({ endsAt }) => endsAt > now).map((minute) => ({ ...minute }))
  const others = usedAt(meter, now) - own.reduce((sum, { seconds }) => sum + seconds, 0)
  if (others > 0) own.push({ endsAt: Math.max(meter.resetAt, now + MINUTE), seconds: others })
  return own
}

/** Seconds until the last contact whose answer was lost is looked at. */
function lookSeconds({ looks }: RunState, now: number): number {
  return looks.reduce((most, { notBefore }) => Math.max(most, notBefore - now), 0) / 1000
}

/** How fast a run copies contacts. */
export interface Copying {
  /** The contacts of the latest portions, and how long copying them took; waits for deletes are not counted. */
  readonly measured: Measured
  /** When the portion that is being copied was begun; null: none is. */
  readonly busySince: number | null
  /** How many contacts the last portion had. */
  readonly portion: number
}

/** The part of what was measured that each new portion leaves: so the speed is that of the last few. */
const KEPT = 0.75

/** Measures how long the portions of copies take, by the changes of the run. */
function watchCopying(run: Watched<RunState>, clock: Pick<Clock, 'now'>): () => Copying {
  let copying: Copying = { measured: { ms: 0, done: 0 }, busySince: null, portion: 0 }
  let before = run.state.copies
  run.watch(() => {
    const { state } = run
    const { copies } = state
    const now = clock.now()
    const isSame = copies?.archive === before?.archive
    const portion = isSame ? (copies?.cursor ?? 0) - (before?.cursor ?? 0) : 0
    if (portion > 0 && copying.busySince !== null) {
      const { ms, done } = copying.measured
      const measured = { ms: ms * KEPT + now - copying.busySince, done: done * KEPT + portion }
      copying = { measured, busySince: null, portion }
    }
    before = copies
    copying = { ...copying, busySince: nextCopies(state).length === 0 ? null : (copying.busySince ?? now) }
  })
  return () => copying
}
