import { describe, expect, it } from 'vitest'
import { USUAL_BUCKET } from '#core/job/pace/bucket.ts'
import type { Fault } from '../../../e2e/portal/contract.ts'
import { createTestPortal, type TestPortal } from '../../../e2e/portal/testing.ts'
import { sendTo } from '../../../e2e/tools/portal-rest.ts'
import { createPacedRest } from '../rest/paced-rest.ts'
import { createRest } from '../rest/rest.ts'
import { findPortalPlace } from './portal-place.ts'

/** Where a portal stores archives, and what counts as "nowhere". */

const USER = 2

function portalWith(...scopes: 'entity'[]): TestPortal {
  const test = createTestPortal()
  test.portal.app.scopes.delete('entity')
  for (const scope of scopes) test.portal.app.scopes.add(scope)
  return test
}

async function placeIn(test: TestPortal): Promise<string | null> {
  const patience = { now: test.portal.now, wait: () => Promise.resolve() }
  const paced = createPacedRest(createRest(sendTo(test, USER), test.portal.now), patience, USUAL_BUCKET)
  const found = await findPortalPlace({ paced, me: USER }, () => Promise.resolve(30))
  return found?.archives.place ?? null
}

const refuses = (method: string, error: string): Fault => ({
  method,
  times: 99,
  kind: { type: 'refuse', error, description: '' },
})
const FOR_GOOD = ['ERROR_METHOD_NOT_FOUND', 'insufficient_scope', 'ACCESS_DENIED', 'ERROR_CORE']

describe('the place where the portal stores archives', () => {
  it.each([
    [['entity'] as const, 'portal-storage'],
    [[] as const, null],
  ])('with the scopes %j is %s, in one request', async (scopes, place) => {
    const test = portalWith(...scopes)
    expect(await placeIn(test)).toBe(place)
    expect(test.portal.log).toHaveLength(1)
  })

  it.each(FOR_GOOD)('is none where the storage answers %s although its scope is listed', async (error) => {
    const test = portalWith('entity')
    test.portal.faults.add(refuses('entity.get', error))
    expect(await placeIn(test)).toBeNull()
  })

  it.each(FOR_GOOD)(
    'is what can be opened, where the portal answers %s to the question for the scopes',
    async (error) => {
      for (const [scopes, place] of [
        [['entity'], 'portal-storage'],
        [[], null],
      ] as const) {
        const test = portalWith(...scopes)
        test.portal.faults.add(refuses('scope', error))
        expect(await placeIn(test)).toBe(place)
      }
    },
  )

  it.each<[string, Fault]>([
    ['a lost connection', { method: '*', times: 9, kind: { type: 'drop-before' } }],
    ['a portal in trouble', { method: '*', times: 9, kind: { type: 'http', status: 503 } }],
    [
      'a storage that is in trouble',
      {
        method: 'entity.get',
        times: 9,
        kind: { type: 'refuse', error: 'INTERNAL_SERVER_ERROR', description: '' },
      },
    ],
    [
      'scopes that could not be read now',
      { method: 'scope', times: 9, kind: { type: 'refuse', error: 'OPERATION_TIME_LIMIT', description: '' } },
    ],
  ])('is not decided by %s: the app asks again, and finds the same place', async (_, fault) => {
    const test = portalWith('entity')
    test.portal.faults.add(fault)
    await expect(placeIn(test)).rejects.toMatchObject({ name: 'PortalFailure' })
    test.portal.faults.clear()
    expect(await placeIn(test)).toBe('portal-storage')
  })
})
