import { runRecord } from '../../../e2e/simulation/run-record.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byHand, recordsWorld } from '../../../e2e/simulation/records-world.ts'
import { UNTOUCHED } from '../job/ledger.ts'
import { TASK_LEDGER, type TaskStatus } from './run/ledger.ts'
import type { RestoreEntry, RestorePlan } from './plan/plan.ts'
import { readyRestore, type RestoreState } from './run/state.ts'
import type { RestoreTask } from './plan/tasks.ts'
import { recordRestore } from './record-restore.ts'
import { recordOfRestore } from './make-record.ts'

const deletion = runRecord({
  startedAt: 100,
  endedAt: 200,
  planned: 1,
  counts: { deleted: 1 },
  contacts: { deleted: '41' },
})

describe('the record of a restore', () => {
  const contact = (entry: number): RestoreTask => ({
    entry,
    needs: null,
    kind: 'contact',
    key: { originatorId: 'tidy-contacts', originId: String(entry), foreign: false },
    knownBefore: [],
    fields: { NAME: 'Anna' },
    complete: false,
    alone: false,
  })
  const entry = (oldId: number): RestoreEntry => ({
    oldId,
    name: 'Anna Petrova',
    decision: { kind: 'create' },
    archiveId: 'run',
    goneTargets: [],
    losses: [],
    unsaved: [],
  })
  const restore: RestorePlan = {
    version: 1,
    id: 'restore',
    plannedAt: 0,
    entries: [entry(41), entry(42), entry(43)],
    tasks: [
      contact(0),
      { entry: 0, needs: 0, kind: 'link', entityTypeId: 2, id: 5, primary: true },
      contact(1),
      contact(2),
    ],
  }

  /** A restore with these statuses of its tasks. */
  function state(phase: RestoreState['phase'], ...statuses: TaskStatus[]): RestoreState {
    const ready = readyRestore(restore)
    const ledger = TASK_LEDGER.open(ready.ledger)
    statuses.forEach((status, task) => ledger.write(task, { ...UNTOUCHED, status }))
    const contacts = {
      ...ready.contacts,
      waiting: 0,
      done: statuses.filter((each) => each === 'done').length,
    }
    return { ...ready, phase, ledger: ledger.close(), contacts }
  }

  it('is written once with its contacts, and noted in the records of their deletions, however often it resumes', async () => {
    const { kept, clock, ports } = recordsWorld()
    kept.set('run', deletion)
    clock.at = 300
    const run = byHand<RestorePlan, RestoreState>(restore, { ...readyRestore(restore), phase: 'running' })
    const written = recordRestore(run, ports, false)
    await written()
    expect(kept.get('restore')).toMatchObject({ kind: 'restore', counts: { waiting: 3 }, endedAt: null })
    expect(kept.get('run')?.later).toEqual([])
    clock.at = 400
    run.becomes(state('done', 'failed', 'blocked', 'done', 'denied'))
    await written()
    expect(kept.get('restore')).toMatchObject({
      planned: 3,
      counts: { restored: 1, failed: 1, 'access-denied': 1 },
      contacts: { restored: '42', failed: '41', 'access-denied': '43' },
      endedAt: 400,
      guards: null,
    })
    expect(kept.get('run')?.later).toEqual([])
    run.becomes(state('running', 'waiting', 'waiting', 'done', 'denied'))
    run.becomes(state('done', 'done', 'done', 'done', 'denied'))
    await written()
    run.becomes(state('running', 'done', 'done', 'done', 'waiting'))
    run.becomes(state('done', 'done', 'done', 'done', 'done'))
    await written()
    expect(kept.get('restore')?.counts).toEqual({ restored: 3 })
    expect(kept.get('run')?.later).toEqual([{ kind: 'restored', at: 300, by: 7, contacts: 1 }])
    expect(JSON.stringify([...kept.values()])).not.toMatch(/Anna|Petrova/u)
  })

  it('says what could not be stored: the record itself, or that a deletion was taken back', async () => {
    const { kept, ports, silence } = recordsWorld()
    kept.set('run', deletion)
    const run = byHand<RestorePlan, RestoreState>(restore, { ...readyRestore(restore), phase: 'running' })
    const written = recordRestore(run, ports, false)
    expect(await written()).toBe(true)
    silence(true)
    run.becomes(state('done', 'done', 'done', 'failed', 'failed'))
    expect(await written()).toBe(false)
    run.becomes(state('running', 'done', 'done', 'waiting', 'waiting'))
    silence(false)
    run.becomes(state('done', 'done', 'done', 'done', 'done'))
    expect(await written()).toBe(true)
    expect(kept.get('run')?.later).toHaveLength(1)

    const { records } = ports.recovery
    const keep: typeof records.keep = (record, over) =>
      record.kind === 'deletion' ? Promise.resolve(null) : records.keep(record, over)
    const half = { ...ports, recovery: { ...ports.recovery, records: { ...records, keep } } }
    const again = byHand<RestorePlan, RestoreState>({ ...restore, id: 'again' }, run.state)
    expect(await recordRestore(again, half, false)()).toBe(false)
    expect(kept.has('again')).toBe(true)
  })

  it('counts every contact once, whatever became of the tasks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...TASK_LEDGER.statuses), { minLength: 4, maxLength: 4 }),
        (statuses) => {
          const made = recordOfRestore(restore, state('done', ...statuses), {
            user: { id: 1, name: '' },
            now: 0,
            reference: '',
            query: null,
            archive: null,
          })
          expect(made.planned).toBe(3)
          expect(Object.values(made.counts).reduce((sum, count) => sum + count, 0)).toBe(3)
        },
      ),
    )
  })
})
