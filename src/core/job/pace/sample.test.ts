import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../../e2e/simulation/random.ts'
import { PROFILES } from '../../../../e2e/bench/profiles.ts'
import { afterSeconds, atMost, NO_SAMPLE, recently, slowdown } from './sample.ts'

const TRIED = 20_000

describe('the upper limit for several deletes', () => {
  for (const profile of PROFILES) {
    it(`is exceeded only once in a great while, ${profile.name}`, () => {
      const random = createRandom(7)
      const lately = Array.from({ length: 200 }, () => profile.delete(random))
      const seen = afterSeconds(NO_SAMPLE, lately)
      for (const n of [1, 4, 20]) {
        const bound = atMost(seen, n, 1_000)
        let over = 0
        for (let run = 0; run < TRIED; run++) {
          let sum = 0
          for (let at = 0; at < n; at++) sum += random.pick(lately)
          if (sum > bound) over++
        }
        expect(over / TRIED).toBeLessThanOrEqual(1 / 1_000)
        expect(bound).toBeGreaterThan(n * seen.mean)
      }
    })
  }

  it('assumes one unseen slow delete, with less weight the more were seen', () => {
    const few = afterSeconds(NO_SAMPLE, [0.1, 0.1, 0.1])
    const many = afterSeconds(NO_SAMPLE, Array<number>(300).fill(0.1))
    expect(atMost(few, 5, 1_000)).toBeGreaterThan(1.4)
    expect(atMost(many, 5, 1_000)).toBeLessThan(atMost(few, 5, 1_000))
    expect(atMost(many, 5, 1_000)).toBeGreaterThanOrEqual(0.5)
  })

  it('grows with the number and with the odds, and is 0 for no deletes', () => {
    const seen = afterSeconds(NO_SAMPLE, [0.5, 0.8, 1.2, 6, 0.7])
    for (let n = 1; n < 50; n++) {
      expect(atMost(seen, n + 1, 1_000)).toBeGreaterThan(atMost(seen, n, 1_000))
      expect(atMost(seen, n, 100_000)).toBeGreaterThan(atMost(seen, n, 1_000))
    }
    expect(atMost(seen, 0, 1_000)).toBe(0)
    expect(atMost(NO_SAMPLE, 5, 1_000)).toBe(0)
  })

  it('forgets a slow phase', () => {
    const slow = afterSeconds(NO_SAMPLE, [20, ...Array<number>(50).fill(0.1)])
    const since = afterSeconds(slow, Array<number>(5_000).fill(0.1))
    expect(atMost(slow, 1, 1_000)).toBeGreaterThan(15)
    expect(atMost(since, 1, 1_000)).toBeLessThan(8)
  })
})

describe('a change of speed', () => {
  it('shows in the last few, not in a single slow one', () => {
    const usual = afterSeconds(NO_SAMPLE, Array<number>(200).fill(0.2))
    expect(slowdown(usual)).toBe(1)
    expect(slowdown(afterSeconds(usual, [4]))).toBe(1)
    expect(slowdown(afterSeconds(usual, Array<number>(15).fill(1)))).toBeGreaterThan(1.8)
    expect(recently(afterSeconds(usual, Array<number>(60).fill(0.1)))).toBeLessThan(0.12)
  })
})
