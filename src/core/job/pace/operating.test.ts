import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSimBrakes, USUAL_LIMITS } from '../../../../e2e/simulation/brakes.ts'
import {
  afterLimit,
  afterReported,
  mayProbe,
  moreRoomAt,
  OPERATING_LIMIT,
  NOTHING_REPORTED,
  usedAt,
} from './operating.ts'

const MINUTE = 60_000
const START = Date.UTC(2026, 0, 10, 10)

const batches = fc.array(
  fc.record({
    pause: fc.nat(150_000),
    seconds: fc.array(fc.double({ min: 0, max: 8, noNaN: true }), { minLength: 1, maxLength: 12 }),
    back: fc.nat(3_000),
  }),
  { minLength: 20, maxLength: 60 },
)

describe('operating time', () => {
  it('is never estimated lower than the portal counts it, whatever falls out meanwhile', () => {
    fc.assert(
      fc.property(batches, (sent) => {
        const portal = createSimBrakes(USUAL_LIMITS)
        let time = NOTHING_REPORTED
        let now = START
        for (const { pause, seconds, back } of sent) {
          now += pause
          for (const each of seconds) {
            now += each * 1000
            portal.spend('delete', each, now)
          }
          const reported = {
            operating: portal.operating('delete', now),
            resetAt: portal.resetAt('delete', now),
          }
          now += back
          time = afterReported(time, reported, seconds, now)
          for (const later of [0, 30_000, 5 * MINUTE, 10 * MINUTE]) {
            // The portal's count now does not show what falls out later.
            const counted = createCopy(sent, now)(now + later)
            expect(usedAt(time, now + later)).toBeGreaterThanOrEqual(counted - 1e-6)
          }
        }
      }),
    )
  })

  it('does not fall below our own minutes because of an answer that was overtaken', () => {
    const first = afterReported(
      NOTHING_REPORTED,
      { operating: 30, resetAt: START + 10 * MINUTE },
      [10, 10, 10],
      START,
    )
    const overtaken = afterReported(first, { operating: 12, resetAt: START + 10 * MINUTE }, [4], START + 500)
    expect(usedAt(overtaken, START + 1000)).toBe(34)
  })

  it('probes only if a good part of what fell out may be of other users', () => {
    const resetAt = START + MINUTE
    const others = afterReported(NOTHING_REPORTED, { operating: 479.5, resetAt }, [3], START)
    const own = afterReported(NOTHING_REPORTED, { operating: 479.5, resetAt }, [475], START)
    expect(mayProbe(others, resetAt - 1)).toBe(false)
    expect(mayProbe(others, resetAt)).toBe(true)
    expect(mayProbe(own, resetAt)).toBe(false)
  })

  it('is at its limit after a refusal, until the reported time or a minute later', () => {
    const reported = afterLimit(NOTHING_REPORTED, START + 90_000, START)
    expect(usedAt(reported, START)).toBe(OPERATING_LIMIT)
    expect(moreRoomAt(reported, START)).toBe(START + 90_000)
    expect(moreRoomAt(afterLimit(NOTHING_REPORTED, undefined, START), START)).toBe(START + MINUTE)
  })
})

type Sent = { readonly pause: number; readonly seconds: readonly number[]; readonly back: number }[]

/** The portal's count, at a later time, of everything sent until `until`. */
function createCopy(sent: Sent, until: number): (at: number) => number {
  const portal = createSimBrakes(USUAL_LIMITS)
  let now = START
  for (const { pause, seconds, back } of sent) {
    now += pause
    for (const each of seconds) {
      now += each * 1000
      if (now <= until) portal.spend('delete', each, now)
    }
    now += back
  }
  return (at) => portal.operating('delete', at)
}
