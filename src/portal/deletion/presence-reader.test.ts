import { describe, expect, it } from 'vitest'
import type { PresenceReply } from '#core/deletion/ports.ts'
import { createTestPortal } from '../../../e2e/portal/testing.ts'
import { sendTo } from '../../../e2e/tools/portal-rest.ts'
import { createRest } from '../rest/rest.ts'
import { createPresenceReader } from './presence-reader.ts'

const [ADMIN, BLIND, EXTRANET] = [1, 4, 90]
const GONE = 999_999
const OTHER_CATEGORY = 31

function looked(reply: PresenceReply): Record<number, string> {
  if (reply.kind === 'failed') throw new Error(`failed: ${reply.failure.kind}`)
  return Object.fromEntries([...reply.presences].map(([id, { kind }]) => [id, kind]))
}

function readerOf(test: ReturnType<typeof createTestPortal>, userId: number) {
  return createPresenceReader(createRest(sendTo(test, userId), test.portal.now))
}

describe('look', () => {
  it.each([
    [ADMIN, { 60: 'there', [OTHER_CATEGORY]: 'there', [GONE]: 'gone' }],
    [BLIND, { 60: 'hidden', [OTHER_CATEGORY]: 'hidden', [GONE]: 'gone' }],
    // This user may not use crm.item.get: the list decides.
    [EXTRANET, { 60: 'there', [OTHER_CATEGORY]: 'hidden', [GONE]: 'hidden' }],
  ])('user %i sees %o in one request', async (userId, seen) => {
    const test = createTestPortal()
    expect(looked(await readerOf(test, userId).look([60, OTHER_CATEGORY, GONE]))).toEqual(seen)
    expect(test.portal.log).toHaveLength(1)
  })

  it('reports of fifty what crm.item.get says of forty-nine and the list of one', async () => {
    const test = createTestPortal()
    const ids = Array.from({ length: 50 }, (_, at) => 101 + at)
    expect(new Set(Object.values(looked(await readerOf(test, ADMIN).look(ids))))).toEqual(new Set(['there']))
    test.portal.store.deleteContact(150, ADMIN)
    const seen = looked(await readerOf(test, ADMIN).look(ids))
    expect(seen[150]).toBe('unread')
    expect(test.portal.log.map((entry) => entry.commands?.length)).toEqual([50, 50])
  })

  it('uses the list where crm.item.get is refused for good, and not where that may pass', async () => {
    const test = createTestPortal()
    const refuse = (error: string) =>
      test.portal.faults.add({
        method: 'crm.item.get',
        times: 2,
        kind: { type: 'refuse', error, description: '' },
      })
    refuse('insufficient_scope')
    expect(looked(await readerOf(test, ADMIN).look([60, GONE]))).toEqual({ 60: 'there', [GONE]: 'hidden' })
    refuse('QUERY_LIMIT_EXCEEDED')
    expect(looked(await readerOf(test, ADMIN).look([60, GONE]))).toEqual({ 60: 'there', [GONE]: 'unread' })
  })

  it('never rejects', async () => {
    const test = createTestPortal()
    test.portal.faults.add({ method: 'batch', kind: { type: 'drop-before' } })
    expect(await readerOf(test, ADMIN).look([60])).toMatchObject({
      kind: 'failed',
      failure: { kind: 'network' },
    })
  })
})
