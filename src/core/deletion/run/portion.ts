import { requestsLeft } from '../../job/pace/bucket.ts'
import { mayProbe, moreRoomAt, usedAt } from '../../job/pace/operating.ts'
import { trialDeletes, type Pace } from '../../job/pace/pace.ts'
import { atMost, recently, slowdown } from '../../job/pace/sample.ts'

/** A batch is to take about this long: long enough that the way there does not matter, short enough for Stop. */
const WISHED_SECONDS = 10
/** What even an unlucky batch must stay below: the request is given up after 30 s. */
const LONGEST_SECONDS = 24
/** So rarely may it take longer, and so rarely may what is in flight take more than its room under the limit. */
const UNLUCKY_BATCH = 1_000
const UNLUCKY_WINDOW = 100_000
/** The operating time counts next to nothing of the deletes if it is less than this part of their seconds. */
const NEXT_TO_NOTHING = 0.005
/** What a delete is reckoned with before any was seen. */
const UNKNOWN_SECONDS = 10
/** Room kept below the operating limit besides what the deletes in flight may take. */
const OPERATING_RESERVE_SECONDS = 4
/** Reading stops this far below its own limit; it is far cheaper than deleting. */
const READ_RESERVE_SECONDS = 30

/** How many deletes the next batch should hold by the portal's speed alone, from 1 to 50. */
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

/** The largest number up to `most` that fits, 1 if none does; whatever fits, less fits too. */
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
 * How many batches may be in flight. While one is on its way a lane of the portal is idle; where deletes are far too
 * short for the operating time to count them, one batch more fills that in and costs nothing.
 */
export function openLanes({ lanes, deletes, counted }: Pace): number {
  const free = counted.mean < deletes.mean * NEXT_TO_NOTHING
  return lanes.allowed + Number(lanes.settled && lanes.answered > 0 && free)
}

/**
 * How many of the `left` deletes the next batch should hold, at most `wished`, so that the lanes end together: what is
 * left and what is still in flight is shared out evenly, in as few batches a lane as it takes. Where requests are
 * scarce every batch is full instead.
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
  // A batch that is over sooner than it is on its way gains nothing.
  const least = each > 0 ? pace.overhead.mean / each : 1
  return Math.ceil(Math.min(wished, Math.max(share / Math.ceil(share / wished), least)))
}

/** How many contacts a batch of full size would hold, for having enough of them checked in time. */
export function fullDeletes(pace: Pace): number {
  return wishedDeletes({ ...pace, lanes: { ...pace.lanes, settled: true } })
}

export type Portion =
  | { readonly kind: 'deletes'; readonly count: number }
  /** No room under the operating limit before this time, or before what is in flight is answered. */
  | { readonly kind: 'wait'; readonly until: number }

/** As many deletes as the operating time has room for, at most `wished`: waits BEFORE the limit. */
export function portionWithinLimit(pace: Pace, wished: number, now: number): Portion {
  const meter = pace.meters.delete
  const inFlight = pace.outstanding.reduce((sum, { deletes }) => sum + deletes, 0)
  const room = pace.operatingLimit - usedAt(meter, now) - OPERATING_RESERVE_SECONDS
  // The portal refuses what BEGINS at the limit: the last one may run over it.
  const before = (deletes: number): number =>
    pace.counted.count === 0 ? deletes * UNKNOWN_SECONDS : atMost(pace.counted, deletes, UNLUCKY_WINDOW)
  const fits = (deletes: number): boolean => room > 0 && before(inFlight + deletes - 1) <= room
  if (wished > 0 && fits(1)) return { kind: 'deletes', count: largest(wished, fits) }
  if (inFlight === 0 && mayProbe(meter, now) && meter.told < pace.operatingLimit + 60) {
    return { kind: 'deletes', count: 1 }
  }
  return { kind: 'wait', until: moreRoomAt(meter, now) }
}

/** When reading is allowed; `now` if it is. */
export function readsAllowedAt(pace: Pace, now: number): number {
  const meter = pace.meters.read
  const full = usedAt(meter, now) > pace.operatingLimit - READ_RESERVE_SECONDS
  return full && !mayProbe(meter, now) ? moreRoomAt(meter, now) : now
}
