import { runRecord } from '../../../e2e/simulation/run-record.ts'
import { describe, expect, it } from 'vitest'
import { PortalFailure } from '../failure.ts'
import { noteErased, noteRestored } from './later-events.ts'
import type { RecordStore, RunRecord } from './record.ts'

const run = (id: string, parts: Partial<RunRecord> = {}): RunRecord =>
  runRecord({
    id,
    archive: { archiveId: `archive of ${id}`, places: [], contacts: 0, incomplete: 0, seal: null },
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
  it('tells of a restore with every run that had deleted one of those contacts', async () => {
    const many = run('many')
    const store = storeOf(
      run('a', { contacts: { deleted: '1-5', failed: '6' } }),
      run('b', { contacts: { deleted: '9' } }),
      run('c', { contacts: { deleted: '20' } }),
      run('d', { kind: 'restore', contacts: { deleted: '2' } }),
      many,
    )
    // 6 was saved by a and deleted by a run whose ids are too many to be kept.
    const returned = [
      { oldId: 2, archiveId: 'archive of a' },
      { oldId: 5, archiveId: '' },
      { oldId: 6, archiveId: 'archive of a' },
      { oldId: 6, archiveId: 'archive of many' },
      { oldId: 9, archiveId: 'archive of c' },
    ]
    expect(await noteRestored(store, returned, { at: 1, by: 2 })).toBe(true)
    const reported = [...store.kept.values()].map(({ later }) =>
      later.map((entry) => entry.kind === 'restored' && entry.contacts),
    )
    expect(reported).toEqual([[2], [1], [], [], [1]])
    expect(await noteRestored(store, [{ oldId: 77, archiveId: '' }], { at: 1, by: 2 })).toBe(false)
    expect(await noteRestored(mute, returned, { at: 1, by: 2 })).toBe(false)
  })

  it('tells of an erasure with the run of that archive', async () => {
    const store = storeOf(run('a'), run('b'))
    expect(await noteErased(store, ['archive of b'], { at: 4, by: 5 })).toBe(true)
    expect(store.kept.get('b')?.later).toEqual([{ kind: 'archive-erased', at: 4, by: 5 }])
    expect(store.kept.get('a')?.later).toEqual([])
    expect(await noteErased(store, ['another'], { at: 4, by: 5 })).toBe(false)
    expect(await noteErased(mute, ['archive of b'], { at: 4, by: 5 })).toBe(false)
  })
})
