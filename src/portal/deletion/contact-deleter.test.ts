import { describe, expect, it } from 'vitest'
import { NO_ANSWER, PortalFailure, type FailureKind } from '#core/failure.ts'
import { createContactDeleter } from './contact-deleter.ts'
import type { Send } from '../rest/rest.ts'
import { createRest } from '../rest/rest.ts'

interface Script {
  /** The answers to the batches, in order; the last one repeats. */
  readonly batches: (Record<string, unknown> | FailureKind)[]
}

/** A portal that gives these answers, and remembers what it was asked. */
function scripted({ batches }: Script) {
  const asked: string[][] = []
  const send: Send = (_, params) => {
    asked.push(Object.values(params.cmd as Record<string, string>))
    const next = batches.length > 1 ? batches.shift() : batches[0]
    if (typeof next === 'string') {
      return Promise.reject(new PortalFailure({ kind: next, code: '', portalText: '' }))
    }
    return Promise.resolve({ result: next })
  }
  return { deleter: createContactDeleter(createRest(send)), asked }
}

const THERE = { look: { item: { id: 5 } } }
const GONE = { look: { error: 'NOT_FOUND', error_description: 'Item not found' } }
const HIDDEN = { look: { error: 'ACCESS_DENIED', error_description: 'Access denied' } }
const DENIED = { gone: { error: '', error_description: 'Access denied.' } }
const METHOD_GONE = { gone: { error: 'ERROR_METHOD_NOT_FOUND', error_description: 'Method not found!' } }

describe('delete', () => {
  it('deletes and looks in one request', async () => {
    const { deleter, asked } = scripted({ batches: [{ result: { gone: true }, result_error: GONE }] })
    expect(await deleter.delete(5)).toEqual({ kind: 'deleted', reread: false })
    expect(asked).toEqual([['crm.contact.delete?id=5', 'crm.item.get?entityTypeId=3&id=5']])
  })

  it.each([
    ['there', { result: THERE, result_error: DENIED }, { kind: 'access-denied', canRead: true }],
    ['gone', { result: [], result_error: { ...DENIED, ...GONE } }, { kind: 'gone' }],
    [
      'hidden',
      { result: [], result_error: { ...DENIED, ...HIDDEN } },
      { kind: 'access-denied', canRead: false },
    ],
  ])('settles a refusal by looking: %s', async (_, batch, verdict) => {
    const { deleter, asked } = scripted({ batches: [batch] })
    expect(await deleter.delete(5)).toEqual(verdict)
    expect(asked).toHaveLength(1)
  })

  it('asks once more if the portal says done and shows the contact in the same request', async () => {
    const said = { result: { gone: true, ...THERE } }
    const cached = scripted({ batches: [said, { result_error: GONE }] })
    expect(await cached.deleter.delete(5)).toEqual({ kind: 'deleted', reread: false })
    const there = scripted({ batches: [said, { result: THERE }] })
    expect(await there.deleter.delete(5)).toMatchObject({ failure: { kind: 'still-there' } })
    expect(there.asked.flat().filter((command) => command.includes('delete'))).toHaveLength(1)
  })

  it('looks after a lost answer before it reports, and never deletes again', async () => {
    const { deleter, asked } = scripted({ batches: ['network', { result_error: GONE }] })
    expect(await deleter.delete(5)).toEqual({ kind: 'deleted', reread: true })
    expect(asked.flat().filter((command) => command.includes('delete'))).toHaveLength(1)
  })

  it.each(['network', 'timeout', 'bad-answer'] as const)(
    'does not say "not deleted" after a lost answer although it sees the contact: the portal may be at work (%s)',
    async (lost) => {
      const { deleter, asked } = scripted({ batches: [lost, { result: THERE }] })
      expect(await deleter.delete(5)).toMatchObject({ kind: 'unknown', failure: { kind: lost } })
      expect(asked).toHaveLength(2)
    },
  )

  it('reports at once that the request never left this device', async () => {
    const rest = createRest(
      (_, params) =>
        'gone' in (params.cmd as object)
          ? Promise.reject(new PortalFailure({ kind: 'network', code: '', portalText: '' }))
          : Promise.resolve({ result: { result: THERE } }),
      Date.now,
      () => true,
    )
    expect(await createContactDeleter(rest).delete(5)).toMatchObject({
      kind: 'failed',
      failure: { kind: 'offline' },
    })
  })

  it('says it does not know when nothing can be read', async () => {
    const { deleter } = scripted({ batches: ['network'] })
    expect(await deleter.delete(5)).toMatchObject({ kind: 'unknown', failure: { kind: 'network' } })
  })

  it.each(['auth', 'rate-limit', 'plan', 'app-removed'] as const)(
    '%s: nothing was done, nothing more is asked',
    async (kind) => {
      const { deleter, asked } = scripted({ batches: [kind] })
      expect(await deleter.delete(5)).toMatchObject({ kind: 'failed', failure: { kind } })
      expect(asked).toHaveLength(1)
    },
  )

  it('accepts only an answer for this contact from the envelope', async () => {
    const { deleter } = scripted({ batches: [{ result: [], result_error: [] }, { result: THERE }] })
    expect(await deleter.delete(5)).toMatchObject({ kind: 'failed', failure: { kind: 'bad-answer' } })
  })

  it.each([1, 'true', null, {}])('%j is not the answer true', async (result) => {
    const { deleter } = scripted({ batches: [{ result: { gone: result, ...THERE } }] })
    expect((await deleter.delete(5)).kind).toBe('failed')
  })

  it('uses the successor only where the portal no longer has the method', async () => {
    const { deleter, asked } = scripted({
      batches: [
        { result: THERE, result_error: METHOD_GONE },
        { result: { gone: [] }, result_error: GONE },
      ],
    })
    expect(await deleter.delete(5)).toEqual({ kind: 'deleted', reread: false })
    expect(asked[1]?.[0]).toBe('crm.item.delete?entityTypeId=3&id=5')
  })

  it('falls back to the list where crm.item.get is refused', async () => {
    const noScope = { error: 'insufficient_scope', error_description: '' }
    const { deleter } = scripted({
      batches: [
        { result: [], result_error: { ...DENIED, look: noScope } },
        { result: { row: [{ ID: '5' }] }, result_error: { look: noScope } },
      ],
    })
    expect(await deleter.delete(5)).toEqual({ kind: 'access-denied', canRead: true })
  })
})

describe('settle', () => {
  it('looks only', async () => {
    const { deleter, asked } = scripted({ batches: [{ result_error: GONE }] })
    expect(await deleter.settle(5, false, NO_ANSWER)).toEqual({ kind: 'deleted', reread: true })
    expect(asked.flat().some((command) => command.includes('delete'))).toBe(false)
  })

  it('says "not deleted" only when the portal can no longer be at work', async () => {
    const { deleter } = scripted({ batches: [{ result: THERE }] })
    expect(await deleter.settle(5, false, NO_ANSWER)).toMatchObject({ kind: 'unknown' })
    expect(await deleter.settle(5, true, NO_ANSWER)).toMatchObject({
      kind: 'failed',
      failure: { kind: 'network' },
    })
  })

  it.each([false, true])('knows nothing where nothing can be read (%s)', async (over) => {
    const { deleter } = scripted({ batches: ['network'] })
    expect(await deleter.settle(5, over, NO_ANSWER)).toMatchObject({ kind: 'unknown' })
  })
})
