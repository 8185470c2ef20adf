/**
 * A method's operating time as the portal counts it: the seconds of the last ten minutes in one-minute bins, of all
 * users of the app; at the limit the method is refused until bins fall out (portal README, "Operating time").
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
const FREE_SECONDS = 0.1
const MINUTE = 60_000
const MINUTES = 10

/** What of a call's seconds is counted. */
export function countedSeconds(seconds: number): number {
  return seconds > FREE_SECONDS ? seconds : 0
}

export const UNTOLD: OperatingTime = { told: 0, toldAt: 0, resetAt: 0, own: [] }

/** @param durations seconds of our calls in their order, the last of which ended at `at` or shortly before. */
export function afterReported(
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
    if (countedSeconds(seconds) > 0) {
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
  const fallen = time.own.filter(({ endsAt }) => endsAt > time.toldAt && endsAt <= now)
  return Math.max(ownAt(time, now), time.told - secondsOf(fallen))
}

/** Seconds of our own calls that are counted now. */
function ownAt({ own }: OperatingTime, now: number): number {
  return secondsOf(own.filter(({ endsAt }) => endsAt > now))
}

function secondsOf(minutes: readonly OwnMinute[]): number {
  return minutes.reduce((sum, { seconds }) => sum + seconds, 0)
}

/** So much must be of other users for it to be worth asking whether it has fallen out. */
const WORTH_ASKING_SECONDS = 10

/**
 * Whether a minute has fallen out since the portal last told of which a good part may not be ours: only asking shows
 * how much there is room for, so one small batch may. Where nearly all is our own, we know that there is none.
 */
export function mayProbe(time: OperatingTime, now: number): boolean {
  const others = usedAt(time, now) - ownAt(time, now)
  return time.resetAt > time.toldAt && now >= time.resetAt && others >= WORTH_ASKING_SECONDS
}

/** The next time at which there is more room. */
export function moreRoomAt(time: OperatingTime, now: number): number {
  const times = [time.resetAt, ...time.own.map(({ endsAt }) => endsAt)].filter((at) => at > now)
  return times.length > 0 ? Math.min(...times) : now + MINUTE
}
