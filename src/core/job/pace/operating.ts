/**
 * A method's operating time as the portal counts it: the seconds of the last ten minutes in one-minute bins, of all
 * users of the app. At the limit the portal refuses the method until bins fall out (portal README, "Operating time").
 */
export interface OperatingTime {
  /** As last reported, in seconds. */
  readonly reported: number
  readonly reportedAt: number
  /** When the oldest minute falls out, as last reported; Unix ms of our clock. */
  readonly resetAt: number
  /** Seconds of our own calls, by the minute of their answer, oldest first. */
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

export const NOTHING_REPORTED: OperatingTime = { reported: 0, reportedAt: 0, resetAt: 0, own: [] }

/** @param durations seconds of our calls in their order; the last one ended at `at` or shortly before. */
export function afterReported(
  time: OperatingTime,
  meter: { readonly operating: number; readonly resetAt: number },
  durations: readonly number[],
  at: number,
): OperatingTime {
  // The portal's minutes need not begin with ours; the time of a reset shows where they begin.
  const phase = meter.resetAt % MINUTE
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
  return { reported: meter.operating, reportedAt: at, resetAt: meter.resetAt, own: own.toSorted(byEnd) }
}

function byEnd(a: OwnMinute, b: OwnMinute): number {
  return a.endsAt - b.endsAt
}

/** The method was refused: it is at its limit, whatever was reported before. */
export function afterLimit(time: OperatingTime, retryAt: number | undefined, at: number): OperatingTime {
  const resetAt = retryAt !== undefined && retryAt > at ? retryAt : at + MINUTE
  return { ...time, reported: OPERATING_LIMIT, reportedAt: at, resetAt }
}

/**
 * Seconds counted now, at most: the reported value less our own minutes that have fallen out since. Never less than our
 * own minutes that still count: a slow answer reports a value from before our other deletes.
 */
export function usedAt(time: OperatingTime, now: number): number {
  const fallen = time.own.filter(({ endsAt }) => endsAt > time.reportedAt && endsAt <= now)
  return Math.max(ownAt(time, now), time.reported - secondsOf(fallen))
}

/** Seconds of our own calls that are counted now. */
function ownAt({ own }: OperatingTime, now: number): number {
  return secondsOf(own.filter(({ endsAt }) => endsAt > now))
}

function secondsOf(minutes: readonly OwnMinute[]): number {
  return minutes.reduce((sum, { seconds }) => sum + seconds, 0)
}

/** Other users must have used at least this much for a probe to be worth it. */
const WORTH_ASKING_SECONDS = 10

/**
 * Whether one small batch may go out to find out how much room there is: a minute has fallen out since the last report,
 * and a good part of it may be of other users. If nearly all of it is our own, we know the room without asking.
 */
export function mayProbe(time: OperatingTime, now: number): boolean {
  const others = usedAt(time, now) - ownAt(time, now)
  return time.resetAt > time.reportedAt && now >= time.resetAt && others >= WORTH_ASKING_SECONDS
}

/** The next time at which there is more room. */
export function moreRoomAt(time: OperatingTime, now: number): number {
  const times = [time.resetAt, ...time.own.map(({ endsAt }) => endsAt)].filter((at) => at > now)
  return times.length > 0 ? Math.min(...times) : now + MINUTE
}
