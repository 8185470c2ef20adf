import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nodeCodec } from '../../../e2e/simulation/codec.ts'
import type { ArchiveStore } from '../archive/ports.ts'
import { EVERYBODY } from '../contact-query.ts'
import { PortalFailure } from '../failure.ts'
import { DEFAULT_GUARDS } from '../guards.ts'
import { freezePlan, type Plan } from '../plan.ts'
import { encodeTask, TASK_STATUSES, type TaskStatus } from '../restore/ledger.ts'
import type { RestoreEntry, RestorePlan } from '../restore/plan.ts'
import { readyRestore, type RestoreState } from '../restore/state.ts'
import type { RestoreTask } from '../restore/tasks.ts'
import { openLedger } from '../run/ledger.ts'
import { openPages } from '../run/pages.ts'
import { readyRun, type RunState } from '../run/state.ts'
import type { EvidencePorts } from './desk.ts'
import { recordOfRestore, withLater } from './make-record.ts'
import type { RunRecord } from './record.ts'
import { recordRestore, recordRun } from './run-recorder.ts'

const row = {
  id: 41,
  name: 'Anna Petrova',
  createdAt: 0,
  modifiedAt: -1e12,
  responsibleId: 7,
  typeId: '',
  sourceId: '',
}
const plan: Plan = {
  ...freezePlan(
    { id: 'run', plannedAt: 0, me: 7, guards: DEFAULT_GUARDS, contactsInPortal: 9, source: EVERYBODY },
    [row],
    [],
  ),
  confirmation: { reference: 'Request 17', incompleteCopies: 'keep', copiesFirst: false },
}

function deleted(state: RunState): RunState {
  const ledger = openLedger(state.ledger)
  ledger.write(0, { status: 'deleted', sends: 1, checks: 1, doubted: false, copied: true, reason: 0 })
  const counts = { ...state.counts, waiting: 0, deleted: 1 }
  return { ...state, phase: 'done', ledger: ledger.close(), counts }
}

/** A run that a test moves on by hand. */
function runOf(state: RunState) {
  const watchers = new Set<() => void>()
  const run = {
    plan,
    state,
    watch(changed: () => void) {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    becomes(next: RunState) {
      run.state = next
      for (const tell of watchers) tell()
    },
  }
  return run
}

const store = (place: ArchiveStore['place'], ids: readonly string[]): ArchiveStore => ({
  place,
  keep: () => Promise.resolve(true),
  open: () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('not read')) }) }),
  list: () => Promise.resolve(ids.map((archiveId) => ({ archiveId, header: '', until: null }))),
  erase: () => Promise.resolve(),
})

function world() {
  const kept = new Map<string, RunRecord>()
  const writes: RunRecord[] = []
  const clock = { at: 100 }
  let mute = false
  const ports: EvidencePorts = {
    facts: { bin: 'not-known', isAdmin: false },
    clock: { now: () => clock.at },
    keeping: {
      records: {
        keep(record) {
          if (mute) return Promise.resolve(false)
          writes.push(record)
          kept.set(record.id, record)
          return Promise.resolve(true)
        },
        list: () =>
          mute
            ? Promise.reject(new PortalFailure({ kind: 'network', code: '', portalText: '' }))
            : Promise.resolve([...kept.values()]),
      },
      about: {
        appVersion: '1',
        portal: { memberId: 'm', host: 'h' },
        user: { id: 7, name: 'Mary Manager' },
      },
      codec: nodeCodec,
      browserStore: store('browser', ['run']),
      portalStore: () => Promise.resolve(store('portal-storage', ['run', 'other'])),
    },
  }
  return { kept, writes, clock, ports, silence: (on: boolean) => (mute = on) }
}

describe('a run is written down', () => {
  it('at its beginning and at its end, with why, from what and where its copies are, and without a name', async () => {
    const { writes, clock, ports } = world()
    const run = runOf({ ...readyRun(plan), phase: 'running' })
    const written = recordRun(run, ports, true)
    await written()
    clock.at = 200
    const copies = {
      cursor: 1,
      seals: [{ bytes: 3, sha256: 'a'.repeat(64) }],
      contacts: 1,
      incomplete: 0,
      troubles: 0,
      first: null,
    }
    run.becomes({ ...run.state, copies })
    run.becomes({ ...deleted(run.state), copies })
    expect(await written()).toBe(true)
    expect(writes).toMatchObject([
      { startedAt: 100, endedAt: null, counts: { waiting: 1 }, archive: null },
      {
        startedAt: 100,
        endedAt: 200,
        reference: 'Request 17',
        query: EVERYBODY,
        user: { id: 7, name: 'Mary Manager' },
        counts: { deleted: 1 },
        contacts: { deleted: '41' },
        archive: { archiveId: 'run', places: ['browser', 'portal-storage'], contacts: 1, incomplete: 0 },
      },
    ])
    expect(writes[1]?.archive?.seal).toMatch(/^[0-9a-f]{64}$/u)
    expect(JSON.stringify(writes)).not.toMatch(/Anna|Petrova/u)
  })

  it('taken up on another day: its beginning and what happened meanwhile stay', async () => {
    const { kept, clock, ports } = world()
    await recordRun(runOf({ ...readyRun(plan), phase: 'running' }), ports, true)()
    const before = kept.get('run')
    if (before === undefined) throw new Error('no record')
    const entry = { kind: 'archive-erased', at: 150, by: 1 } as const
    kept.set('run', withLater(before, entry))
    clock.at = 900
    const run = runOf({ ...readyRun(plan), phase: 'paused' })
    const written = recordRun(run, ports, false)
    run.becomes(deleted(run.state))
    await written()
    expect(kept.get('run')).toMatchObject({ startedAt: 100, endedAt: 900, later: [entry] })
  })

  it('again when it goes on after its end, and not for every contact', async () => {
    const { writes, ports } = world()
    const run = runOf({ ...readyRun(plan), phase: 'done' })
    const written = recordRun(run, ports, true)
    await written()
    run.becomes({ ...readyRun(plan), phase: 'running' })
    run.becomes({ ...readyRun(plan), phase: 'waiting-for-portal' })
    run.becomes({ ...readyRun(plan), phase: 'running', nextBatch: 5 })
    await written()
    run.becomes(deleted(run.state))
    await written()
    expect(writes.map(({ endedAt }) => endedAt === null)).toEqual([false, true, false])
  })

  it('or by nobody, and the run does not mind', async () => {
    const { writes, ports, silence } = world()
    silence(true)
    const run = runOf({ ...readyRun(plan), phase: 'running' })
    const written = recordRun(run, ports, true)
    expect(await written()).toBe(false)
    silence(false)
    run.becomes(deleted(run.state))
    expect(await written()).toBe(true)
    expect(writes).toMatchObject([{ startedAt: 100, counts: { deleted: 1 } }])
  })
})

describe('a restore is written down', () => {
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
    archiveId: 'plan',
    name: 'Anna Petrova',
    decision: { kind: 'create' },
    goneTargets: [],
    losses: [],
    unsaved: [],
  })
  const restore: RestorePlan = {
    version: 1,
    id: 'restore',
    plannedAt: 0,
    importMode: true,
    entries: [entry(41), entry(42), entry(43)],
    tasks: [
      contact(0),
      { entry: 0, needs: 0, kind: 'link', entityTypeId: 2, id: 5, primary: true },
      contact(1),
      contact(2),
    ],
  }

  /** A restore in which this became of its tasks. */
  function state(phase: RestoreState['phase'], ...statuses: TaskStatus[]): RestoreState {
    const ready = readyRestore(restore)
    const ledger = openPages(ready.ledger)
    statuses.forEach((status, task) =>
      ledger.write(task, encodeTask({ status, sends: 1, doubted: false, reason: 0 })),
    )
    const contacts = {
      ...ready.contacts,
      waiting: 0,
      done: statuses.filter((each) => each === 'done').length,
    }
    return { ...ready, phase, ledger: ledger.close(), contacts }
  }

  function restoreOf(first: RestoreState) {
    const watchers = new Set<() => void>()
    const run = {
      plan: restore,
      state: first,
      watch(changed: () => void) {
        watchers.add(changed)
        return () => watchers.delete(changed)
      },
      becomes(next: RestoreState) {
        run.state = next
        for (const tell of watchers) tell()
      },
    }
    return run
  }

  it('with its contacts, and with the deletions whose contacts came back, once however often it goes on', async () => {
    const { kept, clock, ports } = world()
    await recordRun(runOf(deleted(readyRun(plan))), ports, true)()
    clock.at = 300
    const run = restoreOf({ ...readyRestore(restore), phase: 'running' })
    const written = recordRestore(run, ports, true)
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

  it('counts every contact once, whatever became of the tasks', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...TASK_STATUSES), { minLength: 4, maxLength: 4 }), (statuses) => {
        const made = recordOfRestore(restore, state('done', ...statuses), {
          user: { id: 1, name: '' },
          now: 0,
          reference: '',
          query: null,
          archive: null,
          before: null,
        })
        expect(made.planned).toBe(3)
        expect(Object.values(made.counts).reduce((sum, count) => sum + count, 0)).toBe(3)
      }),
    )
  })
})
