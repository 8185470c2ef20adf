import type { Failure } from '../../failure.ts'
import { afterRequest, full, requestsLeft, USUAL_BUCKET, type Bucket, type BucketLimits } from './bucket.ts'
import { afterDeletes, afterTrouble, MOST_LANES, ONE_LANE, type Lanes } from './lanes.ts'
import {
  afterLimit,
  afterReported,
  countedSeconds,
  OPERATING_LIMIT,
  NOTHING_REPORTED,
  type OperatingTime,
} from './operating.ts'
import { afterSeconds, NO_SAMPLE, slowdown, type Sample } from './sample.ts'
import { type BatchTiming, type MeterName, type BatchRoom, WHOLE_BATCH } from '../ports.ts'
import type { PortalWait } from '../state.ts'

/** What a run has learnt about the portal. None of it is stored, since no verdict depends on it. */
export interface Pace {
  readonly room: BatchRoom
  /** When the last request left. */
  readonly sentAt: number
  readonly limits: BucketLimits
  readonly operatingLimit: number
  readonly bucket: Bucket
  /** Seconds of one delete, and of a request beyond its deletes (the way there and back, the re-check). */
  readonly deletes: Sample
  /** The seconds of one delete that the operating time counts. */
  readonly counted: Sample
  readonly overhead: Sample
  readonly meters: Readonly<Record<MeterName, OperatingTime>>
  readonly lanes: Lanes
  /** The most deletes of a batch, after one took too long. */
  readonly cap: number
  /** Nothing is sent before `until`. */
  readonly quiet: { readonly until: number; readonly reason: PortalWait } | null
  /** Requests in a row that failed or were refused. */
  readonly strikes: number
  readonly outstanding: readonly Outstanding[]
  /** Seconds of batches with deletes and of `others` in flight, added up over all of them until `at`. */
  readonly busy: { readonly seconds: number; readonly at: number }
  /** Requests of this page in flight beside the job's own: the portal works on them too. */
  readonly others: number
}

interface Outstanding {
  readonly batch: number
  readonly at: number
  readonly deletes: number
  /** `Pace.busy` when it was sent; the difference shows how much was in flight beside it. */
  readonly busyBefore: number
}

const LONGEST_QUIET_MS = 60_000

/** @param meter the delete method's meter from the journal of a resumed run. */
export function newPace(
  now: number,
  limits: BucketLimits = USUAL_BUCKET,
  meter: { readonly operating: number; readonly resetAt: number } | null = null,
  room: BatchRoom = WHOLE_BATCH,
): Pace {
  const known: OperatingTime =
    meter === null
      ? NOTHING_REPORTED
      : { ...NOTHING_REPORTED, reported: meter.operating, reportedAt: now, resetAt: meter.resetAt }
  return {
    room,
    sentAt: -Infinity,
    limits,
    operatingLimit: OPERATING_LIMIT,
    bucket: { level: meter === null ? 0 : (limits.size * limits.share) / 2, at: now },
    deletes: NO_SAMPLE,
    counted: NO_SAMPLE,
    overhead: NO_SAMPLE,
    meters: { delete: known.resetAt > now ? known : NOTHING_REPORTED, read: NOTHING_REPORTED },
    lanes: ONE_LANE,
    cap: room.commands,
    quiet: null,
    strikes: 0,
    outstanding: [],
    busy: { seconds: 0, at: now },
    others: 0,
  }
}

/** A request leaves. @param deletes 0 for a look or a check alone. */
export function afterSending(pace: Pace, batch: number, deletes: number, now: number): Pace {
  const busy = busyAt(pace, now)
  return {
    ...pace,
    sentAt: now,
    busy,
    bucket: afterRequest(pace.bucket, pace.limits, now),
    outstanding: [...pace.outstanding, { batch, at: now, deletes, busyBefore: busy.seconds }],
  }
}

/** How many other requests are in flight from now on. */
export function withOthers(pace: Pace, others: number, now: number): Pace {
  return others === pace.others ? pace : { ...pace, busy: busyAt(pace, now), others }
}

function busyAt({ busy, outstanding, others }: Pace, now: number): Pace['busy'] {
  const lanes = others + outstanding.filter(({ deletes }) => deletes > 0).length
  return { seconds: busy.seconds + (lanes * Math.max(0, now - busy.at)) / 1000, at: Math.max(now, busy.at) }
}

/** Deletes in a batch while the portal's speed is unknown. */
const FIRST_DELETES = 3
/** Few, so that trial batches on a slow portal do not come near the time-out of a request. */
const FEWEST_DELETES = 2
/** How long a trial batch should take; shorter where the bucket has room for many small requests. */
const TRIAL_SECONDS = 1
const SHORT_TRIAL_SECONDS = 0.25
const REQUESTS_ENOUGH = 4 * MOST_LANES

/** How many deletes a trial batch holds: one that shows how the portal copes with the number of lanes. */
export function trialDeletes({
  deletes,
  bucket,
  limits,
  room,
}: Pick<Pace, 'deletes' | 'bucket' | 'limits' | 'room'>): number {
  if (deletes.count === 0) return FIRST_DELETES
  const many = requestsLeft(bucket, limits, bucket.at) >= REQUESTS_ENOUGH
  const wished = (many ? SHORT_TRIAL_SECONDS : TRIAL_SECONDS) / (deletes.mean * slowdown(deletes))
  return Math.min(room.commands, Math.max(FEWEST_DELETES, Math.round(wished)))
}

/** Failures of single commands of a request that was answered. */
export interface Refusals {
  readonly deletes: readonly Failure[]
  readonly checks: readonly Failure[]
}

/** A request was answered. */
export function afterAnswer(
  pace: Pace,
  batch: number,
  timing: BatchTiming,
  refusals: Refusals,
  now: number,
): Pace {
  const sent = pace.outstanding.find((each) => each.batch === batch)
  if (sent === undefined) return pace
  const wall = Math.max(0, now - sent.at) / 1000
  const reported = timing.deleteSeconds.filter((each) => Number.isFinite(each) && each >= 0)
  // If the portal reports no times, each delete gets an equal share of the whole.
  const seconds =
    reported.length > 0 ? reported : Array.from({ length: sent.deletes }, () => wall / sent.deletes)
  const sum = seconds.reduce((total, each) => total + each, 0)
  const busy = busyAt(pace, now)
  const beside = wall > 0 ? (busy.seconds - sent.busyBefore) / wall : 1
  const deletes = afterSeconds(pace.deletes, seconds)
  const trial = trialDeletes({ ...pace, deletes }) * deletes.mean
  const calm: Pace = {
    ...pace,
    busy,
    outstanding: pace.outstanding.filter((each) => each !== sent),
    deletes,
    counted: afterSeconds(pace.counted, seconds.map(countedSeconds)),
    overhead: afterSeconds(pace.overhead, [Math.max(0, wall - sum)]),
    lanes: sent.deletes > 0 ? afterDeletes(pace.lanes, beside, seconds, trial) : pace.lanes,
    meters: timing.meters.reduce(
      (meters, meter) => ({
        ...meters,
        [meter.name]: afterReported(meters[meter.name], meter, meter.name === 'delete' ? reported : [], now),
      }),
      pace.meters,
    ),
    cap: Math.min(pace.room.commands, Math.ceil(pace.cap * 1.5)),
    quiet: pace.quiet !== null && pace.quiet.until <= now ? null : pace.quiet,
    strikes: 0,
  }
  return afterRefusals(calm, pace.strikes, batch, refusals, now)
}

function afterRefusals(pace: Pace, strikes: number, batch: number, refusals: Refusals, now: number): Pace {
  const isLimit = ({ kind }: Failure): boolean => kind === 'operating-limit'
  const isTrouble = ({ kind }: Failure): boolean => kind === 'rate-limit' || kind === 'auth'
  let braked = pace
  const limits = [
    ['delete', refusals.deletes.find(isLimit)],
    ['read', refusals.checks.find(isLimit)],
  ] as const
  for (const [name, failure] of limits)
    if (failure !== undefined) braked = atLimit(braked, name, failure, now)
  const trouble = [...refusals.deletes, ...refusals.checks].find(isTrouble)
  return trouble === undefined ? braked : strike({ ...braked, strikes }, batch, trouble, now)
}

/** A request failed as a whole. */
export function afterFailure(pace: Pace, batch: number, failure: Failure, now: number): Pace {
  const sent = pace.outstanding.find((each) => each.batch === batch)
  if (sent === undefined) return pace
  const rest = {
    ...pace,
    busy: busyAt(pace, now),
    outstanding: pace.outstanding.filter((each) => each !== sent),
  }
  if (failure.kind === 'operating-limit')
    return strike(atLimit(rest, 'delete', failure, now), batch, failure, now)
  const cap = failure.kind === 'timeout' ? Math.max(1, Math.floor(sent.deletes / 2)) : rest.cap
  return strike({ ...rest, cap: Math.min(rest.cap, cap) }, batch, failure, now)
}

/** The oldest of the ten one-minute bins of operating time falls out within a minute. */
const UNKNOWN_RESET_WAIT_MS = 60_000

/** A method that used up its operating time holds up all requests until the time that the portal names. */
export function quietAtLimit(pace: Pace, failures: readonly Failure[], now: number): Pace {
  const limit = failures.find(({ kind }) => kind === 'operating-limit')
  if (limit === undefined) return pace
  const until = Math.max(limit.retryAt ?? now + UNKNOWN_RESET_WAIT_MS, pace.quiet?.until ?? 0)
  return { ...pace, quiet: { until, reason: 'operating-time' } }
}

/** An announced request did not leave. */
export function afterWithholding(pace: Pace, batch: number, now: number): Pace {
  const outstanding = pace.outstanding.filter((each) => each.batch !== batch)
  return { ...pace, busy: busyAt(pace, now), outstanding }
}

function atLimit(pace: Pace, name: MeterName, { retryAt }: Failure, now: number): Pace {
  return { ...pace, meters: { ...pace.meters, [name]: afterLimit(pace.meters[name], retryAt, now) } }
}

/**
 * Waits twice as long each time, up to a minute. Lanes that failed together would try again together, so each waits a
 * little differently.
 */
function strike(pace: Pace, batch: number, failure: Failure, now: number): Pace {
  const strikes = pace.strikes + 1
  const apart = (batch * 379) % 500
  const until = now + Math.min(LONGEST_QUIET_MS, 1000 * 2 ** Math.min(strikes - 1, 10)) + apart
  const later = Math.max(until, pace.quiet?.until ?? 0)
  return {
    ...pace,
    strikes,
    quiet: { until: later, reason: reasonFor(failure) },
    lanes: failure.kind === 'auth' ? pace.lanes : afterTrouble(),
    bucket: failure.kind === 'rate-limit' ? full(pace.limits, now) : pace.bucket,
  }
}

function reasonFor({ kind }: Failure): PortalWait {
  if (kind === 'network' || kind === 'offline') return 'no-connection'
  if (kind === 'auth') return 'session'
  return kind === 'operating-limit' ? 'operating-time' : 'portal-busy'
}
