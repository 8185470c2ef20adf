import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSimBrakes, USUAL_LIMITS } from '../../../../e2e/simulation/brakes.ts'
import {
  afterLimit,
  afterReported,
  mayProbe,
  moreRoomAt,
  OPERATING_LIMIT,
  UNTOLD,
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
  it('is never reckoned lower than the portal counts it, whatever falls out meanwhile', () => {
    fc.assert(
      fc.property(batches, (sent) => {
        const portal = createSimBrakes(USUAL_LIMITS)
        let time = UNTOLD
        let now = START
        for (const { pause, seconds, back } of sent) {
          now += pause
          for (const each of seconds) {
            now += each * 1000
            portal.spend('delete', each, now)
          }
          const told = {
            operating: portal.operating('delete', now),
            resetAt: portal.resetAt('delete', now),
          }
          now += back
          time = afterReported(time, told, seconds, now)
          for (const later of [0, 30_000, 5 * MINUTE, 10 * MINUTE]) {
            // Of what is counted later the bins of now tell nothing that falls out only then.
            const counted = createCopy(sent, now)(now + later)
            expect(usedAt(time, now + later)).toBeGreaterThanOrEqual(counted - 1e-6)
          }
        }
      }),
    )
  })

  it('does not count what an answer tells that was overtaken on its way', () => {
    const first = afterReported(UNTOLD, { operating: 30, resetAt: START + 10 * MINUTE }, [10, 10, 10], START)
    const overtaken = afterReported(first, { operating: 12, resetAt: START + 10 * MINUTE }, [4], START + 500)
    expect(usedAt(overtaken, START + 1000)).toBe(34)
  })

  it('asks after what fell out only where a good part of it may be of others', () => {
    const resetAt = START + MINUTE
    const others = afterReported(UNTOLD, { operating: 479.5, resetAt }, [3], START)
    const own = afterReported(UNTOLD, { operating: 479.5, resetAt }, [475], START)
    expect(mayProbe(others, resetAt - 1)).toBe(false)
    expect(mayProbe(others, resetAt)).toBe(true)
    expect(mayProbe(own, resetAt)).toBe(false)
  })

  it('is at its limit once it was refused, until the time that was told or a minute later', () => {
    const told = afterLimit(UNTOLD, START + 90_000, START)
    expect(usedAt(told, START)).toBe(OPERATING_LIMIT)
    expect(moreRoomAt(told, START)).toBe(START + 90_000)
    expect(moreRoomAt(afterLimit(UNTOLD, undefined, START), START)).toBe(START + MINUTE)
  })
})

type Sent = { readonly pause: number; readonly seconds: readonly number[]; readonly back: number }[]

/** The portal's count of all that was sent until a time, as of a later one. */
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
