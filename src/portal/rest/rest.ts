import * as v from 'valibot'
import { BAD_ANSWER, failureOfKind, PortalFailure, type Failure } from '#core/failure.ts'
import { failureOfCode, failureOfRefusal, refusalIn, toPortalFailure } from './failure.ts'
import { phpQuery, type Params } from './query-string.ts'

/** The longest batch the portal takes (portal README, "Batch"). */
export const BATCH_LIMIT = 50

/**
 * After this many ms the app gives up on a request that deletes, creates, or looks at the result, because a person is
 * waiting. The portal may work on for another 30 s (portal README, "Time of one request"); wherever an answer is lost
 * the app allows for that.
 */
export const GIVE_UP_MS = 30_000

export interface Command {
  readonly method: string
  readonly params: Params
}

/** The result of one command of a batch. */
export type CommandAnswer =
  | { readonly kind: 'result'; readonly result: unknown; readonly total: number | null }
  | { readonly kind: 'refused'; readonly failure: Failure }
  /** In no map of the envelope: it was not carried out, or nothing is known of it. */
  | { readonly kind: 'absent' }

export const ABSENT: CommandAnswer = { kind: 'absent' }

/**
 * Sends one REST request and returns the body, or throws what the SDK throws. `connect.ts` implements it over the SDK.
 * `limitMs`: give up after this time, and never send later than that.
 */
export type Send = (method: string, params: Params, limitMs?: number) => Promise<unknown>

export interface Rest {
  /**
   * Runs up to 50 named commands in one request. Names must not be numbers: the portal makes arrays of those.
   * Rejects with PortalFailure when the request as a whole failed.
   */
  batch<Name extends string>(commands: Readonly<Record<Name, Command>>): Promise<BatchAnswer<Name>>
  /** The same, with the portal's timing of each command. @param limitMs as for `Send` */
  timedBatch<Name extends string>(
    commands: Readonly<Record<Name, Command>>,
    limitMs?: number,
  ): Promise<TimedBatch<Name>>
  /**
   * A single call, as JSON. Only for parameters with a person's words: a batch would change words that look like
   * `$result[…]` (portal README, "References in a batch"). Rejects with PortalFailure.
   */
  call(method: string, params: Params, limitMs?: number): Promise<{ result: unknown; total: number | null }>
  /** How many minutes the portal's own time is ahead of UTC, as its last batch showed; null: it has not shown it yet. */
  portalOffset(): number | null
  /** Unix ms of the portal's clock; of ours until a batch has shown how far the two differ. */
  portalNow(): number
}

export type BatchAnswer<Name extends string> = Readonly<Record<Name, CommandAnswer>>

export interface TimedBatch<Name extends string> {
  readonly answers: BatchAnswer<Name>
  /** By the command's name; empty if the portal sent nothing readable. */
  readonly times: ReadonlyMap<string, CommandTime>
}

/** A command's entry in `result_time` (portal README, "Batch"); null for a value the portal did not send. */
export interface CommandTime {
  readonly method: string
  /** Unix ms of the PORTAL's clock. */
  readonly startedAt: number | null
  readonly seconds: number | null
  /**
   * Operating time of its method, with this command included; where several commands have one method, only the first may
   * tell it (portal README, "Operating time"). `resetAt` in Unix ms of OUR clock, in a minute if the portal does not say.
   */
  readonly operating: { readonly seconds: number; readonly resetAt: number } | null
}

/**
 * A PHP map: an object, or `[]` when it is empty, or a list when its keys are 0..n-1
 * (portal README, "Values on the wire").
 */
const phpMap = v.pipe(
  v.nullish(v.union([v.array(v.unknown()), v.record(v.string(), v.unknown())]), []),
  v.transform((map) => new Map<string, unknown>(Object.entries(map))),
)

const batchBody = v.object({
  result: v.object({
    result: phpMap,
    result_error: phpMap,
    result_total: phpMap,
    result_time: phpMap,
  }),
  time: v.optional(v.unknown()),
})

const callBody = v.object({ result: v.unknown(), total: v.optional(v.unknown()) })
const seconds = v.fallback(v.nullable(v.number()), null)
/** Unix seconds; some answers write an ISO text instead. */
const moment = v.pipe(
  v.unknown(),
  v.transform((value) => (typeof value === 'number' ? value : isoSeconds(value))),
)
const timeSchema = v.object({
  start: v.optional(seconds, null),
  finish: v.optional(seconds, null),
  duration: v.optional(seconds, null),
  date_start: v.optional(v.fallback(v.nullable(v.string()), null), null),
  operating: v.optional(seconds, null),
  operating_reset_at: v.optional(moment, null),
})
/** While a portal does not say when seconds fall out: its bins are of a minute (portal README, "Operating time"). */
const NEXT_BIN_MS = 60_000

/**
 * @param now Unix ms of our clock; the portal's times are converted to it.
 * @param offline whether the device is known to have no connection at all.
 */
export function createRest(
  send: Send,
  now: () => number = Date.now,
  offline: () => boolean = ownOffline,
): Rest {
  /**
   * When each method's operating time is free again, from the portal's last answer; a refusal itself does not say. Unix
   * ms, our clock.
   */
  const resetAt = new Map<string, number>()
  /** How far our clock is ahead of the portal's, in ms; 0 until the portal has sent its time. */
  let ahead = 0
  let portalOffset: number | null = null

  async function request(method: string, params: Params, limitMs?: number): Promise<unknown> {
    const wasOffline = offline()
    try {
      return await send(method, params, limitMs)
    } catch (thrown) {
      const failure = toPortalFailure(thrown)
      // The device had no connection from before the request until its end: it never reached the portal.
      if (wasOffline && offline() && failure.failure.kind === 'network')
        throw new PortalFailure(failureOfKind('offline'))
      throw withRetryAt(failure, resetAt.get(method))
    }
  }

  async function timedBatch<Name extends string>(
    commands: Readonly<Record<Name, Command>>,
    limitMs?: number,
  ): Promise<TimedBatch<Name>> {
    const names = Object.keys(commands) as Name[]
    if (names.length > BATCH_LIMIT) throw new RangeError(`a batch takes ${BATCH_LIMIT} commands`)
    const cmd: Record<string, string> = {}
    for (const name of names) cmd[name] = `${commands[name].method}?${phpQuery(commands[name].params)}`
    const body = readBody(batchBody, await request('batch', { halt: 0, cmd }, limitMs))
    const whole = readTime(body.time)
    const finish = whole?.finish ?? null
    portalOffset = offsetIn(whole?.date_start ?? null) ?? portalOffset
    if (finish !== null) ahead = now() - finish * 1000
    const answers = {} as Record<Name, CommandAnswer>
    const times = new Map<string, CommandTime>()
    for (const name of names) {
      const { method } = commands[name]
      const spent = readTime(body.result.result_time.get(name))
      if (spent !== null) times.set(name, commandTime(method, spent, ahead, now()))
      if (typeof spent?.operating_reset_at === 'number')
        resetAt.set(method, spent.operating_reset_at * 1000 + ahead)
      answers[name] = commandAnswer(body.result, name, resetAt.get(method))
    }
    return { answers, times }
  }

  return {
    batch: async (commands) => (await timedBatch(commands)).answers,
    timedBatch,

    async call(method, params, limitMs) {
      const body = readBody(callBody, await request(method, params, limitMs))
      return { result: body.result, total: count(body.total) }
    },

    portalOffset: () => portalOffset,
    portalNow: () => now() - ahead,
  }
}

/** What the browser says; tests of this folder run without a browser. */
function ownOffline(): boolean {
  return 'navigator' in globalThis && 'onLine' in navigator && !navigator.onLine
}

function readTime(raw: unknown): v.InferOutput<typeof timeSchema> | null {
  const parsed = v.safeParse(timeSchema, raw)
  return parsed.success ? parsed.output : null
}

/** `2026-10-05T09:00:00+03:00` → 180. */
function offsetIn(time: string | null): number | null {
  const [, sign, hours, minutes] = /([+-])(\d\d):?(\d\d)$/u.exec(time ?? '') ?? []
  if (sign === undefined) return null
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}

/** `2026-10-05T09:00:00+03:00` → Unix seconds; null for anything else. */
function isoSeconds(value: unknown): number | null {
  const ms = typeof value === 'string' && /^\d{4}-\d\d-\d\dT/u.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(ms) ? null : ms / 1000
}

function commandTime(
  method: string,
  spent: v.InferOutput<typeof timeSchema>,
  ahead: number,
  now: number,
): CommandTime {
  const { start, duration, operating, operating_reset_at: reset } = spent
  return {
    method,
    startedAt: start === null ? null : start * 1000,
    seconds: duration,
    operating:
      operating === null && reset === null
        ? null
        : { seconds: operating ?? 0, resetAt: reset === null ? now + NEXT_BIN_MS : reset * 1000 + ahead },
  }
}

type Envelope = v.InferOutput<typeof batchBody>['result']

function commandAnswer(envelope: Envelope, name: string, resetAt: number | undefined): CommandAnswer {
  // An error counts even if its code is empty: the SDK's own batch calls that success (core README, "Verdicts come
  // from answers").
  if (envelope.result_error.has(name)) {
    const failure = failureOfRefusal(envelope.result_error.get(name))
    return { kind: 'refused', failure: withRetryAt(new PortalFailure(failure), resetAt).failure }
  }
  if (!envelope.result.has(name)) return ABSENT
  return {
    kind: 'result',
    result: envelope.result.get(name),
    total: count(envelope.result_total.get(name)),
  }
}

function withRetryAt(failed: PortalFailure, resetAt: number | undefined): PortalFailure {
  const { failure } = failed
  if (failure.kind !== 'operating-limit' || resetAt === undefined) return failed
  return new PortalFailure({ ...failure, retryAt: resetAt })
}

/** Reads an answer or says why it cannot: an HTTP 200 may carry an error, nonsense or nothing. */
function readBody<S extends v.GenericSchema>(schema: S, body: unknown): v.InferOutput<S> {
  const refusal = refusalIn(body)
  if (refusal !== null) throw new PortalFailure(failureOfCode(refusal.code, refusal.words, 200))
  const parsed = v.safeParse(schema, body)
  if (!parsed.success) throw new PortalFailure(BAD_ANSWER)
  return parsed.output
}

function count(total: unknown): number | null {
  const number = typeof total === 'string' ? Number.parseInt(total, 10) : total
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null
}
