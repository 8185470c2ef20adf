import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memoryRecords } from '../../../e2e/simulation/memory-records.ts'
import { runRecord } from '../../../e2e/simulation/run-record.ts'
import { PortalFailure } from '../failure.ts'
import type { ArchiveNote, LaterEntry, RunRecord } from './record.ts'
import { amend, readAgain, withLater, writtenOver } from './written-over.ts'

const ERASED = { kind: 'archive-erased', at: 30, by: 1, archiveId: 'run' } as const
const RESTORED = { kind: 'restored', at: 20, by: 1, contacts: 1 } as const

const note = (archiveId: string, ...places: ArchiveNote['places']): ArchiveNote => ({
  archiveId,
  places,
  contacts: 1,
  incomplete: 0,
  seal: null,
})

const small = fc.integer({ min: 0, max: 3 })
const arbitraryEntry: fc.Arbitrary<LaterEntry> = fc.oneof(
  fc.record({ kind: fc.constant('restored' as const), at: small, by: small, contacts: small }),
  fc.record({ kind: fc.constant('bin-emptied' as const), at: small, by: small }),
  fc.record({
    kind: fc.constant('archive-erased' as const),
    at: small,
    by: small,
    archiveId: fc.constantFrom('run', 'run-2'),
  }),
)
const arbitraryRecord: fc.Arbitrary<RunRecord> = fc
  .record({
    startedAt: small,
    endedAt: fc.option(small),
    counts: fc.record({ deleted: small }),
    archive: fc.constantFrom(null, note('run', 'browser'), note('run-2', 'portal-storage')),
    later: fc.array(arbitraryEntry, { maxLength: 4 }),
  })
  .map((parts) => parts.later.reduce(withLater, runRecord({ ...parts, later: [] })))

describe('what a run says of itself', () => {
  it('takes nothing away of what anybody noted, and written twice is the same', () => {
    fc.assert(
      fc.property(arbitraryRecord, arbitraryRecord, (record, stored) => {
        const next = writtenOver(record)(stored)
        expect(writtenOver(record)(next)).toEqual(next)
        for (const entry of [...stored.later, ...record.later]) {
          const same = next.later.filter(
            ({ kind, at, by }) => kind === entry.kind && at === entry.at && by === entry.by,
          )
          expect(same.length).toBeGreaterThan(0)
        }
        expect(next.counts).toEqual(record.counts)
        expect(next.startedAt).toBe(Math.min(record.startedAt, stored.startedAt))
      }),
    )
  })

  it('forgets no copy that another browser stored', () => {
    const stored = runRecord({ archive: note('run', 'browser', 'portal-storage') })
    const seenFromHere = writtenOver(runRecord({ archive: note('run', 'portal-storage') }))(stored)
    expect(seenFromHere.archive?.places).toEqual(['browser', 'portal-storage'])
    const another = writtenOver(runRecord({ archive: note('run-2', 'browser') }))(stored)
    expect([another.archive, another.earlierArchives]).toEqual([note('run-2', 'browser'), [stored.archive]])
    expect(writtenOver(runRecord())(stored).archive).toEqual(stored.archive)
  })

  it('stays damaged once it was', () => {
    expect(writtenOver(runRecord())(runRecord({ lacks: ['later'] })).lacks).toEqual(['later'])
  })
})

describe('what somebody else notes', () => {
  it('changes the record as it is stored now, not as it was shown', async () => {
    const shown = runRecord({ planned: 1, counts: { waiting: 1 } })
    const now = { ...shown, endedAt: 9, counts: { deleted: 1 }, later: [RESTORED] }
    const { store, kept } = memoryRecords(now)
    const noted = { ...now, later: [RESTORED, ERASED] }
    expect(await amend(store, shown, (stored) => withLater(stored, ERASED))).toEqual(noted)
    expect(kept.get('run')).toEqual(noted)
  })

  it('is stored with the next note if it could not be stored before', async () => {
    const shown = runRecord()
    const { store, kept, trouble } = memoryRecords(shown)
    trouble.refuses = true
    expect(await amend(store, shown, (stored) => withLater(stored, ERASED))).toBeNull()
    trouble.refuses = false
    await amend(store, withLater(shown, ERASED), (stored) => withLater(stored, RESTORED))
    expect(kept.get('run')?.later).toEqual([RESTORED, ERASED])
  })

  it('is no change of a record that could not be read', async () => {
    const { store, trouble } = memoryRecords(runRecord())
    trouble.silent = true
    await expect(readAgain(store, [runRecord()])).rejects.toBeInstanceOf(PortalFailure)
  })

  it('is told in its order, each thing once, and the larger number of what was restored', () => {
    const after = [ERASED, RESTORED, ERASED].reduce(withLater, runRecord())
    expect(after.later).toEqual([RESTORED, ERASED])
    const more = { ...RESTORED, contacts: 5 }
    expect(withLater(after, more).later).toEqual([more, ERASED])
    expect(withLater(withLater(after, more), RESTORED).later).toEqual([more, ERASED])
    const another = { ...ERASED, archiveId: 'run-2' }
    expect(withLater(after, another).later).toEqual([RESTORED, ERASED, another])
  })
})
