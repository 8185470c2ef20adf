import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSimBrakes } from '../../../../e2e/simulation/brakes.ts'
import { admitsAt, afterRequest, ENTERPRISE_BUCKET, full, requestsLeft, USUAL_BUCKET } from './bucket.ts'

const limits = fc.constantFrom(USUAL_BUCKET, ENTERPRISE_BUCKET)
/** Milliseconds that a caller waits longer than it has to. */
const idles = fc.array(fc.nat(600), { minLength: 150, maxLength: 300 })

describe('the bucket of requests', () => {
  it('never admits more than the share, over any stretch of time', () => {
    fc.assert(
      fc.property(limits, idles, (limit, pauses) => {
        let bucket = { level: 0, at: 0 }
        let now = 0
        const sentAt: number[] = []
        for (const pause of pauses) {
          now = admitsAt(bucket, limit, now)
          sentAt.push(now)
          bucket = afterRequest(bucket, limit, now)
          now += pause
        }
        const { size, leakPerSecond, share } = limit
        for (let from = 0; from < sentAt.length; from += 7) {
          for (let to = from; to < sentAt.length; to += 5) {
            const stretch = ((sentAt[to] ?? 0) - (sentAt[from] ?? 0)) / 1000
            expect(to - from + 1).toBeLessThanOrEqual(share * (size + leakPerSecond * stretch) + 1e-6)
          }
        }
      }),
    )
  })

  it('leaves colleagues the other share: if both keep to theirs, neither is refused', () => {
    fc.assert(
      fc.property(limits, idles, (limit, pauses) => {
        const { size, leakPerSecond, share } = limit
        const portal = createSimBrakes({ bucketSize: size, leakPerSecond, operatingSeconds: 480 })
        let ours = { level: 0, at: 0 }
        let theirs = { level: 0, at: 0 }
        let now = 1_000_000
        for (const pause of pauses) {
          if (admitsAt(ours, limit, now) <= now) {
            expect(portal.admit(now)).toBe(true)
            ours = afterRequest(ours, limit, now)
          }
          const rest = { ...limit, share: 1 - share }
          if (admitsAt(theirs, rest, now) <= now) {
            expect(portal.admit(now)).toBe(true)
            theirs = afterRequest(theirs, rest, now)
          }
          now += pause % 400
        }
      }),
    )
  })

  it('is full once the portal has refused', () => {
    const bucket = full(USUAL_BUCKET, 1000)
    expect(requestsLeft(bucket, USUAL_BUCKET, 1000)).toBe(0)
    expect(admitsAt(bucket, USUAL_BUCKET, 1000)).toBe(2000)
    expect(admitsAt(bucket, USUAL_BUCKET, 2000)).toBe(2000)
  })

  it('does not leak backwards when the clock is set back', () => {
    const bucket = afterRequest({ level: 10, at: 60_000 }, USUAL_BUCKET, 0)
    expect(bucket).toEqual({ level: 11, at: 60_000 })
  })
})
