import type { Profile } from './profiles.ts'

/**
 * The best that anybody could do on a portal, from its limits alone and with the work that the run really met. It is
 * the largest of three times, each of which nobody can go below:
 *
 * work      2 round trips + the first check + (all deletes + all checks) / capacity.
 *           Round trips in between are taken to cost nothing, as if they were always hidden.
 * requests  (requests − share × bucket) / (share × leak), with requests = all commands / 50, for a batch takes 50.
 * operating the deletes' seconds poured into one-minute bins as early as they go: `capacity` × 60 s a minute, and
 *           never more than the limit in ten bins. The last call of each lane may run over the limit, so each window
 *           may hold `capacity` mean deletes more. Only deletes above 0.1 s count (portal README, "Operating time").
 *
 * Checks belong to it because the app promises them: one reading of 50 contacts takes `checkCommands` commands.
 * The run keeps to `share` of the bucket on purpose; `bestPossible(…, 1, 0)` is the bound without that and without
 * any check, for the strictest comparison.
 */
export interface Work {
  readonly contacts: number
  /** Seconds of each delete, without what other lanes added. */
  readonly deleteSeconds: number
  /** Of these, seconds that the operating time counts. */
  readonly countedSeconds: number
  readonly meanReadSeconds: number
  /** Milliseconds into a minute of the portal's clock at which the run began. */
  readonly intoMinute: number
}

type Limits = Pick<Profile, 'limits' | 'capacity' | 'roundTrip'>

export function bestPossible(profile: Profile, work: Work, share: number, checkCommands: number): number {
  const checks = checkCommands * Math.ceil(work.contacts / 50)
  return Math.max(
    workBound(profile, work, checks, checkCommands),
    requestBound(profile, work, checks, share),
    operatingBound(profile, work),
  )
}

function workBound(profile: Profile, work: Work, checks: number, checkCommands: number): number {
  const first = checkCommands === 0 ? 0 : profile.roundTrip + checkCommands * work.meanReadSeconds
  const all = work.deleteSeconds + Math.max(0, checks - checkCommands) * work.meanReadSeconds
  return first + profile.roundTrip + all / profile.capacity
}

function requestBound({ limits }: Profile, work: Work, checks: number, share: number): number {
  const requests = Math.ceil((work.contacts + checks) / 50)
  return Math.max(0, (requests - share * limits.bucketSize) / (share * limits.leakPerSecond))
}

function operatingBound({ limits, capacity }: Limits, work: Work): number {
  const window = limits.operatingSeconds + (capacity * work.countedSeconds) / work.contacts
  const bins: number[] = []
  let left = work.countedSeconds
  for (let minute = 0; ; minute++) {
    const begins = minute === 0 ? work.intoMinute / 1000 : 0
    const held = bins.slice(-9).reduce((sum, bin) => sum + bin, 0)
    const room = Math.min(window - held, capacity * (60 - begins))
    if (left <= room) return minute * 60 + begins - work.intoMinute / 1000 + left / capacity
    bins.push(room)
    left -= room
  }
}

/** The work of a restore, as its plan asks for it, whoever carries it out. */
export interface RestoreWork {
  /** Writes that may share a batch, and those that the portal would alter in one: a request each. */
  readonly together: number
  readonly alone: number
  /** Of all writes. */
  readonly writeSeconds: number
  /** Things that are looked for before they are made and after, 50 by a command. */
  readonly listed: number
  /** Contacts whose comments are looked for in the same way, one by a command. */
  readonly commented: number
  /** Links: what is linked now is read before, 50 by a command. */
  readonly links: number
  /** Of these, links that are a list written as a whole, which is read once more right before. */
  readonly wholeLists: number
  readonly readSeconds: number
  /** The first contact shows whether this person may import, so it goes before all others. */
  readonly firstContactSeconds: number
}

/**
 * The best that anybody could do with a restore under the portal's limits with the same checks: the larger of two times.
 *
 * work      4 round trips (look, the first contact, what is linked to it, look) + all writes and looks / capacity.
 * requests  (requests − share × bucket) / (share × leak), with requests = those that go alone + all others / 50.
 *
 * That levels wait for each other (a contact, its requisite, its account) is taken to cost nothing.
 */
export function bestRestore(
  { limits, capacity, roundTrip }: Pick<Profile, 'limits' | 'capacity' | 'roundTrip'>,
  work: RestoreWork,
  share: number,
): number {
  const looks = 2 * (Math.ceil(work.listed / 50) + work.commented)
  const reads = looks + Math.ceil(work.links / 50) + work.wholeLists
  const requests = work.alone + Math.ceil((work.together + reads) / 50)
  const all = work.writeSeconds - work.firstContactSeconds + reads * work.readSeconds
  return Math.max(
    4 * roundTrip + work.firstContactSeconds + all / capacity,
    (requests - share * limits.bucketSize) / (share * limits.leakPerSecond),
  )
}

/** The work of a run with copies or without, as one that was played met it. */
export interface CopyWork {
  /** Of these, deletes as in `Work`. */
  readonly deletes: Work
  /** Other commands, and seconds of each. */
  readonly others: number
  readonly otherSeconds: number
  /** Requests with one write each: texts of people are not written in batches. */
  readonly writes: number
  /** Trips one after another before the first delete can leave. */
  readonly tripsBefore: number
}

/**
 * The best that anybody could do with the same commands, for a run with copies or without: the largest of the same three
 * times as in `bestPossible`. Before the first delete a contact is read, its copy stored and read back, and it is
 * checked.
 */
export function bestWithCommands(profile: Limits, work: CopyWork, share: number): number {
  const { deletes, others, otherSeconds, writes, tripsBefore } = work
  const { limits, capacity, roundTrip } = profile
  const all = deletes.deleteSeconds + (others + writes) * otherSeconds
  const requests = Math.ceil((deletes.contacts + others) / 50) + writes
  return Math.max(
    (tripsBefore + 1) * roundTrip + all / capacity,
    (requests - share * limits.bucketSize) / (share * limits.leakPerSecond),
    operatingBound(profile, deletes),
  )
}
