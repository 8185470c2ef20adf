import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { openDB } from 'idb'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { ArchiveStore } from '#core/archive/ports.ts'
import { openArchiveStore } from './archive-store.ts'
import { nameOf } from '../names.ts'

const PORTAL = 'a223c6b3710f85df22e9377d6c4f7553'
const ME = 7
const DAY = 86_400_000
const HEADER = '{"format":"tidy-contacts-archive"}\n'

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
})

function storeOf(userId = ME, at = 1_000, days: number | null = 30): ArchiveStore {
  const clock = { now: () => at }
  return openArchiveStore({ memberId: PORTAL, userId, clock, keepDays: () => Promise.resolve(days) })
}

async function partsOf(store: ArchiveStore, archiveId: string): Promise<string[]> {
  const parts: string[] = []
  for await (const part of store.open(archiveId)) parts.push(part)
  return parts
}

/** Writes around the store, as a fault or another version would. */
async function overwrite(key: [number, string, number], value: unknown): Promise<void> {
  const database = await openDB(nameOf(PORTAL))
  await database.put('archiveParts', value, key)
  database.close()
}

describe('archives in the browser', () => {
  it('are read in another visit, unchanged and in order', async () => {
    const parts = Array.from({ length: 12 }, (_, at) => `{"part":${at},"text":"\\ud800 🦄 Имя"}\n`)
    const kept = await Promise.all(parts.map((part, at) => storeOf().keep('run-1', at, part)))
    expect(kept).not.toContain(false)
    expect(await storeOf().keep('run-2', 0, 'another\n')).toBe(true)
    expect(await partsOf(storeOf(), 'run-1')).toEqual(parts)
    expect(await partsOf(storeOf(), 'nothing')).toEqual([])
  })

  it('store the same part once, and replace it by another text', async () => {
    const store = storeOf()
    await store.keep('run-1', 0, 'old')
    expect([await store.keep('run-1', 0, 'old'), await partsOf(store, 'run-1')]).toEqual([true, ['old']])
    expect([await store.keep('run-1', 0, 'new'), await partsOf(store, 'run-1')]).toEqual([true, ['new']])
  })

  it('are promised only where a trial can be written and read back, and the trial leaves nothing', async () => {
    expect(await storeOf().ready?.()).toBe(true)
    expect(await storeOf().list()).toEqual([])
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError')
    })
    expect(await storeOf().ready?.()).toBe(false)
    put.mockRestore()
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('refused', 'SecurityError')
      },
    })
    expect(await storeOf().ready?.()).toBe(false)
  })

  it('are listed newest first, each with the end of its storage time', async () => {
    await storeOf(ME, 1_000).keep('older', 0, HEADER)
    await storeOf(ME, 2_000).keep('newer', 0, 'newer\n')
    await storeOf(ME, 3_000).keep('newer', 1, 'contacts\n')
    // Written again later: the time of the first writing counts.
    await storeOf(ME, 9_000).keep('older', 0, HEADER)
    expect(await storeOf().list()).toEqual([
      { archiveId: 'newer', header: 'newer\n', until: 2_000 + 30 * DAY },
      { archiveId: 'older', header: HEADER, until: 1_000 + 30 * DAY },
    ])
    expect((await storeOf(ME, 0, null).list()).map(({ until }) => until)).toEqual([null, null])
  })

  it('belong to one user, and are erased one by one', async () => {
    const [mine, another] = [storeOf(), storeOf(70)]
    for (const store of [mine, another])
      for (const run of ['run-1', 'run-2']) for (const number of [0, 1]) await store.keep(run, number, run)
    await mine.erase(['run-1'])
    await mine.erase(['run-1'])
    expect([await partsOf(mine, 'run-1'), await partsOf(mine, 'run-2')]).toEqual([[], ['run-2', 'run-2']])
    expect(await partsOf(another, 'run-1')).toHaveLength(2)
    expect((await mine.list()).map(({ archiveId }) => archiveId)).toEqual(['run-2'])
  })

  it('make no database when they are only read', async () => {
    expect(await storeOf().list()).toEqual([])
    expect(await partsOf(storeOf(), 'run-1')).toEqual([])
    await storeOf().erase(['run-1'])
    expect(await indexedDB.databases()).toEqual([])
  })
})

describe('a damaged archive', () => {
  it('is listed without a header and an end, so that a person can erase it and the app does not', async () => {
    const store = storeOf()
    await store.keep('run-1', 0, HEADER)
    await store.keep('run-1', 1, 'contacts\n')
    await overwrite([ME, 'run-1', 0], { not: 'a part' })
    expect(await store.list()).toEqual([{ archiveId: 'run-1', header: '', until: null }])
    await expect(partsOf(store, 'run-1')).rejects.toMatchObject({ failure: { kind: 'copy-unreadable' } })
    // Stored again, it is complete again.
    expect(await store.keep('run-1', 0, HEADER)).toBe(true)
    expect(await partsOf(store, 'run-1')).toEqual([HEADER, 'contacts\n'])
  })

  it('is still an archive without its header', async () => {
    const store = storeOf()
    await store.keep('run-1', 0, HEADER)
    await store.erase(['run-1'])
    await overwrite([ME, 'run-1', 1], { text: 'contacts\n', at: 1_000 })
    expect(await store.list()).toMatchObject([{ archiveId: 'run-1', header: '' }])
    expect(await store.holds('run-1')).toBe(false)
    // Nothing more is added to it, and what is there does not count as stored.
    expect([await store.keep('run-1', 1, 'contacts\n'), await store.keep('run-1', 2, 'more\n')]).toEqual([
      false,
      false,
    ])
    await store.erase(['run-1'])
    expect(await store.list()).toEqual([])
  })
})

describe('a browser that stores nothing', () => {
  const throwing = (name: string, message = 'no') => ({
    open: () => {
      throw new DOMException(message, name)
    },
  })
  it.each<[string, unknown]>([
    ['has no IndexedDB', undefined],
    ['has none to give', null],
    ['refuses it to frames', throwing('SecurityError')],
    [
      'refuses it as Chromium does',
      throwing('UnknownError', 'The user denied permission to access the database.'),
    ],
  ])('%s: nothing is stored, and nothing is there', async (_, factory) => {
    vi.stubGlobal('indexedDB', factory)
    const store = storeOf()
    expect(await store.keep('run-1', 0, HEADER)).toBe(false)
    expect([await store.list(), await partsOf(store, 'run-1')]).toEqual([[], []])
    await expect(store.erase(['run-1'])).resolves.toBeUndefined()
  })

  it('cannot be read now: what may be there is not called erased', async () => {
    vi.stubGlobal('indexedDB', throwing('UnknownError'))
    const store = storeOf()
    const trouble = { failure: { kind: 'browser-storage' } }
    expect(await store.keep('run-1', 0, HEADER)).toBe(false)
    await expect(store.list()).rejects.toMatchObject(trouble)
    await expect(store.erase(['run-1'])).rejects.toMatchObject(trouble)
    await expect(partsOf(store, 'run-1')).rejects.toMatchObject(trouble)
  })

  it('has no room: reports it, and what was there stays', async () => {
    const store = storeOf()
    await store.keep('run-1', 0, HEADER)
    const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    expect(await store.keep('run-1', 1, 'contacts\n')).toBe(false)
    expect(await store.keep('run-1', 0, 'another\n')).toBe(false)
    full.mockRestore()
    expect(await partsOf(store, 'run-1')).toEqual([HEADER])
  })

  it('takes a part and returns another: it does not count as stored', async () => {
    const store = storeOf()
    const put = vi.spyOn(IDBObjectStore.prototype, 'put')
    put.mockImplementationOnce(function (this: IDBObjectStore, value: object, key?: IDBValidKey) {
      return this.add({ ...value, text: 'cut of' }, key)
    })
    expect(await store.keep('run-1', 0, 'cut off')).toBe(false)
    put.mockRestore()
  })
})
