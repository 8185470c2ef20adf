import { requestsLeft } from '../../job/pace/bucket.ts'
import { mayProbe, moreRoomAt, usedAt } from '../../job/pace/operating.ts'
import { trialDeletes, type Pace } from '../../job/pace/pace.ts'
import { atMost, recently, slowdown } from '../../job/pace/sample.ts'

/** How long a batch should take: long enough that the way there matters little, short enough for Stop. */
const WISHED_SECONDS = 10
/** The limit even for an unlucky batch: the request is given up after 30 s. */
const LONGEST_SECONDS = 24
/** A batch may exceed that limit once in this many times. */
const UNLUCKY_BATCH = 1_000
/** The deletes in flight may exceed their room under the operating limit once in this many times. */
const UNLUCKY_WINDOW = 100_000
/** Operating time below this part of the deletes' seconds counts as none. */
const NEXT_TO_NOTHING = 0.005
/** Seconds assumed for a delete before any was seen. */
const UNKNOWN_SECONDS = 10
/** Room left below the operating limit besides what the deletes in flight may take. */
export const OPERATING_RESERVE_SECONDS = 4
/** Reading stops this far below its own limit; it is far cheaper than deleting. */
const READ_RESERVE_SECONDS = 30

/** How many deletes the next batch should hold, from 1 to 50, judged only by the portal's speed. */
export function wishedDeletes(pace: Pace): number {
  const usual = pace.deletes.mean * slowdown(pace.deletes)
  const { commands } = pace.room
  const most = Math.min(commands, pace.cap, pace.lanes.settled ? commands : trialDeletes(pace))
  const room = LONGEST_SECONDS - pace.overhead.mean
  return largest(
    most,
    (deletes) => usual * deletes <= WISHED_SECONDS && atMost(pace.deletes, deletes, UNLUCKY_BATCH) <= room,
  )
}

/** The largest number up to `most` that fits, or 1. If a number fits, all smaller ones must fit too. */
function largest(most: number, fits: (count: number) => boolean): number {
  let [fitting, above] = [1, most + 1]
  while (above - fitting > 1) {
    const middle = Math.floor((fitting + above) / 2)
    if (fits(middle)) fitting = middle
    else above = middle
  }
  return fitting
}

/**
 * How many batches may be in flight. While a batch is on its way, one lane of the portal is idle. If deletes are too
 * short to count as operating time, one more batch uses that lane and costs nothing. If they count, other requests of
 * this page take their lanes from these: deletes that slow each other down would use up more operating time.
 */
export function openLanes({ lanes, deletes, counted, others }: Pace): number {
  const free = counted.mean < deletes.mean * NEXT_TO_NOTHING
  if (!free) return Math.max(1, lanes.allowed - others)
  return lanes.allowed + Number(lanes.settled && lanes.answered > 0)
}

/**
 * How many of the `left` deletes the next batch should hold, at most `wished`, so that all lanes end together: the
 * deletes left and in flight are shared out evenly among the lanes, in as few batches as possible. If requests are
 * scarce, every batch is full instead.
 */
export function evenDeletes(pace: Pace, left: number, wished: number, now: number): number {
  const lanes = openLanes(pace)
  if (requestsLeft(pace.bucket, pace.limits, now) < lanes) return wished
  const each = recently(pace.deletes)
  const inFlight = pace.outstanding.reduce(
    (sum, { deletes, at }) => sum + Math.max(0, each > 0 ? deletes - (now - at) / 1000 / each : deletes),
    0,
  )
  const share = (left + inFlight) / lanes
  // A batch that takes less time than its way to the portal gains nothing.
  const least = each > 0 ? pace.overhead.mean / each : 1
  return Math.ceil(Math.min(wished, Math.max(share / Math.ceil(share / wished), least)))
}

/** How many deletes a batch would hold once the lanes are settled: as many contacts must be checked ahead. */
export function fullDeletes(pace: Pace): number {
  return wishedDeletes({ ...pace, lanes: { ...pace.lanes, settled: true } })
}

export type Portion =
  | { readonly kind: 'deletes'; readonly count: number }
  /** No room under the operating limit before this time, unless an answer in flight makes some. */
  | { readonly kind: 'wait'; readonly until: number }

/** As many deletes as fit under the operating limit, at most `wished`: the run waits BEFORE the limit. */
export function portionWithinLimit(pace: Pace, wished: number, now: number): Portion {
  const meter = pace.meters.delete
  const inFlight = pace.outstanding.reduce((sum, { deletes }) => sum + deletes, 0)
  const room = pace.operatingLimit - usedAt(meter, now) - OPERATING_RESERVE_SECONDS
  // The portal refuses only what BEGINS at the limit: the last delete may run over it.
  const before = (deletes: number): number =>
    pace.counted.count === 0 ? deletes * UNKNOWN_SECONDS : atMost(pace.counted, deletes, UNLUCKY_WINDOW)
  const fits = (deletes: number): boolean => room > 0 && before(inFlight + deletes - 1) <= room
  if (wished > 0 && fits(1)) return { kind: 'deletes', count: largest(wished, fits) }
  if (inFlight === 0 && mayProbe(meter, now) && meter.reported < pace.operatingLimit + 60) {
    return { kind: 'deletes', count: 1 }
  }
  return { kind: 'wait', until: moreRoomAt(meter, now) }
}

/** Whether this many more deletes take longer than the operating time of ten minutes allows. */
export function meetsLimit({ counted, operatingLimit }: Pace, left: number): boolean {
  return counted.mean * left > operatingLimit
}

/** From when reading is allowed; `now` if it already is. */
export function readsAllowedAt(pace: Pace, now: number): number {
  const meter = pace.meters.read
  const full = usedAt(meter, now) > pace.operatingLimit - READ_RESERVE_SECONDS
  return full && !mayProbe(meter, now) ? moreRoomAt(meter, now) : now
}
