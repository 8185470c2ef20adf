import fc from 'fast-check'
import { memoryRecords } from '../../../e2e/simulation/memory-records.ts'
import { describe, expect, it } from 'vitest'
import { EVERYBODY } from '../contact/contact-query.ts'
import { PortalFailure } from '../failure.ts'
import { DEFAULT_GUARDS } from '../plan/guards.ts'
import type { RecordStore, RunRecord } from './record.ts'
import { inEachStore } from './record-stores.ts'
import { readStoredRecord, readStoredRecordText, writeStoredRecord } from './stored-record.ts'

const RECORD: RunRecord = {
  version: 1,
  id: 'run-1',
  kind: 'deletion',
  user: { id: 2, name: 'Ann' },
  startedAt: 1_000,
  endedAt: 2_000,
  reference: 'GDPR-7',
  query: {
    ...EVERYBODY,
    filters: { responsible: { kind: 'these', people: [{ id: 4, name: 'Bob' }] }, only: [1] },
  },
  guards: { ...DEFAULT_GUARDS, protectedIds: [9] },
  planned: 3,
  counts: { deleted: 2, guarded: 1 },
  contacts: { deleted: '1-2', guarded: '9' },
  archive: {
    archiveId: 'run-1',
    places: ['browser', 'drive'],
    contacts: 3,
    incomplete: 1,
    seal: 'a'.repeat(64),
  },
  later: [
    { kind: 'restored', at: 3_000, by: 2, contacts: 1 },
    { kind: 'archive-erased', at: 4_000, by: 1 },
    {
      kind: 'archive-erased',
      at: 5_000,
      by: 1,
      archiveId: 'run-1',
      places: ['browser'],
      automatic: true,
    },
    { kind: 'bin-emptied', at: 6_000, by: 1 },
  ],
  references: { '1': 'R-1' },
  lists: [{ rows: 3, found: 2, unread: 0, notFound: 1, missing: [{ row: 4, reference: 'R-2' }] }],
  cleanUp: { id: 'a', scope: 'everybody', name: 'Monthly', left: '3' },
  eraseCopyAfterDays: 7,
  proof: {
    at: 2_000,
    sealed: true,
    contacts: 1,
    digest: 'b'.repeat(64),
    traces: { counts: { deal: 2 }, atLeast: ['deal'] },
    each: { '1': { hash: 'c'.repeat(64), traces: { counts: { deal: 2 }, atLeast: [] } } },
  },
}

describe('a stored record', () => {
  it('is read as it was written', () => {
    expect(readStoredRecordText(writeStoredRecord(RECORD))).toEqual(RECORD)
    const bare: RunRecord = { ...RECORD, endedAt: null, query: null, guards: null, archive: null, later: [] }
    expect(readStoredRecordText(writeStoredRecord(bare))).toEqual(bare)
  })

  it('of an earlier version has none of what came later', () => {
    const late = ['references', 'lists', 'cleanUp', 'eraseCopyAfterDays', 'proof']
    const old: unknown = Object.fromEntries(Object.entries(RECORD).filter(([key]) => !late.includes(key)))
    expect(readStoredRecord(old)).toEqual(old)
  })

  it.each<[keyof RunRecord, unknown, unknown]>([
    ['endedAt', 'x', null],
    ['paused', 1, false],
    ['reference', 5, ''],
    ['query', { search: '' }, null],
    ['guards', { ...DEFAULT_GUARDS, changedWithinDays: 'x' }, null],
    ['planned', -1, 0],
    ['counts', { deleted: 2, odd: 'x' }, { deleted: 2 }],
    ['contacts', 'x', {}],
    ['archive', {}, null],
    ['references', 5, {}],
    ['lists', [{ rows: 1 }], []],
    ['eraseCopyAfterDays', -1, null],
    ['cleanUp', { id: 'a', scope: 'nobody', name: '' }, null],
    ['proof', { ...RECORD.proof, digest: 'x' }, null],
    ['later', [{ kind: 'newer' }, RECORD.later[1]], [RECORD.later[1]]],
  ])('whose %s cannot be read has the rest, and says what it lacks', (key, value, instead) => {
    const read = readStoredRecord({ ...RECORD, [key]: value })
    expect(read).toEqual({ ...RECORD, [key]: instead, lacks: [key] })
    // Once stored again it must not look whole.
    expect(readStoredRecordText(writeStoredRecord(read!))).toEqual(read)
    expect(readStoredRecord({ ...RECORD, [key]: undefined, more: 1 })?.id).toBe('run-1')
  })

  it.each<[Partial<RunRecord>, RunRecord['lacks']]>([
    [{ counts: { deleted: 2 } }, ['counts']],
    [{ counts: { deleted: 3 } }, ['contacts']],
    [{ contacts: { deleted: '1-2' } }, ['contacts']],
  ])('that contradicts itself is not whole (%j)', (parts, lacks) => {
    expect(readStoredRecord({ ...RECORD, ...parts })?.lacks).toEqual(lacks)
  })

  it.each(['archive', 'later', 'counts'])('that has no %s is not whole', (missing) => {
    const parts = Object.entries(RECORD).filter(([key]) => key !== missing)
    expect(readStoredRecord(Object.fromEntries(parts))?.lacks).toEqual([missing])
  })

  it.each<[keyof RunRecord, unknown]>([
    ['id', ''],
    ['kind', 'other'],
    ['user', {}],
    ['startedAt', null],
    ['version', 2],
  ])('of which nobody can say %s is none', (key, value) => {
    expect(readStoredRecord({ ...RECORD, [key]: value })).toBeNull()
  })

  it('is none where it is anything else, and reading never throws', () => {
    fc.assert(fc.property(fc.anything(), (any) => readStoredRecord(any) === null))
    fc.assert(fc.property(fc.string(), (any) => readStoredRecordText(any) === null))
  })
})

describe('several stores as one', () => {
  const full: RecordStore = { keep: () => Promise.resolve(null), list: () => Promise.resolve([]) }
  const memory = (...records: RunRecord[]): RecordStore => memoryRecords(...records).store

  it('keep in each, and say so when any does', async () => {
    const [one, other] = [memory(), memory()]
    expect(await inEachStore([one, full, other]).keep(RECORD, null)).toEqual(RECORD)
    expect([await one.list(), await other.list()]).toEqual([[RECORD], [RECORD]])
    expect(await inEachStore([full, full]).keep(RECORD, null)).toBeNull()
  })

  it('list each record once, with what any store knows of it, newest first', async () => {
    const begun = { ...RECORD, endedAt: null, later: [] }
    const newer = { ...RECORD, id: 'run-2', startedAt: 5_000 }
    const ended = { ...RECORD, later: [] }
    expect(await inEachStore([memory(begun, newer), memory(RECORD), memory(ended)]).list()).toEqual([
      newer,
      RECORD,
    ])
    expect(await inEachStore([memory(begun), memory(ended)]).list()).toEqual([ended])
    const [first, ...others] = RECORD.later
    const each = inEachStore([memory({ ...RECORD, later: [first!] }), memory({ ...RECORD, later: others })])
    expect(await each.list()).toEqual([RECORD])
    expect(await each.keep(RECORD, (stored) => stored)).toEqual(RECORD)
  })

  it('do not tell a part of the list for the whole', async () => {
    const failed: RecordStore = {
      ...full,
      list: () => Promise.reject(new PortalFailure({ kind: 'network', code: '', portalText: '' })),
    }
    await expect(inEachStore([memory(RECORD), failed]).list()).rejects.toBeInstanceOf(PortalFailure)
  })
})
