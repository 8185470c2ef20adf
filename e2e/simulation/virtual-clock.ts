import type { Clock } from '../../src/core/job/ports.ts'

/**
 * Time that passes only when nothing is left to be done at the present moment, so that hours of a run take
 * milliseconds and always go the same way.
 */
export interface VirtualClock extends Clock {
  /** As `at`, for what touches nothing but the simulated world: quicker, since nobody has to be let finish. */
  quietly(time: number, act: () => void): void
  /** Runs until `over()`, until nothing is left to happen, or until the time; says which. */
  runUntil(over: () => boolean, latest: number): Promise<'over' | 'idle' | 'late'>
}

interface Alarm {
  readonly time: number
  readonly order: number
  readonly ring: () => void
  readonly quiet: boolean
  off: boolean
}

export function createVirtualClock(start: number): VirtualClock {
  let now = start
  let order = 0
  const heap: Alarm[] = []

  const before = (a: Alarm, b: Alarm): boolean => a.time < b.time || (a.time === b.time && a.order < b.order)

  function push(alarm: Alarm): void {
    let at = heap.push(alarm) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      const [own, above] = [heap[at], heap[parent]]
      if (own === undefined || above === undefined || !before(own, above)) return
      heap[at] = above
      heap[parent] = own
      at = parent
    }
  }

  function pop(): Alarm | undefined {
    const top = heap[0]
    const last = heap.pop()
    if (top === undefined || last === undefined || heap.length === 0) return top
    heap[0] = last
    let at = 0
    for (;;) {
      let least = at
      for (const child of [2 * at + 1, 2 * at + 2]) {
        const [a, b] = [heap[child], heap[least]]
        if (a !== undefined && b !== undefined && before(a, b)) least = child
      }
      const [own, other] = [heap[at], heap[least]]
      if (least === at || own === undefined || other === undefined) return top
      heap[at] = other
      heap[least] = own
      at = least
    }
  }

  function set(time: number, ring: () => void, quiet: boolean): Alarm {
    const alarm: Alarm = { time: Math.max(time, now), order: order++, ring, quiet, off: false }
    push(alarm)
    return alarm
  }

  return {
    now: () => now,
    at(time, wake) {
      const alarm = set(time, wake, false)
      return () => void (alarm.off = true)
    },
    quietly: (time, act) => void set(time, act, true),
    async runUntil(over, latest) {
      await settle()
      for (;;) {
        if (over()) return 'over'
        const alarm = pop()
        if (alarm === undefined) return 'idle'
        if (alarm.time > latest) return 'late'
        if (alarm.off) continue
        now = alarm.time
        alarm.ring()
        if (!alarm.quiet) await settle()
      }
    },
  }
}

/** Lets every promise that can go on do so. */
function settle(): Promise<void> {
  return new Promise((done) => setImmediate(done))
}
