import { runRecord } from '../../../e2e/simulation/run-record.ts'
import { describe, expect, it } from 'vitest'
import type { RunRecord } from '#core/records/record.ts'
import { USUAL_BUCKET } from '#core/job/pace/bucket.ts'
import type { Fault } from '../../../e2e/portal/contract.ts'
import { createTestPortal, type TestPortal } from '../../../e2e/portal/testing.ts'
import { sendTo } from '../../../e2e/tools/portal-rest.ts'
import { createPacedRest } from '../rest/paced-rest.ts'
import { createRest } from '../rest/rest.ts'
import { findPortalPlace, type PortalPlace } from './portal-place.ts'

/** Records of runs in the portal, compared with what the portal really stores. */

const [ADMIN, MANAGER, COLLEAGUE] = [1, 2, 5]

async function placeOf(test: TestPortal, user = MANAGER): Promise<PortalPlace> {
  const rest = createRest(sendTo(test, user), test.portal.now)
  const patience = { now: test.portal.now, wait: () => Promise.resolve() }
  const paced = createPacedRest(rest, patience, USUAL_BUCKET)
  const place = await findPortalPlace({ paced, me: user }, () => Promise.resolve(30))
  return place!
}

const record = (id: string, change: Partial<RunRecord> = {}): RunRecord =>
  runRecord({
    id,
    user: { id: MANAGER, name: 'Bob' },
    startedAt: 1_000,
    reference: 'why: 100% $result[c1] $total[x] 🦄',
    planned: 2,
    counts: { deleted: 2 },
    ...change,
  })

/** How many records the portal holds. */
function kept({ portal: { store } }: TestPortal): number {
  return store.appStorage
    .all()
    .flatMap(({ code }) => store.appStorage.items(code))
    .filter(({ NAME }) => NAME.startsWith('record')).length
}

describe('records in the portal', () => {
  it('are read newest first, each replacing its older version', async () => {
    const test = createTestPortal()
    const { records } = await placeOf(test)
    expect(await records.list()).toEqual([])
    expect(await records.keep(record('a'))).toBe(true)
    expect(await records.keep(record('b', { startedAt: 2_000 }))).toBe(true)
    expect(await records.keep(record('a', { endedAt: 9 }))).toBe(true)
    expect(await (await placeOf(test)).records.list()).toEqual([
      record('b', { startedAt: 2_000 }),
      record('a', { endedAt: 9 }),
    ])
    expect(kept(test)).toBe(2)
  })

  it('are apart from archives, also from one of the same id', async () => {
    const test = createTestPortal()
    const { records, archives } = await placeOf(test)
    await records.keep(record('run-1'))
    expect(await archives.list()).toEqual([])
    await archives.keep('run-1', 0, 'header\n')
    expect((await archives.list()).map(({ archiveId }) => archiveId)).toEqual(['run-1'])
    await archives.erase(['run-1'])
    expect(await records.list()).toEqual([record('run-1')])
  })

  it.each<Fault['kind']>([
    { type: 'drop-after' },
    { type: 'drop-before' },
    { type: 'empty-200' },
    { type: 'http', status: 500 },
  ])('survive a lost answer (%j) and are there once', async (kind) => {
    const test = createTestPortal()
    const { records } = await placeOf(test)
    test.portal.faults.add({ method: 'entity.item.add', kind })
    expect(await records.keep(record('a'))).toBe(true)
    test.portal.faults.add({ method: 'entity.item.update', kind })
    expect(await records.keep(record('a', { endedAt: 9 }))).toBe(true)
    expect(kept(test)).toBe(1)
    expect(await records.list()).toEqual([record('a', { endedAt: 9 })])
  })

  it('are never lost by a change that the portal refuses, and say so', async () => {
    const test = createTestPortal()
    const { records } = await placeOf(test)
    await records.keep(record('a'))
    test.portal.faults.add({
      method: 'entity.item.update',
      kind: { type: 'refuse', error: 'ACCESS_DENIED', description: 'Access denied', status: 403 },
    })
    expect(await records.keep(record('a', { endedAt: 9 }))).toBe(false)
    expect(await records.list()).toEqual([record('a')])
  })

  it('are clearly refused where the scope was withdrawn', async () => {
    const test = createTestPortal()
    const { records } = await placeOf(test)
    await records.keep(record('a'))
    test.portal.app.scopes.delete('entity')
    expect(await records.keep(record('b'))).toBe(false)
    await expect(records.list()).rejects.toMatchObject({ failure: { kind: 'scope' } })
    test.portal.app.scopes.add('entity')
    expect(await records.keep(record('b'))).toBe(true)
  })
})

describe('records in the app’s storage', () => {
  it('are read by the user of the run and by administrators, who add to them where they are stored', async () => {
    const test = createTestPortal()
    const mine = (await placeOf(test)).records
    await mine.keep(record('a'))
    expect(await (await placeOf(test, COLLEAGUE)).records.list()).toEqual([])
    const admins = (await placeOf(test, ADMIN)).records
    expect(await admins.list()).toEqual([record('a')])
    const restored = record('a', { later: [{ kind: 'restored', at: 5, by: ADMIN, contacts: 1 }] })
    expect(await admins.keep(restored)).toBe(true)
    expect(await mine.list()).toEqual([restored])
    expect(kept(test)).toBe(1)
  })

  it('are stored with the administrator where the other’s storage is gone', async () => {
    const test = createTestPortal()
    const admins = (await placeOf(test, ADMIN)).records
    expect(await admins.keep(record('a'))).toBe(true)
    expect(test.portal.store.appStorage.items(`tidy_${ADMIN}`)).toHaveLength(1)
    expect(await admins.list()).toEqual([record('a')])
  })

  it('that two tabs wrote at once are one again after the next write', async () => {
    const test = createTestPortal()
    const { records } = await placeOf(test)
    await records.keep(record('a'))
    const { appStorage } = test.portal.store
    const [first] = appStorage.items(`tidy_${MANAGER}`)
    appStorage.addItem(`tidy_${MANAGER}`, first!)
    await records.keep(record('a', { endedAt: 9 }))
    expect(kept(test)).toBe(1)
    expect(await records.list()).toEqual([record('a', { endedAt: 9 })])
  })

  it('that were damaged are left out', async () => {
    const test = createTestPortal()
    const { records } = await placeOf(test)
    await records.keep(record('a'))
    await records.keep(record('b'))
    const { appStorage } = test.portal.store
    appStorage.changeItem(`tidy_${MANAGER}`, appStorage.items(`tidy_${MANAGER}`)[0]!.ID, {
      DETAIL_TEXT: '|{"version":1,|',
    })
    expect(await records.list()).toEqual([record('b')])
  })

  it('are not lost when their storage is removed while the page is open', async () => {
    const test = createTestPortal()
    const { records, archives } = await placeOf(test)
    await records.keep(record('a'))
    test.portal.store.appStorage.remove(`tidy_${MANAGER}`)
    // The first write that fails notices it, and the next one makes the storage again.
    expect([await records.keep(record('b')), await archives.keep('run', 0, 'header\n')]).toEqual([
      false,
      true,
    ])
    expect(await records.keep(record('b'))).toBe(true)
  })
})
