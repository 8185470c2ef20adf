import type { Send } from '../../src/portal/rest/rest.ts'

/** Counts how many requests go one after another: those that are under way together are answered together. */
export interface Waves {
  readonly send: Send
  /** So many since the last call. */
  count(): number
}

export function wavesOver(send: Send): Waves {
  let count = 0
  let waiting: (() => void)[] = []
  const answer = (): void => {
    count++
    const together = waiting
    waiting = []
    for (const go of together) go()
  }
  return {
    async send(...request) {
      // A turn of the event loop later everything that could be sent by now is under way.
      if (waiting.length === 0) setImmediate(answer)
      await new Promise<void>((resolve) => waiting.push(resolve))
      return send(...request)
    },
    count() {
      const so = count
      count = 0
      return so
    },
  }
}
