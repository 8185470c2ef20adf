import { describe, expect, it } from 'vitest'
import { PortalFailure } from '../failure.ts'
import { keepRecord, noteErased, noteRestored } from './keep-record.ts'
import type { RecordStore, RunRecord } from './record.ts'

const run = (id: string, parts: Partial<RunRecord> = {}): RunRecord => ({
  version: 1,
  id,
  kind: 'deletion',
  user: { id: 1, name: '' },
  startedAt: 0,
  endedAt: null,
  reference: '',
  query: null,
  guards: null,
  planned: 0,
  counts: {},
  archive: { archiveId: `archive of ${id}`, places: [], contacts: 0, incomplete: 0, seal: null },
  later: [],
  ...parts,
})

function storeOf(...records: RunRecord[]): RecordStore & { readonly kept: Map<string, RunRecord> } {
  const kept = new Map(records.map((record) => [record.id, record]))
  return {
    kept,
    keep: (record) => Promise.resolve(kept.set(record.id, record).size > 0),
    list: () => Promise.resolve([...kept.values()]),
  }
}
const mute: RecordStore = {
  keep: () => Promise.resolve(false),
  list: () => Promise.reject(new PortalFailure({ kind: 'network', code: '', portalText: '' })),
}

describe('keeping records', () => {
  it('builds on what was kept of the same run', async () => {
    const store = storeOf(run('a', { startedAt: 5 }), run('b', { startedAt: 6 }))
    const { kept } = await keepRecord(store, 'b', (before) => run('b', { startedAt: before?.startedAt ?? 9 }))
    expect(kept).toBe(true)
    expect([...store.kept.values()].map(({ startedAt }) => startedAt)).toEqual([5, 6])
  })

  it('builds on what this tab knows where the store cannot be asked, and says that nobody keeps it', async () => {
    const known = run('a', { startedAt: 5 })
    const made = await keepRecord(mute, 'a', (before) => before ?? run('a'), known)
    expect(made).toEqual({ record: known, kept: false })
  })

  it('notes a restore with its run, and an erasure with the run of that archive', async () => {
    const store = storeOf(run('a'), run('b'))
    expect(await noteRestored(store, 'a', { at: 1, by: 2, contacts: 3 })).toBe(true)
    expect(await noteErased(store, 'archive of b', { at: 4, by: 5 })).toBe(true)
    expect(store.kept.get('a')?.later).toEqual([{ kind: 'restored', at: 1, by: 2, contacts: 3 }])
    expect(store.kept.get('b')?.later).toEqual([{ kind: 'archive-erased', at: 4, by: 5 }])
    expect(await noteErased(store, 'another', { at: 4, by: 5 })).toBe(false)
    expect(await noteRestored(mute, 'a', { at: 1, by: 2, contacts: 3 })).toBe(false)
  })
})
