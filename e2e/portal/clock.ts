import type { Clock } from './contract.ts'

/** The portal's clock as its server sees it. */
export interface PortalClock extends Clock {
  /** Milliseconds for durations: never set back, still while the clock is stopped. */
  steady(): number
  /** Acts once the clock has come `ms` further, by itself or by `advance`. */
  after(ms: number, act: () => void): void
  /** As it was at the start: running, on the given time. Those that wait are let go first. */
  reset(): void
}

interface Waiting {
  due: number
  act: () => void
}

/**
 * A clock that runs with the given time and can be moved on and stopped.
 * @param time Unix ms.
 */
export function createClock(time: () => number): PortalClock {
  let ahead = 0
  let stoppedAt: number | null = null
  let steadyStoppedAt = 0
  let waiting: Waiting[] = []
  let timer: NodeJS.Timeout | undefined

  const now = (): number => stoppedAt ?? time() + ahead

  /** Those that are due act in the order of their time, each at its own time or later. */
  function wake(): void {
    for (;;) {
      const next = waiting.toSorted((a, b) => a.due - b.due)[0]
      if (next === undefined || next.due > now()) break
      waiting = waiting.filter((one) => one !== next)
      next.act()
    }
    setTimer()
  }

  function setTimer(): void {
    clearTimeout(timer)
    if (stoppedAt !== null || waiting.length === 0) return
    const first = Math.min(...waiting.map(({ due }) => due))
    timer = setTimeout(wake, Math.max(0, first - now())).unref()
  }

  return {
    now,
    steady: () => (stoppedAt === null ? performance.now() : steadyStoppedAt),
    get stopped() {
      return stoppedAt !== null
    },
    get waiting() {
      return waiting.map(({ due }) => due).toSorted((a, b) => a - b)
    },
    advance(ms) {
      if (!(ms >= 0)) throw new RangeError('a clock goes forward only')
      if (stoppedAt === null) ahead += ms
      else stoppedAt += ms
      wake()
    },
    stop() {
      if (stoppedAt !== null) return
      steadyStoppedAt = performance.now()
      stoppedAt = now()
      setTimer()
    },
    run() {
      if (stoppedAt === null) return
      ahead = stoppedAt - time()
      stoppedAt = null
      setTimer()
    },
    after(ms, act) {
      waiting.push({ due: now() + ms, act })
      setTimer()
    },
    reset() {
      const left = waiting.toSorted((a, b) => a.due - b.due)
      waiting = []
      for (const { act } of left) act()
      ahead = 0
      stoppedAt = null
      setTimer()
    },
  }
}
