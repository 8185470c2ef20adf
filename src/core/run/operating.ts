/**
 * A method's operating time as the portal counts it: the seconds of the last ten minutes in one-minute bins, of all
 * users of the app; at the limit the method is refused until bins fall out (rest-contract.md, 3.4).
 */
export interface OperatingTime {
  /** As last told, in seconds. */
  readonly told: number
  readonly toldAt: number
  /** When the oldest minute falls out, as last told; Unix ms of our clock. */
  readonly resetAt: number
  /** What our own calls took, by the minute of their answer, oldest first. */
  readonly own: readonly OwnMinute[]
}

interface OwnMinute {
  /** When this minute falls out. */
  readonly endsAt: number
  readonly seconds: number
}

/** Seconds after which a method is refused, in the cloud. */
export const OPERATING_LIMIT = 480
/** Calls up to this long are not counted. */
export const FREE_SECONDS = 0.1
const MINUTE = 60_000
const MINUTES = 10

export const UNTOLD: OperatingTime = { told: 0, toldAt: 0, resetAt: 0, own: [] }

/** @param durations seconds of our calls in their order, the last of which ended at `at` or shortly before. */
export function afterTold(
  time: OperatingTime,
  told: { readonly operating: number; readonly resetAt: number },
  durations: readonly number[],
  at: number,
): OperatingTime {
  // The portal's minutes need not begin with ours: the time of a reset shows where they begin.
  const phase = told.resetAt % MINUTE
  const own = time.own.filter((minute) => minute.endsAt > at)
  let endedAt = at
  for (const seconds of durations.toReversed()) {
    if (seconds > FREE_SECONDS) {
      const endsAt = (Math.floor((endedAt - phase) / MINUTE) + MINUTES) * MINUTE + phase
      const known = own.findIndex((minute) => Math.abs(minute.endsAt - endsAt) < MINUTE / 2)
      const before = own[known]
      if (before === undefined) own.push({ endsAt, seconds })
      else own[known] = { endsAt: before.endsAt, seconds: before.seconds + seconds }
    }
    endedAt -= seconds * 1000
  }
  return { told: told.operating, toldAt: at, resetAt: told.resetAt, own: own.toSorted(byEnd) }
}

function byEnd(a: OwnMinute, b: OwnMinute): number {
  return a.endsAt - b.endsAt
}

/** The method was refused: it is at its limit, whatever was told before. */
export function afterLimit(time: OperatingTime, retryAt: number | undefined, at: number): OperatingTime {
  const resetAt = retryAt !== undefined && retryAt > at ? retryAt : at + MINUTE
  return { ...time, told: OPERATING_LIMIT, toldAt: at, resetAt }
}

/**
 * Seconds counted now, at most: what was told less our own minutes that have fallen out since. Never less than our own
 * minutes that have not: an answer that was long on its way tells of a time before the others' deletes.
 */
export function usedAt(time: OperatingTime, now: number): number {
  const sum = (minutes: readonly OwnMinute[]): number =>
    minutes.reduce((total, { seconds }) => total + seconds, 0)
  const fallen = time.own.filter(({ endsAt }) => endsAt > time.toldAt && endsAt <= now)
  return Math.max(sum(time.own.filter(({ endsAt }) => endsAt > now)), time.told - sum(fallen))
}

/**
 * Whether a minute must have fallen out since the portal last told, though not one of ours: only asking shows how
 * much there is room for, so one small batch may.
 */
export function mayProbe(time: OperatingTime, now: number): boolean {
  return time.resetAt > time.toldAt && now >= time.resetAt
}

/** The next time at which there is more room. */
export function moreRoomAt(time: OperatingTime, now: number): number {
  const times = [time.resetAt, ...time.own.map(({ endsAt }) => endsAt)].filter((at) => at > now)
  return times.length > 0 ? Math.min(...times) : now + MINUTE
}
