import { describe, expect, it } from 'vitest'
import { PortalFailure } from '../failure.ts'
import type { ArchiveStore, StoredArchive } from './ports.ts'
import { eraseArchives, eraseSeen, isGone, lookForExpired, type ArchivePlace, type Erasure } from './sweep.ts'

const NOW = 1_000

/** A store of archives by their ids, with the time until which each is stored. */
function storeWith(
  place: ArchivePlace,
  kept: Record<string, number | null>,
  broken: Partial<ArchiveStore> = {},
) {
  const archives = new Map(Object.entries(kept))
  const asked: string[] = []
  const store: ArchiveStore = {
    place,
    keep: () => Promise.resolve(true),
    holds: () => Promise.resolve(true),
    async *open() {
      yield await Promise.resolve('')
    },
    list: () =>
      Promise.resolve(
        [...archives].map(([archiveId, until]): StoredArchive => ({ archiveId, header: '', until })),
      ),
    erase: (archiveIds) => {
      asked.push(...archiveIds)
      for (const archiveId of archiveIds) archives.delete(archiveId)
      return Promise.resolve()
    },
    ...broken,
  }
  return { store, archives, asked }
}

const refusal = (): Promise<never> =>
  Promise.reject(new PortalFailure({ kind: 'scope', code: 'insufficient_scope', portalText: '' }))

/** Null: a place could not be read. */
async function sweep(browser: ArchiveStore, portal: ArchiveStore | null): Promise<Erasure[] | null> {
  const portalStore = (): Promise<ArchiveStore | null> => Promise.resolve(portal)
  const looked = await lookForExpired({ browserStore: browser, portalStore }, NOW)
  return looked === null ? null : eraseSeen(looked.seen, looked.expired)
}

describe('the sweep', () => {
  it('erases archives whose time is over, in all places, and names the places', async () => {
    const browser = storeWith('browser', { old: 900, young: 1_100, both: 1_000 })
    const portal = storeWith('portal-storage', { both: 999, kept: null })
    expect(await sweep(browser.store, portal.store)).toEqual([
      { archiveId: 'old', takenFrom: ['browser'], leftIn: [] },
      { archiveId: 'both', takenFrom: ['browser', 'portal-storage'], leftIn: [] },
    ])
    expect([[...browser.archives.keys()], [...portal.archives.keys()]]).toEqual([['young'], ['kept']])
  })

  it('waits for the latest time among the places, and for ever if no place has a time', async () => {
    const browser = storeWith('browser', { split: 900, unsure: null, partly: null })
    const portal = storeWith('portal-storage', { split: 1_100, partly: 900 })
    expect(await sweep(browser.store, portal.store)).toMatchObject([{ archiveId: 'partly' }])
    expect([[...browser.archives.keys()], [...portal.archives.keys()]]).toEqual([
      ['split', 'unsure'],
      ['split'],
    ])
  })

  it('erases nothing if nothing is due', async () => {
    const { store, asked } = storeWith('browser', { young: 1_001 })
    expect([await sweep(store, null), asked]).toEqual([[], []])
  })

  it('erases nothing if a place cannot be asked, where a copy may have a later time', async () => {
    const browser = storeWith('browser', { old: 900 })
    const portal = storeWith('portal-storage', { old: 900 }, { list: refusal })
    expect(await sweep(browser.store, portal.store)).toBeNull()
    const silent = { browserStore: browser.store, portalStore: refusal }
    expect(await lookForExpired(silent, NOW)).toBeNull()
    expect(browser.archives.size).toBe(1)
  })

  it('does not call an archive gone that is still there', async () => {
    const browser = storeWith('browser', { old: 900 })
    const portal = storeWith('portal-storage', { old: 900 }, { erase: refusal })
    const [swept] = (await sweep(browser.store, portal.store)) ?? []
    expect(swept).toMatchObject({
      archiveId: 'old',
      takenFrom: ['browser'],
      leftIn: [{ place: 'portal-storage', failure: { kind: 'scope' } }],
    })
    expect(isGone(swept!)).toBe(false)
    expect(browser.archives.size).toBe(0)
  })
})

describe('erasing archives now', () => {
  it('erases it in all places, whatever its time, and nothing else', async () => {
    const browser = storeWith('browser', { one: null, other: 1 })
    const portal = storeWith('portal-storage', { one: 9_999 })
    const erased = (await eraseArchives([browser.store, portal.store], ['one']))[0]
    expect(erased).toEqual({ archiveId: 'one', takenFrom: ['browser', 'portal-storage'], leftIn: [] })
    expect(isGone(erased!)).toBe(true)
    expect([[...browser.archives.keys()], portal.archives.size]).toEqual([['other'], 0])
  })

  it('names only places where it was seen before, and is not seen afterwards', async () => {
    let looks = 0
    const portal = storeWith('portal-storage', { one: 1 })
    const unread = { ...portal.store, list: () => (looks++ === 0 ? refusal() : portal.store.list()) }
    const browser = storeWith('browser', {})
    expect((await eraseArchives([browser.store, unread], ['one']))[0]).toEqual({
      archiveId: 'one',
      takenFrom: [],
      leftIn: [],
    })
  })

  it('may be repeated, and then finds it nowhere', async () => {
    const { store } = storeWith('browser', {})
    expect((await eraseArchives([store], ['one']))[0]).toEqual({
      archiveId: 'one',
      takenFrom: [],
      leftIn: [],
    })
  })

  it('is confirmed by a look afterwards, whatever the store says', async () => {
    const { store } = storeWith('browser', { one: 1 }, { erase: () => Promise.resolve() })
    expect((await eraseArchives([store], ['one']))[0]).toMatchObject({
      takenFrom: [],
      leftIn: [{ place: 'browser', failure: { kind: 'copy-not-erased' } }],
    })
  })

  it('reaches an archive that no list shows', async () => {
    const { store, asked } = storeWith('browser', {})
    await eraseArchives([store], ['left over'])
    expect(asked).toEqual(['left over'])
  })

  it('goes on with the other places if one refuses', async () => {
    const broken = storeWith('portal-storage', { one: 1 }, { erase: refusal })
    const browser = storeWith('browser', { one: 1 })
    expect((await eraseArchives([broken.store, browser.store], ['one']))[0]).toMatchObject({
      leftIn: [{ place: 'portal-storage', failure: { kind: 'scope' } }],
    })
  })
})
