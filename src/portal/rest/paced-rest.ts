import { mayPass, PortalFailure } from '#core/failure.ts'
import {
  admitsAt,
  afterRequest,
  full,
  hurried,
  leaked,
  requestsLeft,
  type Bucket,
  type BucketLimits,
} from '#core/job/pace/bucket.ts'
import type { Manner } from '#core/job/ports.ts'
import { createCommandQueue, FULL, type PacedAnswer } from './many/command-queue.ts'
import {
  ABSENT,
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
   * @param order `kept`: one after another, alone. `any`: they may be mixed with others, and several requests may be under
   * way at once. `first`: the same, before all others that wait.
   */
  all(commands: readonly Command[], order?: 'kept' | 'any' | 'first'): Promise<PacedAnswer[]>
  /**
   * Sends all commands at once and once only, without waiting for a turn: a person waits for them. Answers in the order of
   * the commands; gives up like a delete.
   */
  rush(commands: readonly Command[]): Promise<PacedAnswer[]>
  /** A single call that is not repeated: a write. It waits for its turn like all others. */
  once(method: string, params: Command['params']): Promise<{ result: unknown; total: number | null }>
  /** How much of our share of the portal's requests this page has used. */
  readonly bucket: Bucket
  /** How requests are sent from now on; null: as usual. */
  keepTo(manner: Manner | null): void
  /** While it works, more of the bucket may be used at once, unless `keepTo` says otherwise. */
  hurry<T>(work: () => Promise<T>): Promise<T>
  /** Batches and writes in flight. */
  readonly underWay: number
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
 * At most this many batches are under way at once: the portal works on several side by side. Where requests are scarce
 * there are no more than leak out in a second, or two, and only full ones beside each other.
 */
const MOST_LANES = 4
const MOST_TIGHT_LANES = 2
/** With this many requests left in our share, quick answers matter more than full batches. */
const PLENTY = 10
/** While something else on this page sends requests, as a run does, this many are left to it: readings must not hold it up. */
const LEFT_TO_OTHERS = 3
const BUSY_MS = 15_000
const WAIT_MS = 1_000

export function createPacedRest(rest: Rest, patience: Patience, usual: BucketLimits): PacedRest {
  let limits = usual
  let manner: Manner | null = null
  let hurries = 0
  let size = FIRST_SIZE
  let underWay = 0
  let notedAt = -Infinity
  let bucket: Bucket = { level: 0, at: patience.now() }
  const spacious = usual.leakPerSecond * usual.share > 1

  /** Requests wait for their turn in a chain: two at once would both take the same room. */
  let waiting: Promise<void> = Promise.resolve()

  /** Waits until the bucket has room for one more request. */
  function turn(): Promise<void> {
    waiting = waiting.then(admit, admit)
    return waiting
  }

  async function admit(): Promise<void> {
    const now = patience.now()
    const busy = now - notedAt <= BUSY_MS
    // Outside of a run what was let in in a hurry is not waited for: at our rate the portal's bucket only gets emptier.
    const level = manner === null ? Math.min(bucket.level, limits.size * limits.share) : bucket.level
    const seen = { ...bucket, level: busy ? level + LEFT_TO_OTHERS : level }
    const admitted = admitsAt(seen, limits, now) - now
    if (admitted > 0) await patience.wait(admitted)
    bucket = afterRequest(bucket, limits, patience.now())
  }

  function chooseLimits(): void {
    const share = manner?.share ?? usual.share
    // What leaked out until now did so at the share until now.
    if (share !== limits.share) bucket = leaked(bucket, limits, patience.now())
    limits = hurries > 0 && manner === null ? hurried(usual) : { ...usual, share }
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
    const answered = await counting(rest.timedBatch(commands))
    learn(answered.times)
    return answered
  }

  async function rushOne(commands: readonly Command[]): Promise<PacedAnswer[]> {
    const named = Object.fromEntries(commands.map((command, at) => [`q${at}`, command]))
    bucket = afterRequest(bucket, limits, patience.now())
    const { answers, times } = await noting(rest.timedBatch(named, GIVE_UP_MS))
    return commands.map((_, at) => ({
      answer: answers[`q${at}`] ?? ABSENT,
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

  async function counting<T>(request: Promise<T>): Promise<T> {
    underWay++
    try {
      return await request
    } finally {
      underWay--
    }
  }

  const scarce = (): boolean =>
    manner?.scarce === true || requestsLeft(bucket, limits, patience.now()) < PLENTY
  const spare = (): boolean => spacious && !scarce()
  const alone = { patiently, batch, size: () => size, lanes: () => 1, hasty: spare, scarce, brokeOff }
  const together = createCommandQueue({
    ...alone,
    lanes() {
      // While the portal's speed is little known batches are small, and many small ones would fill the bucket.
      if (size < FULL || manner?.gentle === true) return 1
      if (spare()) return MOST_LANES
      const leaks = Math.floor(limits.leakPerSecond * limits.share)
      return Math.max(MOST_TIGHT_LANES, Math.min(MOST_LANES, leaks))
    },
  })

  return {
    keepTo(next) {
      manner = next
      chooseLimits()
    },
    async hurry(work) {
      hurries++
      chooseLimits()
      try {
        return await work()
      } finally {
        hurries--
        chooseLimits()
      }
    },
    get underWay() {
      return underWay
    },
    get bucket() {
      return bucket
    },
    noteFull: () => void (bucket = full(limits, patience.now())),
    noteRequest() {
      notedAt = patience.now()
      bucket = afterRequest(bucket, limits, notedAt)
    },
    get size() {
      return size
    },
    patiently,
    batch,
    async once(method, params) {
      await turn()
      return noting(counting(rest.call(method, params)))
    },
    async rush(commands) {
      const parts = Array.from({ length: Math.ceil(commands.length / BATCH_LIMIT) }, (_, at) =>
        commands.slice(at * BATCH_LIMIT, (at + 1) * BATCH_LIMIT),
      )
      return (await Promise.all(parts.map(rushOne))).flat()
    },
    call: (method, params) => patiently(() => rest.call(method, params)),
    all: (commands, order = 'kept') =>
      order === 'kept'
        ? createCommandQueue(alone).send(commands)
        : together.send(commands, order === 'first' ? 'first' : 'last'),
  }
}

function brokeOff(answer: CommandAnswer): boolean {
  return answer.kind === 'absent' || (answer.kind === 'refused' && mayPass(answer.failure))
}
