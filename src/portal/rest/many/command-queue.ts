import { ABSENT, type Command, type CommandAnswer, type TimedBatch } from '../rest.ts'

/** The answer to one command, and when it began. */
export interface PacedAnswer {
  readonly answer: CommandAnswer
  /** Unix ms of the portal's clock at which the command began; null: unknown. */
  readonly startedAt: number | null
}

/** Where in the queue commands go: behind all others, or before them, because something else waits for their answers. */
export type Place = 'last' | 'first'

/** Commands of several readings, mixed so that each batch is as full as it can be. */
export interface CommandQueue {
  /** Resolves to the answers in the order of the commands; rejects if a batch with some of them fails for good. */
  send(commands: readonly Command[], place?: Place): Promise<PacedAnswer[]>
}

interface QueueParts {
  /** Waits for a turn, asks, and repeats what may pass; calls `ask` anew each time. */
  readonly patiently: <T>(ask: () => Promise<T>) => Promise<T>
  readonly batch: (commands: Readonly<Record<string, Command>>) => Promise<TimedBatch<string>>
  /** Commands that the next batch should hold. */
  readonly size: () => number
  /** Batches that may be under way at once. */
  readonly lanes: () => number
  /** Whether a batch that is not full may go beside others. */
  readonly hasty: () => boolean
  /** Whether requests are scarce: each batch is then filled up with whatever waits, and takes longer. */
  readonly scarce: () => boolean
  /** Whether a command must be asked again: it was not carried out, or refused for now. */
  readonly brokeOff: (answer: CommandAnswer) => boolean
}

interface Waiting {
  readonly command: Command
  readonly index: number
  readonly call: Call
  tries: number
}

interface Call {
  readonly place: Place
  readonly answers: Map<number, PacedAnswer>
  readonly count: number
  resolve(answers: PacedAnswer[]): void
  reject(thrown: unknown): void
}

const MOST_TRIES = 3
/** As many waiting commands are worth a batch of their own beside those under way. */
export const FULL = 40
export const UNANSWERED: PacedAnswer = { answer: ABSENT, startedAt: null }

export function createCommandQueue({
  patiently,
  batch,
  size,
  lanes: most,
  hasty,
  scarce,
  brokeOff,
}: QueueParts): CommandQueue {
  let open: Waiting[] = []
  let lanes = 0
  /** Lanes that wait for their turn; what they will send is chosen only then. */
  let choosing = 0

  function openLanes(): void {
    while (open.length > 0 && lanes < most() && (lanes === 0 || open.length >= FULL * (choosing + 1))) begin()
    // What others wait for does not wait for a lane where requests are plenty.
    if (open[0]?.call.place === 'first' && choosing === 0 && lanes <= most() && !scarce()) begin()
  }

  function begin(): void {
    lanes++
    void lane()
  }

  async function lane(): Promise<void> {
    do await next()
    while (open.length > 0 && (lanes === 1 || hasty() || open.length >= FULL))
    lanes--
    openLanes()
  }

  async function next(): Promise<void> {
    let asked: Waiting[] = []
    choosing++
    let chose = false
    const choose = (): void => {
      if (!chose) choosing--
      chose = true
      // A repeated batch takes fewer commands; the others go back to the open ones.
      open.unshift(...asked)
      const [first] = open
      const own = scarce() ? -1 : open.findIndex(({ call }) => call !== first?.call)
      asked = open.splice(0, own < 0 ? size() : Math.min(own, size()))
    }
    try {
      const answered = await patiently(() => {
        choose()
        const named = Object.fromEntries(asked.map(({ command }, at) => [`q${at}`, command]))
        return asked.length === 0 ? Promise.resolve(null) : batch(named)
      })
      if (answered !== null) for (const [at, one] of asked.entries()) take(one, at, answered)
    } catch (thrown) {
      const failed = new Set(asked.map(({ call }) => call))
      open = open.filter(({ call }) => !failed.has(call))
      for (const call of failed) call.reject(thrown)
    }
  }

  function take(one: Waiting, at: number, { answers, times }: TimedBatch<string>): void {
    const answer = answers[`q${at}`] ?? UNANSWERED.answer
    one.tries++
    if (brokeOff(answer) && one.tries < MOST_TRIES) {
      open.push(one)
      return
    }
    const { call } = one
    call.answers.set(one.index, { answer, startedAt: times.get(`q${at}`)?.startedAt ?? null })
    if (call.answers.size === call.count)
      call.resolve(Array.from({ length: call.count }, (_, index) => call.answers.get(index) ?? UNANSWERED))
  }

  return {
    send: (commands, place = 'last') =>
      new Promise((resolve, reject) => {
        if (commands.length === 0) {
          resolve([])
          return
        }
        const call: Call = { place, answers: new Map(), count: commands.length, resolve, reject }
        const waiting = commands.map((command, index) => ({ command, index, call, tries: 0 }))
        open = place === 'first' ? [...waiting, ...open] : [...open, ...waiting]
        openLanes()
      }),
  }
}
