import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createTestPortal } from '../testing.ts'
import { createBrakes } from './brakes.ts'

const LIMITS = { bucketSize: 50, leakPerSecond: 2, operatingSeconds: 480 }

describe('the bucket of requests', () => {
  test('never admits more in any span than its size and what leaked meanwhile', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 300 }), (gaps) => {
        let now = 0
        const brakes = createBrakes(() => now)
        const admitted: number[] = []
        for (const gap of gaps) {
          now += gap
          if (brakes.admit('a', LIMITS)) admitted.push(now)
        }
        admitted.forEach((from, i) => {
          admitted.slice(i).forEach((to, n) => {
            expect(n + 1).toBeLessThanOrEqual(
              LIMITS.bucketSize + ((to - from) / 1000) * LIMITS.leakPerSecond + 1e-6,
            )
          })
        })
      }),
    )
  })

  test('a patient client of two requests a second is never refused', () => {
    let now = 0
    const brakes = createBrakes(() => now)
    for (let i = 0; i < 500; i++) {
      expect(brakes.admit('a', LIMITS)).toBe(true)
      now += 500
    }
  })

  test('each address has its own', () => {
    const brakes = createBrakes(() => 0)
    for (let i = 0; i < 50; i++) brakes.admit('a', LIMITS)
    expect(brakes.admit('a', LIMITS)).toBe(false)
    expect(brakes.admit('b', LIMITS)).toBe(true)
  })

  test('a full one answers 503 with CORS headers, and a refused request does not fill it', () => {
    const { portal, call, pass } = createTestPortal()
    portal.settings.limits.bucketSize = 3
    const statuses = [1, 2, 3, 4, 5].map(() => call('profile').status)
    expect(statuses).toEqual([200, 200, 200, 503, 503])
    expect(call('profile').body).toEqual({
      error: 'QUERY_LIMIT_EXCEEDED',
      error_description: 'Too many requests',
    })
    expect(call('profile').headers['Access-Control-Allow-Origin']).toBe('*')
    pass(0.5)
    expect(call('profile').status).toBe(200)
  })
})

describe('operating time', () => {
  const slow = { type: 'slow', ms: 200_000 } as const

  test('blocks that one method before the call, for everybody, until the minutes fall out', () => {
    const { portal, call, pass } = createTestPortal()
    portal.faults.add({ method: 'crm.contact.delete', times: 3, kind: slow })
    for (const id of [50, 51, 52]) expect(call('crm.contact.delete', { id }).status).toBe(200)
    const refused = call('crm.contact.delete', { id: 53 })
    expect(refused.status).toBe(429)
    expect(refused.body.error).toBe('OPERATION_TIME_LIMIT')
    expect(portal.store.contact(53)).toBeDefined()
    expect(call('crm.contact.list').status).toBe(200)
    pass(600)
    expect(call('crm.contact.delete', { id: 53 }).status).toBe(200)
  })

  test('is told with every call, and when its oldest minute falls out', () => {
    const { portal, call, pass } = createTestPortal()
    portal.faults.add({ method: 'crm.contact.delete', kind: { type: 'slow', ms: 3000 } })
    const begin = portal.now() / 1000
    const { time } = call('crm.contact.delete', { id: 50 }).body
    expect(time?.operating).toBeCloseTo(3, 0)
    expect(time?.operating_reset_at).toBe(Math.floor(begin / 60) * 60 + 600)
    pass(60)
    expect(call('crm.contact.delete', { id: 51 }).body.time?.operating).toBeCloseTo(3, 0)
  })

  test('quick calls and failing calls cost nothing', () => {
    const { portal, call } = createTestPortal()
    expect(call('crm.contact.delete', { id: 50 }).body.time?.operating).toBe(0)
    portal.faults.add({ method: 'crm.contact.delete', kind: { type: 'slow', ms: 5000 } })
    expect(call('crm.contact.delete', { id: 999_999 }).status).toBe(400)
    expect(portal.brakes.operating('crm.contact.delete')).toBe(0)
  })

  test('in a batch refuses command by command, and tells the time of those that were done', () => {
    const { portal, batch } = createTestPortal()
    portal.brakes.spend('crm.contact.delete', 480)
    const answer = batch({ a: 'crm.contact.delete?id=50', b: 'crm.contact.get?id=50' })
    expect(answer.result_error.a).toMatchObject({ error: 'OPERATION_TIME_LIMIT' })
    expect(Object.keys(answer.result_time)).toEqual(['b'])
    expect(answer.result.b).toMatchObject({ ID: '50' })
  })
  test('of several commands of one method in a batch is told by the first, for all of them', () => {
    const { portal, batch } = createTestPortal()
    portal.faults.add({ method: 'crm.contact.delete', times: 2, kind: { type: 'slow', ms: 3000 } })
    const { result_time: times } = batch({
      a: 'crm.contact.delete?id=50',
      b: 'crm.contact.delete?id=51',
      c: 'crm.contact.get?id=52',
    })
    expect([times.a?.operating, times.b?.operating, times.c?.operating]).toEqual([6, 0, 0])
  })
})
