import { describe, expect, it, vi } from 'vitest'
import { PortalFailure, type FailureKind } from '#core/failure.ts'
import { createQueryClient, pauseBefore } from './query-client.ts'

function failed(kind: FailureKind): PortalFailure {
  return new PortalFailure({ kind, code: '', portalText: '' })
}

/** Counts the tries of a query that always fails. */
async function triesOf(error: Error): Promise<number> {
  const client = createQueryClient()
  const read = vi.fn(() => Promise.reject(error))
  const reading = client.query({
    queryKey: ['reading'],
    queryFn: read,
    retry: client.getDefaultOptions().queries?.retry ?? false,
    retryDelay: 0,
  })
  await expect(reading).rejects.toBe(error)
  return read.mock.calls.length
}

describe('a query that fails', () => {
  it.each<FailureKind>(['network', 'bad-answer', 'rate-limit'])(
    'of %s is tried again, twice',
    async (kind) => {
      expect(await triesOf(failed(kind))).toBe(3)
    },
  )

  it.each<FailureKind>(['access-denied', 'not-found', 'auth', 'scope', 'operating-limit'])(
    'of %s is not: the portal would say the same again',
    async (kind) => {
      expect(await triesOf(failed(kind))).toBe(1)
    },
  )

  it('with a time-out is not, because it has lasted a minute already', async () => {
    expect(await triesOf(failed('timeout'))).toBe(1)
  })

  it('because of a bug in the app is not', async () => {
    expect(await triesOf(new TypeError('x'))).toBe(1)
  })

  it('waits longer each time, and longer still if the portal has too many requests', () => {
    expect([0, 1].map((failures) => pauseBefore(failures, failed('network')))).toEqual([500, 1000])
    expect([0, 1].map((failures) => pauseBefore(failures, failed('rate-limit')))).toEqual([3000, 6000])
  })
})
