import { describe, expect, it, vi } from 'vitest'
import { PortalFailure, type FailureKind } from '#core/failure.ts'
import { createQueryClient, pauseBefore } from './query-client.ts'

function failed(kind: FailureKind): PortalFailure {
  return new PortalFailure({ kind, code: '', portalText: '' })
}

/** How often a query that always fails is tried. */
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

describe('a reading that fails', () => {
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

  it('of a time-out is not: one has lasted a minute already', async () => {
    expect(await triesOf(failed('timeout'))).toBe(1)
  })

  it('by a fault of the app is not', async () => {
    expect(await triesOf(new TypeError('x'))).toBe(1)
  })

  it('waits longer each time, and longer still where the portal has too many requests', () => {
    expect([0, 1].map((failures) => pauseBefore(failures, failed('network')))).toEqual([500, 1000])
    expect([0, 1].map((failures) => pauseBefore(failures, failed('rate-limit')))).toEqual([3000, 6000])
  })
})
