import { runRecord } from '../../../e2e/simulation/run-record.ts'
import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { openDB } from 'idb'
import { beforeEach, expect, it, vi } from 'vitest'
import type { RunRecord } from '#core/records/record.ts'
import { nameOf } from '../names.ts'
import { openRecordStore } from './record-store.ts'

const PORTAL = 'portal'
const record = (id: string, startedAt: number): RunRecord => runRecord({ id, startedAt })

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
})

it('stores a user’s records, newest first, each replacing its older version', async () => {
  const [mine, another] = [openRecordStore(PORTAL, 7), openRecordStore(PORTAL, 70)]
  expect(await mine.keep(record('a', 1))).toBe(true)
  await mine.keep(record('b', 2))
  await mine.keep({ ...record('a', 1), endedAt: 9 })
  await another.keep(record('a', 3))
  expect(await openRecordStore(PORTAL, 7).list()).toEqual([record('b', 2), { ...record('a', 1), endedAt: 9 }])
  expect(await another.list()).toEqual([record('a', 3)])
})

it('skips what it cannot read', async () => {
  const store = openRecordStore(PORTAL, 7)
  await store.keep(record('a', 1))
  const database = await openDB(nameOf(PORTAL))
  await database.put('runRecords', { no: 'text' }, [7, 'b'])
  await database.put('runRecords', '{"version":2}', [7, 'c'])
  database.close()
  expect(await store.list()).toEqual([record('a', 1)])
})

it('reports that it stores nothing where the browser refuses, and rejects on other errors', async () => {
  const store = openRecordStore(PORTAL, 7)
  vi.stubGlobal('indexedDB', undefined)
  expect([await store.keep(record('a', 1)), await store.list()]).toEqual([false, []])
  const open = () => {
    throw new DOMException('broken', 'UnknownError')
  }
  vi.stubGlobal('indexedDB', { open })
  expect(await store.keep(record('a', 1))).toBe(false)
  await expect(store.list()).rejects.toMatchObject({ failure: { kind: 'browser-storage' } })
})
