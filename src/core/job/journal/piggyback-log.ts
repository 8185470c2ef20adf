import { MAY_STILL_WORK_MS } from '../timing.ts'

/**
 * The log of a run that costs no requests of its own: the run's requests carry its lines as their first command. Each
 * ride carries one portion, which is written once and overwrites no other. A line rides again until it is safe.
 */
export interface PiggybackLog {
  append(line: string): void
  /** Whether some line has not left yet, or only with rides that were lost. */
  readonly waiting: boolean
  /** The lines that the next request carries; null: all appended lines are safe. @param now Unix ms */
  board(now: number): Ride | null
  /** The portal has written the ride's portion. */
  arrived(ride: Ride): void
  /**
   * The portal has not written it, or that is unknown.
   * @param mayArrive the portal may still write it for a while after `now`.
   */
  lost(ride: Ride, mayArrive: boolean, now: number): void
}

export interface Ride {
  /** The portion's number; its lines were not appended before those of a portion with a lower number. */
  readonly portion: number
  readonly lines: readonly string[]
}

/**
 * The store reads, changes and writes everything it holds at once, so one of two writes at the same moment may undo the
 * other. A write that might undo a line must therefore contain that line: a line is safe once a ride with it has
 * arrived and every ride under way beside it carried the line too.
 */
interface Tracked extends Ride {
  /** Position after its last line. */
  readonly to: number
  /** Up to this position, every ride that was under way when it left carries the same lines. */
  readonly safeTo: number
  /** Unix ms. */
  overAt: number
}

export function createPiggybackLog(): PiggybackLog {
  let lines: string[] = []
  /** Position of the first of `lines`, and the position up to which lines have left. */
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
    lost(ride, mayArrive, now) {
      const tracked = find(ride)
      if (tracked === undefined) return
      tracked.overAt = mayArrive ? now + MAY_STILL_WORK_MS : now
      left = first
    },
  }
}
