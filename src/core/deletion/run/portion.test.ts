import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../../e2e/simulation/random.ts'
import { afterAnswer, afterFailure, afterSending, newPace, type Pace } from '../../job/pace/pace.ts'
import { evenDeletes, fullDeletes, openLanes, portionWithinLimit, wishedDeletes } from './portion.ts'
import { atMost } from '../../job/pace/sample.ts'
import { WHOLE_BATCH } from '../../job/ports.ts'

const NONE = { deletes: [], checks: [] }
const MINUTE = 60_000

/** A pace that has seen these deletes, one batch after another. */
function seen(batches: readonly (readonly number[])[], operating = 0): Pace {
  let pace = newPace(0)
  let now = 0
  batches.forEach((seconds, at) => {
    pace = afterSending(pace, at + 1, seconds.length, now)
    now += seconds.reduce((sum, each) => sum + each * 1000, 200)
    const meters = [{ name: 'delete' as const, operating, resetAt: now + 5 * MINUTE }]
    pace = afterAnswer(pace, at + 1, { deleteSeconds: seconds, meters }, NONE, now)
  })
  return pace
}

const delays = fc.double({ min: 0.005, max: 12, noNaN: true })
const stories = fc.array(fc.array(delays, { minLength: 1, maxLength: 30 }), { maxLength: 12 })

describe('how many deletes a batch holds', () => {
  it('is from 1 to 50, small while the speed is unknown, and never above the cap', () => {
    expect(wishedDeletes(newPace(0))).toBeLessThan(5)
    fc.assert(
      fc.property(stories, fc.integer({ min: 1, max: 50 }), (batches, cap) => {
        const wished = wishedDeletes({ ...seen(batches), cap })
        expect(wished).toBeGreaterThanOrEqual(1)
        expect(wished).toBeLessThanOrEqual(Math.min(WHOLE_BATCH.commands, cap))
      }),
    )
  })

  it('keeps even an unlucky batch below 30 s, when a request is given up', () => {
    fc.assert(
      fc.property(stories, (batches) => {
        const pace = seen(batches)
        const wished = fullDeletes(pace)
        if (wished === 1) return
        expect(atMost(pace.deletes, wished, 1_000) + pace.overhead.mean).toBeLessThanOrEqual(24)
        expect(pace.deletes.mean * wished).toBeLessThanOrEqual(10)
      }),
    )
  })

  it('shrinks at once with every step of a portal that gets slower', () => {
    const sizes = [0.05, 0.3, 1, 3, 12].map((each) => fullDeletes(seen(Array(8).fill(Array(10).fill(each)))))
    expect(sizes).toEqual([...sizes].toSorted((a, b) => b - a))
    expect(sizes[0]).toBe(50)
    expect(sizes.at(-1)).toBe(1)
    const quick = Array<number[]>(20).fill(Array<number>(40).fill(0.05))
    expect(fullDeletes(seen([...quick, Array<number>(40).fill(1.5)]))).toBeLessThan(10)
  })

  it('is halved after a batch that was given up', () => {
    const pace = afterSending(seen([Array<number>(20).fill(0.1)]), 9, 40, 10_000)
    const after = afterFailure(pace, 9, { kind: 'timeout', code: '', portalText: '' }, 40_000)
    expect(wishedDeletes(after)).toBeLessThanOrEqual(20)
  })

  it('shares the last deletes out evenly among the lanes, in as few batches as full ones', () => {
    const steady = seen(Array(4).fill(Array(10).fill(0.05)))
    expect(evenDeletes(steady, 10 * openLanes(steady), 50, 10 * MINUTE)).toBe(10)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 50 }), (left, wished) => {
        const even = evenDeletes(steady, left, wished, 10 * MINUTE)
        const batches = (size: number): number => Math.ceil(left / openLanes(steady) / size)
        expect(even).toBeGreaterThanOrEqual(1)
        expect(even).toBeLessThanOrEqual(wished)
        expect(batches(even)).toBe(batches(wished))
      }),
    )
  })
})

describe('the portion under the operating limit', () => {
  const rooms = fc.double({ min: 0, max: 500, noNaN: true })

  it('is not likely to exceed its room, deletes in flight included', () => {
    fc.assert(
      fc.property(
        stories,
        rooms,
        fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 4 }),
        (all, reported, flights) => {
          let pace = seen(all, reported)
          const used = all.length === 0 ? 0 : reported
          const now = pace.bucket.at + 1000
          flights.forEach((deletes, at) => (pace = afterSending(pace, 100 + at, deletes, now)))
          const inFlight = flights.reduce((sum, each) => sum + each, 0)
          const portion = portionWithinLimit(pace, 50, now)
          if (portion.kind === 'wait') {
            expect(portion.until).toBeGreaterThan(now)
            return
          }
          const before = inFlight + portion.count - 1
          expect(used).toBeLessThan(480)
          expect(
            pace.counted.count === 0 ? before * 10 : atMost(pace.counted, before, 100_000),
          ).toBeLessThanOrEqual(480 - used + 1e-6)
        },
      ),
    )
  })

  it('provokes no refusal in a window that is used to the full, with a slow tail', () => {
    let refused = 0
    let idle = 0
    for (let seed = 1; seed <= 200; seed++) {
      const random = createRandom(seed)
      const next = (): number => (random.chance(0.03) ? 2 + 8 * random.next() : random.around(0.8, 0.35))
      let pace = seen(
        Array.from({ length: 60 }, () => Array.from({ length: 4 }, next)),
        300,
      )
      let used = 300
      let now = pace.bucket.at + 1000
      for (let batch = 1_000; ; batch++) {
        const portion = portionWithinLimit(pace, 4, now)
        if (portion.kind === 'wait') break
        pace = afterSending(pace, batch, portion.count, now)
        const seconds: number[] = []
        for (let at = 0; at < portion.count; at++) {
          if (used >= 480) refused++
          const each = next()
          seconds.push(each)
          used += each
          now += each * 1000
        }
        const meters = [{ name: 'delete' as const, operating: used, resetAt: now + 8 * MINUTE }]
        pace = afterAnswer(pace, batch, { deleteSeconds: seconds, meters }, NONE, now)
      }
      idle = Math.max(idle, 480 - used)
    }
    expect(refused).toBe(0)
    // And hardly more than the reserve is left unused.
    expect(idle).toBeLessThan(6)
  })
})
