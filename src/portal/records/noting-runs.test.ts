import { expect, it } from 'vitest'
import { EVERYBODY } from '#core/contact/contact-query.ts'
import { RUN_LEDGER } from '#core/deletion/run/reducer/ledger.ts'
import { readyRun, type RunState } from '#core/deletion/run/state.ts'
import { recordRun } from '#core/deletion/record-run.ts'
import { failureOfKind, PortalFailure } from '#core/failure.ts'
import { DEFAULT_GUARDS } from '#core/plan/guards.ts'
import { freezePlan, type Plan } from '#core/plan/plan.ts'
import { readStoredPlan } from '#core/plan/stored/stored-plan.ts'
import type { CleanUpNote, CleanUpRun } from '#core/plan/saved/saved-clean-up.ts'
import type { RunRecord } from '#core/records/record.ts'
import { byHand, recordsWorld } from '../../../e2e/simulation/records-world.ts'
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

it('notes a run that was resumed after a reload, from its first start to its end', async () => {
  const { clock, ports } = recordsWorld()
  const notes: [CleanUpNote, CleanUpRun][] = []
  const noteRun = (...note: [CleanUpNote, CleanUpRun]) => Promise.resolve(void notes.push(note))
  const { recovery } = ports
  const user = recovery.about.user
  const records = notingRuns(recovery.records, { noteRun }, user.id)
  const noting = { ...ports, recovery: { ...recovery, records } }
  const row = { id: 41, name: null, createdAt: 0, modifiedAt: 0, responsibleId: 7, typeId: '', sourceId: '' }
  const context = { id: 'run', plannedAt: 0, me: user.id, guards: DEFAULT_GUARDS, contactsInPortal: 9 }
  const plan: Plan = { ...freezePlan({ ...context, source: EVERYBODY }, [row], []), cleanUp: NOTE }
  await recordRun(byHand<Plan, RunState>(plan, { ...readyRun(plan), phase: 'running' }), noting, true)()
  const begun = clock.at

  clock.at += 900
  const read = readStoredPlan(structuredClone(plan))
  if (read === null) throw new Error('no plan')
  const run = byHand<Plan, RunState>(read, { ...readyRun(read), phase: 'paused' })
  const written = recordRun(run, noting, false)
  const ledger = RUN_LEDGER.open(run.state.ledger)
  ledger.write(0, { status: 'deleted', sends: 1, checks: 1, maybeDone: false, copied: true, reason: 0 })
  run.becomes({ ...run.state, phase: 'done', ledger: ledger.close() })
  await written()
  expect(notes[0]).toEqual([NOTE, { id: 'run', at: begun, by: user, planned: 1, deleted: 0, ended: false }])
  expect(notes.at(-1)?.[1]).toMatchObject({ at: begun, deleted: 1, ended: true })
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
