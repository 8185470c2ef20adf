import { runRecord } from '../../../e2e/simulation/run-record.ts'
import { describe, expect, it } from 'vitest'
import type { RecordStore, RunRecord } from '#core/records/record.ts'
import { amend, withLater, writtenOver } from '#core/records/written-over.ts'
import { USUAL_BUCKET } from '#core/job/pace/bucket.ts'
import type { Fault } from '../../../e2e/portal/contract.ts'
import { createTestPortal, type TestPortal } from '../../../e2e/portal/testing.ts'
import { sendTo } from '../../../e2e/tools/portal-rest.ts'
import { writeStoredRecord } from '#core/records/stored-record.ts'
import { onePiece } from '../archive/store/chunks.ts'
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

/** As a run writes its record. */
function write(records: RecordStore, own: RunRecord): Promise<RunRecord | null> {
  return records.keep(own, writtenOver(own))
}

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
    expect(await write(records, record('a'))).not.toBeNull()
    expect(await write(records, record('b', { startedAt: 2_000 }))).not.toBeNull()
    expect(await write(records, record('a', { endedAt: 9 }))).not.toBeNull()
    expect(await (await placeOf(test)).records.list()).toEqual([
      record('b', { startedAt: 2_000 }),
      record('a', { endedAt: 9 }),
    ])
    expect(kept(test)).toBe(2)
  })

  it('are apart from archives, also from one of the same id', async () => {
    const test = createTestPortal()
    const { records, archives } = await placeOf(test)
    await write(records, record('run-1'))
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
    expect(await write(records, record('a'))).not.toBeNull()
    test.portal.faults.add({ method: 'entity.item.update', kind })
    expect(await write(records, record('a', { endedAt: 9 }))).not.toBeNull()
    expect(kept(test)).toBe(1)
    expect(await records.list()).toEqual([record('a', { endedAt: 9 })])
  })

  it('are never lost by a change that the portal refuses, and say so', async () => {
    const test = createTestPortal()
    const { records } = await placeOf(test)
    await write(records, record('a'))
    test.portal.faults.add({
      method: 'entity.item.update',
      kind: { type: 'refuse', error: 'ACCESS_DENIED', description: 'Access denied', status: 403 },
    })
    expect(await write(records, record('a', { endedAt: 9 }))).toBeNull()
    expect(await records.list()).toEqual([record('a')])
  })

  it('are clearly refused where the scope was withdrawn', async () => {
    const test = createTestPortal()
    const { records } = await placeOf(test)
    await write(records, record('a'))
    test.portal.app.scopes.delete('entity')
    expect(await write(records, record('b'))).toBeNull()
    await expect(records.list()).rejects.toMatchObject({ failure: { kind: 'scope' } })
    test.portal.app.scopes.add('entity')
    expect(await write(records, record('b'))).not.toBeNull()
  })
})

describe('records in the app’s storage', () => {
  it('are read by the user of the run and by administrators, who add to them where they are stored', async () => {
    const test = createTestPortal()
    const mine = (await placeOf(test)).records
    await write(mine, record('a'))
    expect(await (await placeOf(test, COLLEAGUE)).records.list()).toEqual([])
    const admins = (await placeOf(test, ADMIN)).records
    expect(await admins.list()).toEqual([record('a')])
    const entry = { kind: 'restored', at: 5, by: ADMIN, contacts: 1 } as const
    const restored = record('a', { later: [entry] })
    expect(await amend(admins, record('a'), (stored) => withLater(stored, entry))).toEqual(restored)
    expect(await mine.list()).toEqual([restored])
    expect(kept(test)).toBe(1)
  })

  it('are stored with the administrator where the other’s storage is gone', async () => {
    const test = createTestPortal()
    const admins = (await placeOf(test, ADMIN)).records
    expect(await write(admins, record('a'))).not.toBeNull()
    expect(test.portal.store.appStorage.items(`tidy_${ADMIN}`)).toHaveLength(1)
    expect(await admins.list()).toEqual([record('a')])
  })

  it('that two tabs wrote at once are one again after the next write', async () => {
    const test = createTestPortal()
    const { records } = await placeOf(test)
    await write(records, record('a'))
    const { appStorage } = test.portal.store
    const [first] = appStorage.items(`tidy_${MANAGER}`)
    appStorage.addItem(`tidy_${MANAGER}`, first!)
    await write(records, record('a', { endedAt: 9 }))
    expect(kept(test)).toBe(1)
    expect(await records.list()).toEqual([record('a', { endedAt: 9 })])
  })

  it('keep what others noted while the run goes on', async () => {
    const test = createTestPortal()
    const mine = (await placeOf(test)).records
    const admins = (await placeOf(test, ADMIN)).records
    await write(mine, record('a', { paused: true }))
    const entry = { kind: 'restored', at: 5, by: ADMIN, contacts: 1 } as const
    await amend(admins, record('a'), (stored) => withLater(stored, entry))
    const ended = record('a', { endedAt: 9, later: [entry] })
    expect(await write(mine, record('a', { endedAt: 9 }))).toEqual(ended)
    expect(await admins.list()).toEqual([ended])
  })

  it('that two tabs wrote at once lose no note of either', async () => {
    const test = createTestPortal()
    const { records } = await placeOf(test)
    const entry = { kind: 'restored', at: 5, by: ADMIN, contacts: 1 } as const
    await write(records, record('a'))
    const { appStorage } = test.portal.store
    const [first] = appStorage.items(`tidy_${MANAGER}`)
    const noted = writeStoredRecord(record('a', { later: [entry] }))
    appStorage.addItem(`tidy_${MANAGER}`, { ...first!, DETAIL_TEXT: onePiece(noted) })
    expect(await write(records, record('a', { endedAt: 9 }))).toMatchObject({ later: [entry] })
    expect(kept(test)).toBe(1)
  })

  it('that were damaged are left out', async () => {
    const test = createTestPortal()
    const { records } = await placeOf(test)
    await write(records, record('a'))
    await write(records, record('b'))
    const { appStorage } = test.portal.store
    appStorage.changeItem(`tidy_${MANAGER}`, appStorage.items(`tidy_${MANAGER}`)[0]!.ID, {
      DETAIL_TEXT: '|{"version":1,|',
    })
    expect(await records.list()).toEqual([record('b')])
  })

  it('are not lost when their storage is removed while the page is open', async () => {
    const test = createTestPortal()
    const { records, archives } = await placeOf(test)
    await write(records, record('a'))
    test.portal.store.appStorage.remove(`tidy_${MANAGER}`)
    // The first write that fails notices it, and the next one makes the storage again.
    expect([await write(records, record('b')), await archives.keep('run', 0, 'header\n')]).toEqual([
      null,
      true,
    ])
    expect(await write(records, record('b'))).not.toBeNull()
  })
})
