import { describe, expect, it } from 'vitest'
import type { BatchReply, BatchRequest } from '#core/deletion/ports.ts'
import type { Kinds } from '../plan/item-kinds.ts'
import { createTestPortal, type TestPortal } from '../../../e2e/portal/testing.ts'
import { sendTo } from '../../../e2e/tools/portal-rest.ts'
import { createRest, type Send } from '../rest/rest.ts'
import { GIVE_UP_MS } from '../rest/rest.ts'
import { createBatchSender } from './batch-sender.ts'
import { BUILT_IN } from '../plan/item-kinds.ts'

const ADMIN = 1
const MANAGER = 2
const SMART = 128

const kindsOf = (): Kinds => ({
  items: [...BUILT_IN, { kind: 'item', entityTypeId: SMART }],
  itemsUnknown: false,
  primaryOnly: new Set(),
  readable: new Set(),
  finalStages: new Map(),
})

function senderOf(test: TestPortal, { userId = ADMIN, kinds = kindsOf(), send = sendTo(test, userId) } = {}) {
  return createBatchSender(createRest(send, test.portal.now), kinds)
}

const request = (change: Partial<BatchRequest>): BatchRequest => ({
  deletes: [],
  checks: [],
  since: 0,
  relations: true,
  ...change,
})

function answered(reply: BatchReply): Extract<BatchReply, { kind: 'answered' }> {
  if (reply.kind === 'failed') throw new Error(`failed: ${reply.failure.kind}`)
  return reply
}

const isThere = ({ portal }: TestPortal, id: number) => portal.store.contact(id) !== undefined
const mine = ({ portal }: TestPortal, is: boolean) =>
  [...portal.store.contactIds()].filter(
    (id) => id > 41 && (portal.store.contact(id)!.ASSIGNED_BY_ID === MANAGER) === is,
  )

describe('deletes', () => {
  it('reports of each what the portal said, and the portal holds the same', async () => {
    const test = createTestPortal()
    const [own = 0, other = 0] = [mine(test, true)[0], mine(test, false)[0]]
    const reply = answered(await senderOf(test, { userId: MANAGER }).send(request({ deletes: [own, other] })))
    expect(reply.deletes.get(own)).toEqual({ kind: 'true' })
    expect(reply.deletes.get(other)).toMatchObject({
      kind: 'refused',
      failure: { kind: 'access-denied', code: '', portalText: 'Access denied.' },
    })
    expect([isThere(test, own), isThere(test, other)]).toEqual([false, true])
    expect(test.portal.log).toHaveLength(1)
  })

  it('takes a refusal that an earlier "not found" poisoned for a refusal, whatever its words', async () => {
    const test = createTestPortal()
    const veto = { type: 'refuse', error: '', description: 'Access denied.' } as const
    test.portal.faults.add({ method: 'crm.contact.delete', skip: 1, kind: veto })
    const reply = answered(await senderOf(test).send(request({ deletes: [999_999, 60, 61] })))
    expect(reply.deletes.get(999_999)).toMatchObject({ kind: 'refused' })
    expect(reply.deletes.get(60)).toMatchObject({ kind: 'refused', failure: { code: 'ERROR_CORE' } })
    expect(reply.deletes.get(61)).toEqual({ kind: 'true' })
  })

  it.each([
    ['ERROR_CORE', 'Element not found'],
    ['', ''],
    ['NOT_FOUND', 'Элемент не найден'],
  ])('"not found" as %j %j is a refusal', async (error, description) => {
    const test = createTestPortal()
    test.portal.faults.add({ method: 'crm.contact.delete', kind: { type: 'refuse', error, description } })
    const reply = answered(await senderOf(test).send(request({ deletes: [60] })))
    expect(reply.deletes.get(60)).toMatchObject({ kind: 'refused' })
    expect(isThere(test, 60)).toBe(true)
  })

  it('calls unknown a contact that stands in no map, and one whose answer is not `true`', async () => {
    const test = createTestPortal()
    const send: Send = () =>
      Promise.resolve({ result: { result: { c61: 1 }, result_error: [], result_total: [], result_time: [] } })
    const reply = answered(await senderOf(test, { send }).send(request({ deletes: [60, 61] })))
    expect([...reply.deletes.values()].map((each) => each.kind)).toEqual(['lost', 'lost'])
  })

  it('stops at the operating limit, with the time on our clock from which it can go on', async () => {
    const test = createTestPortal()
    const sender = senderOf(test)
    test.portal.brakes.spend('crm.contact.delete', 400)
    // A refusal has no times: the app knows them from the answer before.
    answered(await sender.send(request({ deletes: [61] })))
    test.portal.brakes.spend('crm.contact.delete', 81)
    const reply = answered(await sender.send(request({ deletes: [60] })))
    const inTenMinutes = Math.floor(test.portal.now() / 60_000) * 60_000 + 600_000
    const answer = reply.deletes.get(60)
    const failure = answer?.kind === 'refused' ? answer.failure : expect.unreachable('was not refused')
    expect(failure.kind).toBe('operating-limit')
    expect(failure.retryAt).toBe(inTenMinutes)
    expect(isThere(test, 60)).toBe(true)
  })

  it('uses the successor where the portal no longer has the method, and stays with it', async () => {
    const test = createTestPortal()
    const gone = {
      type: 'refuse',
      error: 'ERROR_METHOD_NOT_FOUND',
      description: 'Method not found!',
    } as const
    test.portal.faults.add({ method: 'crm.contact.delete', times: 100, kind: gone })
    const sender = senderOf(test)
    const reply = answered(await sender.send(request({ deletes: [60, 61], checks: [70] })))
    expect([...reply.deletes.values()].map(({ kind }) => kind)).toEqual(['not-done', 'not-done'])
    expect(reply.checks.get(70)?.kind).toBe('there')
    const again = answered(await sender.send(request({ deletes: [60, 61, 62] })))
    expect([...again.deletes.values()].map(({ kind }) => kind)).toEqual(['true', 'true', 'true'])
    expect(again.timing.deleteSeconds).toHaveLength(3)
    expect([60, 61, 62].map((id) => isThere(test, id))).toEqual([false, false, false])
    expect(test.portal.log).toHaveLength(2)
  })

  it('leaves the rest of every batch under way to the successor if the method vanishes', async () => {
    const test = createTestPortal()
    const refuse = { type: 'refuse', error: 'ERROR_METHOD_NOT_FOUND', description: '' } as const
    test.portal.faults.add({ method: 'crm.contact.delete', skip: 1, times: 100, kind: refuse })
    const sender = senderOf(test)
    const replies = await Promise.all([
      sender.send(request({ deletes: [60, 61] })),
      sender.send(request({ deletes: [62, 63] })),
    ])
    const kinds = replies.map((reply) => [...answered(reply).deletes.values()].map(({ kind }) => kind))
    expect(kinds).toEqual([
      ['true', 'not-done'],
      ['not-done', 'not-done'],
    ])
    answered(await sender.send(request({ deletes: [61, 62, 63] })))
    expect([60, 61, 62, 63].map((id) => isThere(test, id))).toEqual([false, false, false, false])
  })
})

describe('the request as a whole', () => {
  const failureOf = async (test: TestPortal) => {
    const reply = await senderOf(test).send(request({ deletes: [60] }))
    return reply.kind === 'failed' ? reply.failure.kind : expect.unreachable('was answered')
  }

  it.each([
    ['drop-before', 'network', true],
    ['drop-after', 'network', false],
    ['malformed-json', 'bad-answer', false],
    ['empty-200', 'bad-answer', false],
  ] as const)('%s is %s, and is sent once only', async (type, kind, there) => {
    const test = createTestPortal()
    test.portal.faults.add({ method: 'batch', kind: { type } })
    expect(await failureOf(test)).toBe(kind)
    expect(isThere(test, 60)).toBe(there)
    expect(test.portal.log).toHaveLength(1)
  })

  it.each([
    [200, 'QUERY_LIMIT_EXCEEDED', 'rate-limit'],
    [503, 'QUERY_LIMIT_EXCEEDED', 'rate-limit'],
    [401, 'expired_token', 'auth'],
    [500, 'INTERNAL_SERVER_ERROR', 'portal-error'],
  ])('HTTP %i with %s is %s', async (status, error, kind) => {
    const test = createTestPortal()
    test.portal.faults.add({ method: 'batch', kind: { type: 'http', status, body: { error } } })
    expect(await failureOf(test)).toBe(kind)
  })

  it('the app removed, and the plan over', async () => {
    const test = createTestPortal()
    test.portal.app.removed = true
    expect(await failureOf(test)).toBe('app-removed')
    test.portal.app.removed = false
    test.portal.settings.plan = 'free'
    expect(await failureOf(test)).toBe('plan')
  })

  it('is given up after half a minute', async () => {
    const limits: unknown[] = []
    const send: Send = (_method, _params, limitMs) => {
      limits.push(limitMs)
      return Promise.reject(new Error('something unforeseen'))
    }
    const reply = await senderOf(createTestPortal(), { send }).send(request({ deletes: [60] }))
    expect(reply).toMatchObject({ kind: 'failed', failure: { kind: 'bad-answer' } })
    expect(limits).toEqual([GIVE_UP_MS])
  })
})

describe('timing', () => {
  it('has the seconds of each delete that was carried out, and the highest meters on our clock', async () => {
    const test = createTestPortal()
    test.portal.faults.add({ method: 'crm.contact.delete', times: 3, kind: { type: 'slow', ms: 2000 } })
    const ours = test.portal.now() + 5 * 3_600_000
    const rest = createRest(sendTo(test, ADMIN), () => ours)
    const sender = createBatchSender(rest, kindsOf())
    const { timing } = answered(await sender.send(request({ deletes: [60, 999_999, 61], checks: [70] })))
    expect(timing.deleteSeconds.map((seconds) => Math.round(seconds))).toEqual([2, 2])
    const meter = timing.meters.find(({ name }) => name === 'delete')
    expect(Math.round(meter?.operating ?? 0)).toBe(4)
    // The delay is in the answer, not in real time: by the envelope the portal ended some seconds later than its clock
    // says.
    const reset = Math.floor(test.portal.now() / 60_000) * 60_000 + 600_000
    expect((meter?.resetAt ?? 0) - reset).toBeGreaterThan(5 * 3_600_000 - 7000)
    expect((meter?.resetAt ?? 0) - reset).toBeLessThanOrEqual(5 * 3_600_000)
    expect(timing.meters.map(({ name }) => name).toSorted()).toEqual(['delete', 'read'])
  })

  it('is empty where the portal sends nothing readable', async () => {
    const send: Send = () =>
      Promise.resolve({ result: { result: { c60: true }, result_time: { c60: 'soon' } } })
    const reply = answered(await senderOf(createTestPortal(), { send }).send(request({ deletes: [60] })))
    expect(reply.deletes.get(60)).toEqual({ kind: 'true' })
    expect(reply.timing).toEqual({ deleteSeconds: [], meters: [] })
  })
})
