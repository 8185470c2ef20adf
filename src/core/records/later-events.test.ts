import { runRecord } from '../../../e2e/simulation/run-record.ts'
import { memoryRecords } from '../../../e2e/simulation/memory-records.ts'
import { describe, expect, it } from 'vitest'
import { erasedEntries, noteRestored } from './later-events.ts'
import type { RunRecord } from './record.ts'

const run = (id: string, parts: Partial<RunRecord> = {}): RunRecord =>
  runRecord({
    id,
    archive: { archiveId: `archive of ${id}`, places: [], contacts: 0, incomplete: 0, seal: null },
    ...parts,
  })

describe('a record that is kept', () => {
  it('tells of a restore with every run that had deleted one of those contacts', async () => {
    const many = run('many')
    const { store, kept, trouble } = memoryRecords(
      run('a', { planned: 6, counts: { deleted: 5, failed: 1 }, contacts: { deleted: '1-5', failed: '6' } }),
      run('b', { planned: 1, counts: { deleted: 1 }, contacts: { deleted: '9' } }),
      run('c', { planned: 1, counts: { deleted: 1 }, contacts: { deleted: '20' } }),
      run('d', { kind: 'restore' }),
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
    const reported = ['a', 'b', 'c', 'd', 'many']
      .map((id) => kept.get(id)!)
      .map(({ later }) => later.map((entry) => entry.kind === 'restored' && entry.contacts))
    expect(reported).toEqual([[2], [1], [], [], [1]])
    expect(await noteRestored(store, [{ oldId: 77, archiveId: '' }], { at: 1, by: 2 })).toBe(true)
    trouble.silent = true
    expect(await noteRestored(store, returned, { at: 1, by: 2 })).toBe(false)
  })

  it('tells of an erasure of its own archives, and from where', () => {
    const erased = [
      { archiveId: 'archive of a', takenFrom: [] },
      { archiveId: 'archive of b', takenFrom: ['browser'] },
    ] as const
    const by = { at: 4, by: 5 }
    expect(erasedEntries(run('a'), erased, by)).toEqual([])
    expect(erasedEntries(run('b'), erased, by)).toEqual([
      { kind: 'archive-erased', ...by, archiveId: 'archive of b', places: ['browser'] },
    ])
  })
})
