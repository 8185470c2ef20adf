import { describe, expect, it } from 'vitest'
import { PortalFailure } from '../failure.ts'
import type { ArchiveStore, StoredArchive } from './ports.ts'
import { eraseArchives, isGone, sweepArchives, type ArchivePlace } from './sweep.ts'

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

describe('the sweep', () => {
  it('erases archives whose time is over, in all places, and names the places', async () => {
    const browser = storeWith('browser', { old: 900, young: 1_100, both: 1_000 })
    const portal = storeWith('portal-storage', { both: 999, kept: null })
    expect(await sweepArchives([browser.store, portal.store], NOW)).toEqual([
      { archiveId: 'old', takenFrom: ['browser'], leftIn: [] },
      { archiveId: 'both', takenFrom: ['browser', 'portal-storage'], leftIn: [] },
    ])
    expect([[...browser.archives.keys()], [...portal.archives.keys()]]).toEqual([['young'], ['kept']])
  })

  it('waits for the latest time among the places, and for ever if no place has a time', async () => {
    const browser = storeWith('browser', { split: 900, unsure: null, partly: null })
    const portal = storeWith('portal-storage', { split: 1_100, partly: 900 })
    expect(await sweepArchives([browser.store, portal.store], NOW)).toMatchObject([{ archiveId: 'partly' }])
    expect([[...browser.archives.keys()], [...portal.archives.keys()]]).toEqual([
      ['split', 'unsure'],
      ['split'],
    ])
  })

  it('erases nothing if nothing is due', async () => {
    const { store, asked } = storeWith('browser', { young: 1_001 })
    expect([await sweepArchives([store], NOW), asked]).toEqual([[], []])
    expect(await sweepArchives([], NOW)).toEqual([])
  })

  it('does not call an archive gone that may be in a place that cannot be asked', async () => {
    const browser = storeWith('browser', { old: 900 })
    const portal = storeWith('portal-storage', { old: 900 }, { list: refusal, erase: refusal })
    const [swept] = await sweepArchives([browser.store, portal.store], NOW)
    expect(swept).toMatchObject({
      archiveId: 'old',
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
    expect(erased).toEqual({ archiveId: 'one', takenFrom: [], leftIn: [] })
    expect(isGone(erased!)).toBe(true)
    expect([[...browser.archives.keys()], portal.archives.size]).toEqual([['other'], 0])
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
