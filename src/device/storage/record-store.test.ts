import { runRecord } from '../../../e2e/simulation/run-record.ts'
import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { openDB } from 'idb'
import { beforeEach, expect, it, vi } from 'vitest'
import type { RunRecord } from '#core/records/record.ts'
import { amend, withLater, writtenOver } from '#core/records/written-over.ts'
import { nameOf } from '../names.ts'
import { openRecordStore } from './record-store.ts'

const PORTAL = 'portal'
const record = (id: string, startedAt: number): RunRecord => runRecord({ id, startedAt })

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
})

it('stores a user’s records, newest first, each replacing its older version', async () => {
  const [mine, another] = [openRecordStore(PORTAL, 7), openRecordStore(PORTAL, 70)]
  expect(await mine.keep(record('a', 1), null)).toEqual(record('a', 1))
  await mine.keep(record('b', 2), null)
  await mine.keep({ ...record('a', 1), endedAt: 9 }, writtenOver({ ...record('a', 1), endedAt: 9 }))
  await another.keep(record('a', 3), null)
  expect(await openRecordStore(PORTAL, 7).list()).toEqual([record('b', 2), { ...record('a', 1), endedAt: 9 }])
  expect(await another.list()).toEqual([record('a', 3)])
})

it('writes nothing over what another tab noted meanwhile', async () => {
  const [mine, another] = [openRecordStore(PORTAL, 7), openRecordStore(PORTAL, 7)]
  const shown = record('a', 1)
  const entry = { kind: 'restored', at: 5, by: 2, contacts: 1 } as const
  await mine.keep(shown, null)
  await amend(another, shown, (stored) => withLater(stored, entry))
  const ended = { ...shown, endedAt: 9 }
  expect(await mine.keep(ended, writtenOver(ended))).toEqual({ ...ended, later: [entry] })
  expect(await another.list()).toEqual([{ ...ended, later: [entry] }])
})

it('skips what it cannot read', async () => {
  const store = openRecordStore(PORTAL, 7)
  await store.keep(record('a', 1), null)
  const database = await openDB(nameOf(PORTAL))
  await database.put('runRecords', { no: 'text' }, [7, 'b'])
  await database.put('runRecords', '{"version":2}', [7, 'c'])
  database.close()
  expect(await store.list()).toEqual([record('a', 1)])
})

it('reports that it stores nothing where the browser refuses, and rejects on other errors', async () => {
  const store = openRecordStore(PORTAL, 7)
  vi.stubGlobal('indexedDB', undefined)
  expect([await store.keep(record('a', 1), null), await store.list()]).toEqual([null, []])
  const open = () => {
    throw new DOMException('broken', 'UnknownError')
  }
  vi.stubGlobal('indexedDB', { open })
  expect(await store.keep(record('a', 1), null)).toBeNull()
  await expect(store.list()).rejects.toMatchObject({ failure: { kind: 'browser-storage' } })
})
