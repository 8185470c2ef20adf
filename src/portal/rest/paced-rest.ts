import { mayPass, PortalFailure } from '#core/failure.ts'
import { admitsAt, afterRequest, full, type Bucket, type BucketLimits } from '#core/job/pace/bucket.ts'
import {
  BATCH_LIMIT,
  GIVE_UP_MS,
  type Command,
  type CommandAnswer,
  type Rest,
  type TimedBatch,
} from './rest.ts'

/** Time for the paced readers; injected so that tests need not wait. */
export interface Patience {
  /** Unix ms. */
  now(): number
  wait(ms: number): Promise<void>
}

export interface PacedAnswer {
  readonly answer: CommandAnswer
  /** Unix ms of the portal's clock at which the command began; null: unknown. */
  readonly startedAt: number | null
}

/**
 * Sends many readings, one request after another. It stays within our share of the portal's bucket of requests, puts as
 * many commands into a batch as the portal does in good time, and repeats what failed on the way. For readings only: a
 * delete is never repeated.
 */
export interface PacedRest {
  /** Commands that the next batch should hold. */
  readonly size: number
  /** One request, repeated if its failure may pass; `ask` must read `size` anew each time. */
  patiently<T>(ask: () => Promise<T>): Promise<T>
  /** One batch of at most `size` commands. How long it takes sets the size of the next ones. */
  batch<Name extends string>(commands: Readonly<Record<Name, Command>>): Promise<TimedBatch<Name>>
  /**
   * Sends all commands in as many requests as needed; answers in the order of the commands.
   * @param order `any`: the order does not matter, so several requests may be under way at once.
   */
  all(commands: readonly Command[], order?: 'kept' | 'any'): Promise<PacedAnswer[]>
  /**
   * Sends all commands at once and once only, without waiting for a turn: a person waits for them. Answers in the order of
   * the commands; gives up like a delete.
   */
  rush(commands: readonly Command[]): Promise<PacedAnswer[]>
  /** A single call that is not repeated: a write. It waits for its turn like all others. */
  once(method: string, params: Command['params']): Promise<{ result: unknown; total: number | null }>
  /** How much of our share of the portal's requests this page has used. */
  readonly bucket: Bucket
  /** Something else on this page sent a request, which uses up the bucket too. */
  noteRequest(): void
  /** Our share of the bucket is used up, because the portal said so or for another known reason. */
  noteFull(): void
  /** A call of its own (portal README, "References in a batch"). */
  call(method: string, params: Command['params']): Promise<{ result: unknown; total: number | null }>
}

/**
 * How much of the portal's time a batch should take, in seconds; the portal ends it at 60 s (portal README, "Time of
 * one request").
 */
const WISHED_SECONDS = 12
/** Commands in the first batch, while the portal's speed is unknown. */
const FIRST_SIZE = 12
const MOST_TRIES = 3
/**
 * At most this many batches are under way at once, and only if the bucket allows more than one request a second: the
 * portal then works on several side by side. On other plans the bucket is the limit anyway.
 */
const MOST_LANES = 3
const FULL = 40
const WAIT_MS = 1_000

export function createPacedRest(rest: Rest, patience: Patience, limits: BucketLimits): PacedRest {
  let size = FIRST_SIZE
  let bucket: Bucket = { level: 0, at: patience.now() }
  const spacious = limits.leakPerSecond * limits.share > 1

  /** Requests wait for their turn in a chain: two at once would both take the same room. */
  let waiting: Promise<void> = Promise.resolve()

  /** Waits until the bucket has room for one more request. */
  function turn(): Promise<void> {
    waiting = waiting.then(admit, admit)
    return waiting
  }

  async function admit(): Promise<void> {
    const admitted = admitsAt(bucket, limits, patience.now()) - patience.now()
    if (admitted > 0) await patience.wait(admitted)
    bucket = afterRequest(bucket, limits, patience.now())
  }

  async function patiently<T>(ask: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      await turn()
      try {
        return await ask()
      } catch (thrown) {
        if (!(thrown instanceof PortalFailure) || !mayPass(thrown.failure) || tries === MOST_TRIES)
          throw thrown
        if (thrown.failure.kind === 'rate-limit') bucket = full(limits, patience.now())
        size = Math.max(1, Math.floor(size / 2))
        await patience.wait(WAIT_MS * 2 ** tries)
      }
    }
  }

  /** At most doubles with each batch: one quick page says little about the next fifty. */
  function learn(times: TimedBatch<string>['times']): void {
    const seconds = [...times.values()].reduce((sum, time) => sum + (time.seconds ?? 0), 0)
    if (times.size === 0) return
    const fits = Math.floor(WISHED_SECONDS / Math.max(seconds / times.size, 0.001))
    size = Math.max(1, Math.min(fits, size * 2, BATCH_LIMIT))
  }

  async function batch<Name extends string>(
    commands: Readonly<Record<Name, Command>>,
  ): Promise<TimedBatch<Name>> {
    const answered = await rest.timedBatch(commands)
    learn(answered.times)
    return answered
  }

  async function rushOne(commands: readonly Command[]): Promise<PacedAnswer[]> {
    const named = Object.fromEntries(commands.map((command, at) => [`q${at}`, command]))
    bucket = afterRequest(bucket, limits, patience.now())
    const { answers, times } = await noting(rest.timedBatch(named, GIVE_UP_MS))
    return commands.map((_, at) => ({
      answer: answers[`q${at}`] ?? { kind: 'absent' },
      startedAt: times.get(`q${at}`)?.startedAt ?? null,
    }))
  }

  /** Remembers a refusal for too many requests. */
  async function noting<T>(request: Promise<T>): Promise<T> {
    try {
      return await request
    } catch (thrown) {
      if (thrown instanceof PortalFailure && thrown.failure.kind === 'rate-limit')
        bucket = full(limits, patience.now())
      throw thrown
    }
  }

  return {
    get bucket() {
      return bucket
    },
    noteFull: () => void (bucket = full(limits, patience.now())),
    noteRequest: () => void (bucket = afterRequest(bucket, limits, patience.now())),
    get size() {
      return size
    },
    patiently,
    batch,
    async once(method, params) {
      await turn()
      return noting(rest.call(method, params))
    },
    async rush(commands) {
      const parts = Array.from({ length: Math.ceil(commands.length / BATCH_LIMIT) }, (_, at) =>
        commands.slice(at * BATCH_LIMIT, (at + 1) * BATCH_LIMIT),
      )
      return (await Promise.all(parts.map(rushOne))).flat()
    },
    call: (method, params) => patiently(() => rest.call(method, params)),
    async all(commands, order = 'kept') {
      const answers = new Map<number, PacedAnswer>()
      const tries = new Map<number, number>()
      const open = commands.map((command, index) => ({ command, index }))

      async function lane(): Promise<void> {
        while (open.length > 0) await next()
      }

      async function next(): Promise<void> {
        const asked = open.splice(0, size)
        const answered = await patiently(() => {
          // A repeated batch takes fewer commands; the others go back to the open ones.
          open.unshift(...asked.splice(size))
          const named = Object.fromEntries(asked.map(({ command, index }) => [`q${index}`, command]))
          return batch(named)
        })
        for (const one of asked) {
          const answer = answered.answers[`q${one.index}`] ?? { kind: 'absent' }
          const times = (tries.get(one.index) ?? 0) + 1
          tries.set(one.index, times)
          if (brokeOff(answer) && times < MOST_TRIES) open.push(one)
          else {
            const startedAt = answered.times.get(`q${one.index}`)?.startedAt ?? null
            answers.set(one.index, { answer, startedAt })
          }
        }
      }

      // While the portal's speed is little known batches are small, and many small ones would fill the bucket.
      const several = order === 'any' && spacious && size >= FULL
      const lanes = several ? Math.min(MOST_LANES, Math.ceil(commands.length / FULL)) : 1
      await Promise.all(Array.from({ length: lanes }, lane))
      return commands.map((_, index) => answers.get(index) ?? { answer: { kind: 'absent' }, startedAt: null })
    },
  }
}

function brokeOff(answer: CommandAnswer): boolean {
  return answer.kind === 'absent' || (answer.kind === 'refused' && mayPass(answer.failure))
}
