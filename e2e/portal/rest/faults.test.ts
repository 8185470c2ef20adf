import { describe, expect, test } from 'vitest'
import { createTestPortal } from '../testing.ts'

const method = 'crm.contact.delete'

describe('scripted faults', () => {
  test('hit the nth call and are used up', () => {
    const { call, portal } = createTestPortal()
    portal.faults.add({ method, skip: 1, times: 2, kind: { type: 'http', status: 500 } })
    const statuses = [50, 51, 52, 53].map((id) => call(method, { id }).status)
    expect(statuses).toEqual([200, 500, 500, 200])
    expect(portal.faults.active).toEqual([])
    expect(portal.store.deletedIds()).toEqual([50, 53])
  })

  test('a pattern matches a family', () => {
    const { call, portal } = createTestPortal()
    portal.faults.add({
      method: 'crm.*',
      kind: { type: 'http', status: 503, body: { error: 'QUERY_LIMIT_EXCEEDED' } },
    })
    expect(call('profile').status).toBe(200)
    expect(call('crm.deal.list')).toMatchObject({ status: 503, body: { error: 'QUERY_LIMIT_EXCEEDED' } })
  })

  test('dropped before: nothing was done; dropped after: it was', () => {
    const { call, portal } = createTestPortal()
    portal.faults.add({ method, kind: { type: 'drop-before' } })
    portal.faults.add({ method, skip: 1, kind: { type: 'drop-after' } })
    expect(call(method, { id: 50 }).status).toBe('drop')
    expect(portal.store.contact(50)).toBeDefined()
    expect(call(method, { id: 51 }).status).toBe('drop')
    expect(portal.store.contact(51)).toBeUndefined()
    expect(portal.log.map((entry) => entry.httpStatus)).toEqual(['dropped', 'dropped'])
  })

  test('reset after the work: only on a connection that has served a request before', () => {
    const { send, token, portal } = createTestPortal()
    portal.faults.add({ method, kind: { type: 'reset-after' } })
    const deletes = (id: number, onUsedConnection: boolean) =>
      send({ url: `/rest/${method}`, body: JSON.stringify({ id, auth: token() }), onUsedConnection }).status
    expect([deletes(50, false), deletes(51, true), deletes(52, true)]).toEqual([200, 'reset', 200])
    expect(portal.store.deletedIds()).toEqual([50, 51, 52])
    expect(portal.log.map((entry) => entry.httpStatus)).toEqual([200, 'reset', 200])
  })

  test('broken JSON and an empty 200 come after the work', () => {
    const { call, portal } = createTestPortal()
    portal.faults.add({ method, kind: { type: 'malformed-json' } })
    portal.faults.add({ method, skip: 1, kind: { type: 'empty-200' } })
    const broken = call(method, { id: 50 })
    expect(() => JSON.parse(broken.text) as unknown).toThrow(SyntaxError)
    expect(call(method, { id: 51 })).toMatchObject({ status: 200, text: '' })
    expect(portal.store.deletedIds()).toEqual([50, 51])
  })

  test('slowness is waited for by the server and counts as operating time', () => {
    const { call, portal } = createTestPortal()
    portal.settings.latencyMs = 20
    portal.faults.add({ method, kind: { type: 'slow', ms: 700 } })
    const answer = call(method, { id: 50 })
    expect(answer.delayMs).toBe(720)
    expect(answer.body.time).toMatchObject({ operating: 0.7, duration: 0.7 })
  })

  test('a refusal stands in the answer of a single call and in the errors of a batch', () => {
    const { call, batch, portal } = createTestPortal()
    portal.faults.add({
      method,
      times: 2,
      kind: { type: 'refuse', error: 'ERROR_CORE', description: 'Veto<br />by a robot' },
    })
    const refusal = { error: 'ERROR_CORE', error_description: 'Veto<br />by a robot' }
    expect(call(method, { id: 50 })).toMatchObject({ status: 400, body: refusal })
    const answer = batch({ a: `${method}?id=50`, b: `${method}?id=51` })
    expect(answer.result_error).toEqual({ a: refusal })
    expect(answer.result).toEqual({ b: true })
  })

  test('in a batch a whole-request fault at one command leaves the earlier ones done and the later ones undone', () => {
    const { call, portal } = createTestPortal()
    portal.faults.add({ method, skip: 1, kind: { type: 'drop-before' } })
    const answer = call('batch', {
      cmd: { a: `${method}?id=50`, b: `${method}?id=51`, c: `${method}?id=52` },
    })
    expect(answer.status).toBe('drop')
    expect(portal.store.deletedIds()).toEqual([50])
  })

  test('dropped after, in a batch: all of it was done', () => {
    const { call, portal } = createTestPortal()
    portal.faults.add({ method: 'batch', kind: { type: 'drop-after' } })
    expect(call('batch', { cmd: { a: `${method}?id=50`, b: `${method}?id=51` } }).status).toBe('drop')
    expect(portal.store.deletedIds()).toEqual([50, 51])
  })

  test('a colleague may be quicker', () => {
    const { call, portal } = createTestPortal()
    portal.faults.add({
      method,
      kind: { type: 'colleague', act: ({ store }) => void store.deleteContact(50, 5) },
    })
    expect(call(method, { id: 50 })).toMatchObject({ status: 400, body: { error: 'ERROR_CORE' } })
  })

  test('clear forgets them', () => {
    const { call, portal } = createTestPortal()
    portal.faults.add({ method: '*', times: 99, kind: { type: 'http', status: 500 } })
    portal.faults.clear()
    expect(call('profile').status).toBe(200)
  })
})
