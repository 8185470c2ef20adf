import { expect, it } from 'vitest'
import { USUAL_BUCKET } from '#core/job/pace/bucket.ts'
import { createTestPortal, type TestPortal } from '../../../../e2e/portal/testing.ts'
import { sendTo } from '../../../../e2e/tools/portal-rest.ts'
import { findPortalPlace } from '../../records/portal-place.ts'
import { createPacedRest } from '../../rest/paced-rest.ts'
import { createRest } from '../../rest/rest.ts'

const [ADMIN, MANAGER, COLLEAGUE] = [1, 2, 5]

async function placeOf(test: TestPortal, user: number) {
  test.portal.app.scopes.add('entity')
  const rest = createRest(sendTo(test, user), test.portal.now)
  const wait = (ms: number): Promise<void> => {
    test.pass(ms / 1000)
    return Promise.resolve()
  }
  const paced = createPacedRest(rest, { now: test.portal.now, wait }, USUAL_BUCKET)
  const place = await findPortalPlace({ paced, me: user }, () => Promise.resolve(30))
  return place!
}

it('shows a claim to the author of an archive and to administrators, and to no one else', async () => {
  const test = createTestPortal()
  const [admin, manager, colleague] = [
    await placeOf(test, ADMIN),
    await placeOf(test, MANAGER),
    await placeOf(test, COLLEAGUE),
  ]
  for (const { archives } of [manager, colleague]) await archives.keep('a', 0, '{"format":"x"}\n')
  await admin.archives.claims!.put('p', 'by the administrator')
  expect(await manager.archives.claims!.list()).toEqual(['by the administrator'])
  await manager.archives.claims!.put('q', 'by the manager')
  expect((await admin.archives.claims!.list()).toSorted()).toEqual([
    'by the administrator',
    'by the administrator',
    'by the manager',
  ])
  expect(await colleague.archives.claims!.list()).toEqual(['by the administrator'])
})

it('renews it in place, removes it, and leaves archives alone', async () => {
  const test = createTestPortal()
  const { archives, records } = await placeOf(test, MANAGER)
  const claims = archives.claims!
  await archives.keep('a', 0, '{"format":"x"}\n')
  await claims.put('p', 'once')
  await claims.put('p', 'again')
  expect(await claims.list()).toEqual(['again'])
  expect((await archives.list()).map(({ archiveId }) => archiveId)).toEqual(['a'])
  expect(await records.list()).toEqual([])
  await claims.remove('p')
  await claims.remove('p')
  expect(await claims.list()).toEqual([])
  expect((await archives.list()).map(({ archiveId }) => archiveId)).toEqual(['a'])
})
