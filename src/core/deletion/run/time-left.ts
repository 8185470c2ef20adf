import { requestsLeft } from '../../job/pace/bucket.ts'
import { usedAt, type OperatingTime } from '../../job/pace/operating.ts'
import type { Pace } from '../../job/pace/pace.ts'
import { fullDeletes } from './portion.ts'
import { recently } from '../../job/pace/sample.ts'
import { waitingCount, type RunState } from './state.ts'

const MINUTE = 60_000
const WINDOW_MINUTES = 10
/** The last windows, which are simulated minute by minute; those before are all alike. */
const PLAYED_WINDOWS = 3
/** The part of a batch's commands that are deletes: 50 contacts take 59 commands, 9 of them for checks. */
const DELETES_OF_COMMANDS = 50 / 59

/**
 * Estimated seconds until the end: the time for the deletes and requests that are left, and the waits for operating
 * time. Null while the portal's speed is unknown or the run is not active.
 * @param now Unix ms of our clock.
 */
export function secondsLeft(state: RunState, pace: Pace, now: number): number | null {
  if (state.phase !== 'running' && state.phase !== 'waiting-for-portal') return null
  if (pace.deletes.count === 0) return null
  const inFlight = inFlightDeletes(pace, now)
  const deletes = waitingCount(state) + inFlight
  const quiet = Math.max(0, (pace.quiet?.until ?? now) - now) / 1000
  const atWork = Math.max(workSeconds(pace, deletes), requestSeconds(pace, deletes - inFlight, now))
  const limited = limitedSeconds(pace, deletes * pace.counted.mean, atWork, now)
  const waits = Math.max(0, (state.waiting?.until ?? now) - now) / 1000
  return Math.max(limited, landingSeconds(pace, now), lookSeconds(state, now), waits) + quiet
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
 * Seconds including the waits for operating time, simulated minute by minute: each minute uses as much as time and
 * limit allow, and what it used falls out ten minutes later.
 * @param counted operating seconds of the deletes that are left.
 * @param atWork seconds that they would take without a limit.
 */
function limitedSeconds(pace: Pace, counted: number, atWork: number, now: number): number {
  const limit = pace.operatingLimit
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
