import * as v from 'valibot'
import { PortalFailure, type Failure } from '#core/failure.ts'
import { failureOf, failureOfRefusal, toPortalFailure } from './failure.ts'
import { phpQuery, type Params } from './query-string.ts'

/** The longest batch the portal takes (rest-contract.md, 3.1). */
export const BATCH_LIMIT = 50

export interface Command {
  readonly method: string
  readonly params: Params
}

/** What one command of a batch came to. */
export type CommandAnswer =
  | { readonly kind: 'result'; readonly result: unknown; readonly total: number | null }
  | { readonly kind: 'refused'; readonly failure: Failure }
  /** In no map of the envelope: not executed, or nobody knows. */
  | { readonly kind: 'absent' }

/** Sends one REST request and gives the body, or throws what the SDK throws. Implemented over the SDK in connect.ts. */
export type Send = (method: string, params: Params) => Promise<unknown>

export interface Rest {
  /**
   * Runs up to 50 named commands in one request. Names must not be numbers: the portal makes arrays of those.
   * Rejects with PortalFailure when the request as a whole failed.
   */
  batch<Name extends string>(commands: Readonly<Record<Name, Command>>): Promise<BatchAnswer<Name>>
  /**
   * One call of its own, as JSON: only where a person's words are among the parameters, which a batch would alter
   * when they look like `$result[…]` (rest-contract.md, 3.3). Rejects with PortalFailure.
   */
  call(method: string, params: Params): Promise<{ result: unknown; total: number | null }>
}

export type BatchAnswer<Name extends string> = Readonly<Record<Name, CommandAnswer>>

/** A PHP map: an object, or `[]` when it is empty, or a list when its keys are 0..n-1 (rest-contract.md, 3.2). */
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
})

const callBody = v.object({ result: v.unknown(), total: v.optional(v.unknown()) })
const errorBody = v.object({
  error: v.union([v.string(), v.number()]),
  error_description: v.optional(v.nullable(v.string())),
})
const timeSchema = v.object({ operating_reset_at: v.number() })

export function createRest(send: Send): Rest {
  /** When each method's operating time falls free, as last told: a refusal itself does not tell (seconds → ms). */
  const resetAt = new Map<string, number>()

  async function request(method: string, params: Params): Promise<unknown> {
    try {
      return await send(method, params)
    } catch (thrown) {
      throw withRetryAt(toPortalFailure(thrown), resetAt.get(method))
    }
  }

  return {
    async batch(commands) {
      const names = Object.keys(commands) as (keyof typeof commands)[]
      if (names.length > BATCH_LIMIT) throw new RangeError(`a batch takes ${BATCH_LIMIT} commands`)
      const cmd: Record<string, string> = {}
      for (const name of names) cmd[name] = `${commands[name].method}?${phpQuery(commands[name].params)}`
      const body = readBody(batchBody, await request('batch', { halt: 0, cmd }))
      const answers = {} as Record<keyof typeof commands, CommandAnswer>
      for (const name of names) {
        const { method } = commands[name]
        const time = v.safeParse(timeSchema, body.result.result_time.get(name))
        if (time.success) resetAt.set(method, time.output.operating_reset_at * 1000)
        answers[name] = commandAnswer(body.result, name, resetAt.get(method))
      }
      return answers
    },

    async call(method, params) {
      const body = readBody(callBody, await request(method, params))
      return { result: body.result, total: count(body.total) }
    },
  }
}

type Envelope = v.InferOutput<typeof batchBody>['result']

function commandAnswer(envelope: Envelope, name: string, resetAt: number | undefined): CommandAnswer {
  // An error counts even where it is empty: the SDK's own batch calls that success (design.md, decision 1).
  if (envelope.result_error.has(name)) {
    const failure = failureOfRefusal(envelope.result_error.get(name))
    return { kind: 'refused', failure: withRetryAt(new PortalFailure(failure), resetAt).failure }
  }
  if (!envelope.result.has(name)) return { kind: 'absent' }
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

/** Reads an answer or says what it is instead: an HTTP 200 may carry an error, nonsense, or nothing at all. */
function readBody<S extends v.GenericSchema>(schema: S, body: unknown): v.InferOutput<S> {
  const refused = v.safeParse(errorBody, body)
  if (refused.success) {
    const { error, error_description: words } = refused.output
    throw new PortalFailure(failureOf(String(error), words ?? '', 200))
  }
  const parsed = v.safeParse(schema, body)
  if (!parsed.success) throw new PortalFailure({ kind: 'bad-answer', code: '', portalText: '' })
  return parsed.output
}

function count(total: unknown): number | null {
  const number = typeof total === 'string' ? Number.parseInt(total, 10) : total
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null
}
