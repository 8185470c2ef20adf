import { mayProbe, moreRoomAt, usedAt } from './operating.ts'
import { BATCH_COMMANDS, type Pace } from './pacing.ts'
import { atMost } from './sample.ts'

/** A batch is to take about this long: long enough that the way there does not matter, short enough for Stop. */
const WISHED_SECONDS = 10
/** What even an unlucky batch must stay below: the request is given up after 30 s. */
const LONGEST_SECONDS = 22
/** Deletes of a batch while nothing is known of the portal yet, or of how it takes more lanes. */
const TRIAL_DELETES = 6
/** Room kept below the operating limit besides what the deletes in flight may take. */
const OPERATING_RESERVE_SECONDS = 2
/** Reading stops this far below its own limit; it is far cheaper than deleting. */
const READ_RESERVE_SECONDS = 30

/** How many deletes the next batch should hold by the portal's speed alone, from 1 to 50. */
export function wishedDeletes(pace: Pace): number {
  if (pace.deletes.count === 0) return Math.min(TRIAL_DELETES, pace.cap)
  const beside = pace.overhead.mean
  const most = Math.min(BATCH_COMMANDS, pace.cap, pace.lanes.settled ? BATCH_COMMANDS : TRIAL_DELETES)
  let deletes = most
  while (
    deletes > 1 &&
    (pace.deletes.mean * deletes > WISHED_SECONDS || atMost(pace.deletes, deletes) + beside > LONGEST_SECONDS)
  ) {
    deletes--
  }
  return deletes
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
  const fits = (deletes: number): boolean =>
    pace.deletes.count === 0 ? room > 0 : atMost(pace.deletes, inFlight + deletes) <= room
  const least = Math.max(1, Math.ceil(wished / 4))
  for (let count = wished; count >= least; count--) if (fits(count)) return { kind: 'deletes', count }
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
