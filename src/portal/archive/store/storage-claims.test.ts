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

/** What is shown to this user. */
async function shown({ archives: { claims } }: Awaited<ReturnType<typeof placeOf>>): Promise<string[]> {
  const texts = await claims!.claim('look', 'a look')
  await claims!.remove('look')
  return texts.filter((text) => text !== 'a look').toSorted()
}

it('shows a claim to the author of an archive and to administrators, and to no one else', async () => {
  const test = createTestPortal()
  const [admin, manager, colleague] = [
    await placeOf(test, ADMIN),
    await placeOf(test, MANAGER),
    await placeOf(test, COLLEAGUE),
  ]
  for (const { archives } of [manager, colleague]) await archives.keep('a', 0, '{"format":"x"}\n')
  await admin.archives.claims!.claim('p', 'by the administrator')
  expect(await shown(manager)).toEqual(['by the administrator'])
  await manager.archives.claims!.put('q', 'by the manager')
  expect(await shown(admin)).toEqual(['by the administrator', 'by the administrator', 'by the manager'])
  expect(await shown(colleague)).toEqual(['by the administrator'])
})

it('renews it in place, removes it, and leaves archives alone', async () => {
  const test = createTestPortal()
  const place = await placeOf(test, MANAGER)
  const { archives, records } = place
  const claims = archives.claims!
  await archives.keep('a', 0, '{"format":"x"}\n')
  expect(await claims.claim('p', 'once')).toEqual(['once'])
  await claims.put('p', 'again')
  expect(await shown(place)).toEqual(['again'])
  expect((await archives.list()).map(({ archiveId }) => archiveId)).toEqual(['a'])
  expect(await records.list()).toEqual([])
  await claims.remove('p')
  await claims.remove('p')
  expect(await shown(place)).toEqual([])
  expect((await archives.list()).map(({ archiveId }) => archiveId)).toEqual(['a'])
})

it('takes three requests to claim and one to remove', async () => {
  const test = createTestPortal()
  const { archives } = await placeOf(test, MANAGER)
  await archives.keep('a', 0, '{"format":"x"}\n')
  const sent = (): string[] =>
    test.portal.log.splice(0).map(({ method, commands }) => commands?.[0]?.method ?? method)
  sent()
  await archives.claims!.claim('p', 'mine')
  expect(sent()).toEqual(['entity.get', 'entity.item.add', 'entity.item.get'])
  await archives.claims!.remove('p')
  expect(sent()).toEqual(['entity.item.delete'])
  // A claim of an earlier visit is looked for.
  await archives.claims!.put('q', 'mine')
  await archives.claims!.remove('q')
  expect(await archives.claims!.claim('r', 'after')).toEqual(['after'])
})
