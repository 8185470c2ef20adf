import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../../e2e/simulation/random.ts'
import { afterDeletes, afterTrouble, MOST_LANES, ONE_LANE, type Lanes } from './lanes.ts'

/** A portal that works on `capacity` batches at full speed; more batches share that speed. */
function learn(lanes: Lanes, capacity: number, seconds: number, batches: number, seed: number): Lanes {
  const random = createRandom(seed)
  let learnt = lanes
  for (let batch = 0; batch < batches; batch++) {
    const slower = Math.max(1, learnt.allowed / capacity)
    const took = Array.from({ length: 20 }, () => random.around(seconds, 0.25) * slower)
    learnt = afterDeletes(learnt, learnt.allowed, took, 20 * seconds)
  }
  return learnt
}

describe('lanes', () => {
  it('become as many as the portal works on at full speed, give or take one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.nat(), (capacity, seed) => {
        const { allowed } = learn(ONE_LANE, capacity, 0.05, 150, seed)
        expect(allowed).toBeGreaterThanOrEqual(Math.max(1, capacity - 1))
        expect(allowed).toBeLessThanOrEqual(capacity + 2)
      }),
    )
  })

  it('are never fewer than one nor more than the most', () => {
    const batches = fc.array(
      fc.record({
        beside: fc.double({ min: 0, max: 40, noNaN: true }),
        seconds: fc.array(fc.double({ min: 0, max: 60, noNaN: true }), { maxLength: 50 }),
        trouble: fc.boolean(),
      }),
      { maxLength: 60 },
    )
    fc.assert(
      fc.property(batches, (reported) => {
        let lanes = ONE_LANE
        for (const { beside, seconds, trouble } of reported) {
          lanes = trouble ? afterTrouble() : afterDeletes(lanes, beside, seconds, 1)
          expect(lanes.allowed).toBeGreaterThanOrEqual(1)
          expect(lanes.allowed).toBeLessThanOrEqual(MOST_LANES)
        }
      }),
    )
  })

  it('are tried only as far as a portal that works on one at a time can afford', () => {
    const quick = afterDeletes(ONE_LANE, 1, [0.02, 0.02, 0.02], 0.5)
    const slow = afterDeletes(ONE_LANE, 1, [2, 2, 2], 6)
    expect(quick.allowed).toBeGreaterThan(4)
    expect(slow.allowed).toBe(2)
  })

  it('shrink when a portal gets busier, and grow back', () => {
    const calm = learn(ONE_LANE, 6, 0.05, 100, 1)
    const busy = learn(calm, 2, 0.05, 100, 2)
    const again = learn(busy, 6, 0.05, 600, 3)
    expect(calm.allowed).toBeGreaterThanOrEqual(5)
    expect(busy.allowed).toBeLessThanOrEqual(3)
    expect(again.allowed).toBeGreaterThanOrEqual(5)
  })

  it('start again with one after trouble, and then grow one at a time', () => {
    let lanes = afterTrouble()
    expect(lanes.allowed).toBe(1)
    for (let batch = 0; batch < 30; batch++) {
      const next = afterDeletes(lanes, lanes.allowed, Array<number>(10).fill(0.02), 0.2)
      expect(next.allowed - lanes.allowed).toBeLessThanOrEqual(1)
      lanes = next
    }
    expect(lanes.allowed).toBeGreaterThan(3)
  })
})
