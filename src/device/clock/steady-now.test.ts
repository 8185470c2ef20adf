import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { steadyTime } from './steady-now.ts'

const NOW = Date.UTC(2026, 0, 10)
const HOUR = 3_600_000

function world() {
  const at = { wall: NOW, elapsed: 500 }
  const now = steadyTime(
    () => at.wall,
    () => at.elapsed,
  )
  const pass = (ms: number): void => {
    at.wall += ms
    at.elapsed += ms
  }
  return { at, now, pass }
}

describe('a steady time', () => {
  it('is the time of day until somebody sets that', () => {
    const { now, pass } = world()
    expect(now()).toBe(NOW)
    pass(HOUR)
    expect(now()).toBe(NOW + HOUR)
  })

  it('goes on when the clock is set back, at once and ever after', () => {
    const { at, now, pass } = world()
    at.wall -= 3 * HOUR
    expect(now()).toBe(NOW)
    pass(1000)
    expect(now()).toBe(NOW + 1000)
  })

  it('follows after a sleep that stopped the stopwatch, and when the clock is set forward', () => {
    const { at, now, pass } = world()
    at.wall += HOUR
    expect(now()).toBe(NOW + HOUR)
    pass(1000)
    expect(now()).toBe(NOW + HOUR + 1000)
  })

  it('does not follow the small corrections of a clock', () => {
    const { at, now } = world()
    at.wall += 4_000
    expect(now()).toBe(NOW)
  })

  it('never goes back, and is never slower than the stopwatch', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(60_000), fc.integer({ min: -HOUR, max: HOUR }))), (steps) => {
        const { at, now, pass } = world()
        for (const [ms, set] of steps) {
          const before = now()
          at.wall += set
          pass(ms)
          expect(now()).toBeGreaterThanOrEqual(before + ms)
        }
      }),
    )
  })
})
