import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { serveAlarms, type Alarm, type Timers } from './clock-protocol.ts'
import { openClock, type AlarmWorker } from './clock.ts'

const NOW = Date.UTC(2026, 0, 10)
const MINUTE = 60_000

/** Timers whose wall clock and own time a test moves; `step` rounds a timer up, as a background tab does. */
function timersOf(wall: { now: number }, step = 1) {
  const pending = new Set<{ due: number; act: () => void }>()
  let own = 0
  return {
    now: () => wall.now,
    after(ms: number, act: () => void) {
      const timer = { due: Math.ceil((own + ms) / step) * step, act }
      pending.add(timer)
      return () => void pending.delete(timer)
    },
    /** Lets the timers' own time pass; the wall clock is moved by the test. */
    pass(ms: number) {
      own += ms
      for (const timer of [...pending]) {
        if (timer.due > own || !pending.delete(timer)) continue
        timer.act()
      }
    },
    waiting: () => pending.size,
  }
}

/** A worker with the real protocol, and the page's own timers beside it. */
function world({ pageStep = 1, dead = false, workerAhead = 0 } = {}) {
  const wall = { now: NOW }
  const page = timersOf(wall, pageStep)
  const inWorker = timersOf(wall)
  const workerTimers: Timers = {
    now: () => wall.now + workerAhead,
    after: (ms, act) => inWorker.after(ms, act),
  }
  const reported: Alarm[] = []
  let answer: (message: unknown) => void = () => undefined
  let breakDown = (): void => undefined
  const serve = serveAlarms(workerTimers, (id) => answer(id))
  const worker: AlarmWorker = {
    post(alarm) {
      reported.push(alarm)
      if (!dead) serve(structuredClone(alarm))
    },
    listen(rang, broke) {
      answer = rang
      breakDown = broke
    },
  }
  const clock = openClock(() => worker, page)
  const pass = (ms: number): void => {
    for (let left = ms; left > 0; left -= 1000) {
      const now = Math.min(left, 1000)
      wall.now += now
      inWorker.pass(now)
      page.pass(now)
    }
  }
  const says = (message: unknown): void => answer(message)
  return { wall, page, inWorker, reported, says, breakDown: () => breakDown(), clock, pass }
}

describe('the clock', () => {
  it('wakes on time in a background tab, whose own timers come once a minute', () => {
    const { clock, pass, wall } = world({ pageStep: MINUTE })
    const woken: number[] = []
    clock.at(NOW + 2000, () => woken.push(wall.now))
    pass(1000)
    expect(woken).toEqual([])
    pass(5 * MINUTE)
    expect(woken).toEqual([NOW + 2000])
    expect(clock.throttled).toBe(false)
  })

  it('wakes once, and leaves no timer behind', () => {
    const { clock, pass, page, inWorker } = world()
    let woken = 0
    clock.at(NOW + 2000, () => woken++)
    expect([page.waiting(), inWorker.waiting()]).toEqual([1, 1])
    pass(MINUTE)
    expect(woken).toBe(1)
    expect([page.waiting(), inWorker.waiting()]).toEqual([0, 0])
  })

  it('does not wake a cancelled wait, and cancelling late does nothing', () => {
    const { clock, pass, page, inWorker, reported } = world()
    let woken = 0
    const cancel = clock.at(NOW + 2000, () => woken++)
    cancel()
    expect([page.waiting(), inWorker.waiting()]).toEqual([0, 0])
    pass(MINUTE)
    expect(woken).toBe(0)
    const messages = reported.length
    cancel()
    expect(reported).toHaveLength(messages)
  })

  it('never wakes within the call, and soon when the time has passed', () => {
    const { clock, pass } = world()
    let woken = 0
    clock.at(NOW - 1, () => woken++)
    expect(woken).toBe(0)
    pass(1)
    expect(woken).toBe(1)
  })

  it('wakes at once after the computer slept', () => {
    const { clock, pass, wall } = world()
    const woken: string[] = []
    clock.at(NOW + 10 * MINUTE, () => woken.push('slept'))
    wall.now += 20 * MINUTE
    pass(16_000)
    expect(woken).toEqual(['slept'])
  })

  it('sends its worker a duration, since the worker’s clock may show another time', () => {
    const { clock, pass, reported } = world({ pageStep: 10 * MINUTE, workerAhead: -3 * 60 * MINUTE })
    let woken = 0
    clock.at(NOW + 2000, () => woken++)
    expect(reported).toEqual([{ id: 1, after: 2000 }])
    pass(3000)
    expect(woken).toBe(1)
  })

  it('ignores a worker that announces an alarm early', () => {
    const { clock, pass, says, reported } = world()
    let woken = 0
    clock.at(NOW + 2000, () => woken++)
    says(reported[0]!.id)
    says('nonsense')
    says(999)
    expect(woken).toBe(0)
    pass(2000)
    expect(woken).toBe(1)
  })

  it('never wakes early and always exactly once, whatever is asked for', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(90_000), fc.boolean()), { maxLength: 20 }),
        fc.boolean(),
        (waits, dead) => {
          const { clock, pass, wall } = world({ dead })
          const woken = waits.map(() => [] as number[])
          waits.forEach(([ms, cancelled], at) => {
            const cancel = clock.at(NOW + ms, () => woken[at]!.push(wall.now))
            if (cancelled) cancel()
          })
          pass(120_000)
          waits.forEach(([ms, cancelled], at) => {
            expect(woken[at]).toHaveLength(cancelled ? 0 : 1)
            if (!cancelled) expect(woken[at]![0]).toBeGreaterThanOrEqual(NOW + ms)
          })
        },
      ),
    )
  })
})

describe('without a worker', () => {
  it('waits with the page’s timers and reports it: none could be made', () => {
    const wall = { now: NOW }
    const page = timersOf(wall)
    const clock = openClock(() => {
      throw new DOMException('forbidden', 'SecurityError')
    }, page satisfies Timers)
    let woken = 0
    clock.at(NOW + 2000, () => woken++)
    wall.now += 2000
    page.pass(2000)
    expect(woken).toBe(1)
    expect(clock.throttled).toBe(true)
  })

  it('wakes with the page’s timers: the worker broke', () => {
    const { clock, pass, breakDown } = world({ dead: true })
    let woken = 0
    clock.at(NOW + 2000, () => woken++)
    expect(clock.throttled).toBe(false)
    breakDown()
    expect(clock.throttled).toBe(true)
    pass(2000)
    expect(woken).toBe(1)
  })
})
