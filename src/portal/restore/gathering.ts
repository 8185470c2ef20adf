import type { Command } from '../rest/rest.ts'
import type { PacedAnswer } from '../rest/many/command-queue.ts'
import type { PacedRest } from '../rest/paced-rest.ts'

interface Waiting {
  readonly commands: readonly Command[]
  readonly resolve: (answers: PacedAnswer[]) => void
  readonly reject: (reason: unknown) => void
}

/** Sends what several readings ask for at the same moment together, in batches that are as full as they can be. */
export function gathering(paced: Pick<PacedRest, 'all' | 'call'>): Pick<PacedRest, 'all' | 'call'> {
  let waiting: Waiting[] = []

  async function send(): Promise<void> {
    // A caller that got the answers of an earlier batch needs a moment to ask the next question.
    for (let moment = 0; moment < MOMENTS; moment++) await Promise.resolve()
    const all = waiting
    waiting = []
    try {
      const answers = await paced.all(
        all.flatMap(({ commands }) => commands),
        'any',
      )
      let from = 0
      for (const { commands, resolve } of all) resolve(answers.slice(from, (from += commands.length)))
    } catch (thrown) {
      for (const { reject } of all) reject(thrown)
    }
  }

  return {
    call: (method, params) => paced.call(method, params),
    all: (commands) =>
      new Promise((resolve, reject) => {
        if (commands.length === 0) {
          resolve([])
          return
        }
        waiting.push({ commands, resolve, reject })
        if (waiting.length === 1) void send()
      }),
  }
}

/** Microtasks that pass between an answer and the question that follows from it. */
const MOMENTS = 8
