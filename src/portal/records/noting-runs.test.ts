import { expect, it } from 'vitest'
import { EVERYBODY } from '#core/contact/contact-query.ts'
import { failureOfKind, PortalFailure } from '#core/failure.ts'
import type { CleanUpNote, CleanUpRun } from '#core/plan/saved/saved-clean-up.ts'
import type { RunRecord } from '#core/records/record.ts'
import { runRecord } from '../../../e2e/simulation/run-record.ts'
import { notingRuns } from './noting-runs.ts'

const ME = 1
const NOTE: CleanUpNote = { id: 'a', scope: 'me', name: 'Monthly' }
const OF_CLEAN_UP = { cleanUp: NOTE, query: EVERYBODY }

async function notesOf(record: RunRecord, kept: RunRecord | null = record) {
  const notes: [CleanUpNote, CleanUpRun][] = []
  const store = notingRuns(
    { keep: () => Promise.resolve(kept), list: () => Promise.resolve([]) },
    { noteRun: (...note) => Promise.resolve(void notes.push(note)) },
    ME,
  )
  expect(await store.keep(record, null)).toBe(kept)
  return notes
}

it('notes the user’s own runs of saved clean-ups, as their record is stored', async () => {
  const record = runRecord({
    user: { id: ME, name: 'Ada' },
    startedAt: 50,
    endedAt: 60,
    planned: 3,
    counts: { deleted: 2, guarded: 1 },
    ...OF_CLEAN_UP,
  })
  const run = { id: 'run', at: 50, by: record.user, planned: 3, deleted: 2, ended: true }
  expect(await notesOf(record)).toEqual([[NOTE, run]])
  expect(await notesOf(record, null)).toEqual([[NOTE, run]])
  expect(await notesOf(record, { ...record, startedAt: 10 })).toEqual([[NOTE, { ...run, at: 10 }]])
})

it.each([
  ['another person’s', OF_CLEAN_UP],
  ['no clean-up’s', { user: { id: ME, name: '' } }],
  ['a restore', { user: { id: ME, name: '' }, ...OF_CLEAN_UP, kind: 'restore' }],
  ['some of its contacts once more', { user: { id: ME, name: '' }, ...OF_CLEAN_UP, query: null }],
] as const)('does not note %s', async (_, parts) => {
  expect(await notesOf(runRecord(parts))).toEqual([])
})

it('keeps the record where the note cannot be stored', async () => {
  const record = runRecord({ user: { id: ME, name: '' }, ...OF_CLEAN_UP })
  const store = notingRuns(
    { keep: () => Promise.resolve(record), list: () => Promise.resolve([]) },
    { noteRun: () => Promise.reject(new PortalFailure(failureOfKind('timeout'))) },
    ME,
  )
  expect(await store.keep(record, null)).toBe(record)
})
