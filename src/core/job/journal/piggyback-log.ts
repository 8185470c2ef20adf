import { MAY_STILL_WORK_MS } from '../timing.ts'

/**
 * The log of a run that has no way of its own: its lines ride in front of the requests that the run sends anyway, each
 * ride as a portion that is written once and never over another. A line rides again and again until it is safe.
 */
export interface PiggybackLog {
  append(line: string): void
  /** Whether a line has not left with anything yet, or only with what was lost. */
  readonly waiting: boolean
  /** What the next request takes with it; null: all that was appended is safe. @param now Unix ms */
  board(now: number): Ride | null
  /** The portal has written the ride's portion. */
  arrived(ride: Ride): void
  /** It has not, or nobody knows; in the latter case it may still do so for a while after `now`. */
  lost(ride: Ride, inDoubt: boolean, now: number): void
}

export interface Ride {
  /** The portion's number; lines of a higher one were never appended before those of a lower one. */
  readonly portion: number
  readonly lines: readonly string[]
}

/**
 * The store reads, changes and writes all it holds at once, so of two that write at the same moment one may undo the
 * other. Whoever might undo a line's ride must therefore have had the line itself on board: a line is safe once a ride
 * with it has arrived beside which none was under way without it.
 */
interface Tracked extends Ride {
  /** Position after its last line. */
  readonly to: number
  /** As far as all those had it on board which were under way when it left. */
  readonly safeTo: number
  /** Unix ms. */
  overAt: number
}

export function createPiggybackLog(): PiggybackLog {
  let lines: string[] = []
  /** Position of the first of `lines`; how far they have left. */
  let first = 0
  let left = 0
  let portions = 0
  let rides: Tracked[] = []

  const find = (ride: Ride): Tracked | undefined => rides.find(({ portion }) => portion === ride.portion)

  return {
    append(line) {
      lines.push(line)
    },
    get waiting() {
      return first + lines.length > left
    },
    board(now) {
      rides = rides.filter(({ overAt }) => overAt > now)
      if (lines.length === 0) return null
      const to = first + lines.length
      const safeTo = rides.reduce((least, ride) => Math.min(least, ride.to), to)
      const ride: Tracked = { portion: portions++, lines: [...lines], to, safeTo, overAt: Infinity }
      rides.push(ride)
      left = to
      return ride
    },
    arrived(ride) {
      const tracked = find(ride)
      if (tracked === undefined) return
      rides = rides.filter((each) => each !== tracked)
      lines = lines.slice(Math.max(0, tracked.safeTo - first))
      first = Math.max(first, tracked.safeTo)
    },
    lost(ride, inDoubt, now) {
      const tracked = find(ride)
      if (tracked === undefined) return
      tracked.overAt = inDoubt ? now + MAY_STILL_WORK_MS : now
      left = first
    },
  }
}
