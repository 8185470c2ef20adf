import { describe, expect, it } from 'vitest'
import { PortalFailure } from '../failure.ts'
import { noteErased, noteRestored } from './later.ts'
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

describe('a record that is kept', () => {
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
