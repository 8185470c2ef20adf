import { runRecord } from '../../../e2e/simulation/run-record.ts'
import { describe, expect, it } from 'vitest'
import { byHand, recordsWorld } from '../../../e2e/simulation/records-world.ts'
import { EVERYBODY } from '../contact/contact-query.ts'
import { DEFAULT_GUARDS } from '../plan/guards.ts'
import { freezePlan, type Plan } from '../plan/plan.ts'
import { RUN_LEDGER } from './run/reducer/ledger.ts'
import { readyRun, type RunState } from './run/state.ts'
import { withLater } from '../records/written-over.ts'
import { recordRun } from './record-run.ts'
import { readStoredRecord } from '../records/stored-record.ts'

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
  const ledger = RUN_LEDGER.open(state.ledger)
  ledger.write(0, { status: 'deleted', sends: 1, checks: 1, maybeDone: false, copied: true, reason: 0 })
  const counts = { ...state.counts, waiting: 0, deleted: 1 }
  return { ...state, phase: 'done', ledger: ledger.close(), counts }
}

/** One contact is copied. @param archive which of the run's archives is written */
const copiesIn = (archive: number) => ({
  archive,
  earlier: [],
  cursor: 1,
  seals: [{ bytes: 3, sha256: 'a'.repeat(64) }],
  contacts: 1,
  incomplete: 0,
  troubles: 0,
  first: null,
})

describe('a run is recorded', () => {
  it('at its beginning and its end, with reference, filter and copies, and without a name', async () => {
    const { writes, clock, ports } = recordsWorld()
    const run = byHand<Plan, RunState>(plan, { ...readyRun(plan), phase: 'running' })
    const written = recordRun(run, ports, true)
    await written()
    clock.at = 200
    const copies = copiesIn(0)
    run.becomes({ ...run.state, copies })
    run.becomes({ ...deleted(run.state), copies })
    expect((await written()).kept).toBe(true)
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

  it('with archives that it could not go on with', async () => {
    const { writes, ports } = recordsWorld()
    const earlier = [{ archive: 0, contacts: 5, incomplete: 1 }]
    const copies = {
      archive: 1,
      earlier,
      cursor: 1,
      seals: [{ bytes: 3, sha256: 'a'.repeat(64) }],
      contacts: 1,
      incomplete: 0,
      troubles: 0,
      first: null,
    }
    const run = byHand<Plan, RunState>(plan, { ...deleted(readyRun(plan)), copies })
    await recordRun(run, ports, true)()
    const [written] = writes
    expect(written).toMatchObject({
      archive: { archiveId: 'run-2', contacts: 1 },
      earlierArchives: [{ archiveId: 'run', places: ['browser', 'portal-storage'], contacts: 5, seal: null }],
    })
    expect(readStoredRecord(JSON.parse(JSON.stringify(written)))).toEqual(written)
  })

  it('resumed on another day: its start and later events stay', async () => {
    const { kept, clock, ports } = recordsWorld()
    await recordRun(byHand<Plan, RunState>(plan, { ...readyRun(plan), phase: 'running' }), ports, true)()
    const before = kept.get('run')
    if (before === undefined) throw new Error('no record')
    const entry = { kind: 'archive-erased', at: 150, by: 1 } as const
    kept.set('run', withLater(before, entry))
    clock.at = 900
    const run = byHand<Plan, RunState>(plan, { ...readyRun(plan), phase: 'paused' })
    const written = recordRun(run, ports, false)
    run.becomes(deleted(run.state))
    await written()
    expect(kept.get('run')).toMatchObject({ startedAt: 100, endedAt: 900, later: [entry] })
  })

  it('without reading the records of other runs', async () => {
    const { ports } = recordsWorld()
    let asked = 0
    const { records } = ports.recovery
    const list = (): ReturnType<typeof records.list> => {
      asked++
      return records.list()
    }
    const counted = { ...ports, recovery: { ...ports.recovery, records: { ...records, list } } }
    const run = byHand<Plan, RunState>(plan, { ...readyRun(plan), phase: 'running' })
    const written = recordRun(run, counted, true)
    run.becomes(deleted(run.state))
    await written()
    expect(asked).toBe(0)
    run.becomes({ ...run.state, phase: 'running' })
    await written()
    expect(asked).toBe(0)
  })

  it('and nothing is written over what others note while it is paused, or between two of its writes', async () => {
    const { kept, ports } = recordsWorld()
    const run = byHand<Plan, RunState>(plan, { ...readyRun(plan), phase: 'running' })
    const written = recordRun(run, ports, true)
    run.becomes({ ...run.state, phase: 'paused' })
    await written()
    expect(kept.get('run')?.paused).toBe(true)
    const entries = [150, 160].map((at) => ({ kind: 'restored', at, by: 1, contacts: 1 }) as const)
    kept.set('run', withLater(kept.get('run')!, entries[0]!))
    run.becomes({ ...run.state, phase: 'running' })
    await written()
    expect(kept.get('run')).not.toHaveProperty('paused')
    kept.set('run', withLater(kept.get('run')!, entries[1]!))
    run.becomes(deleted(run.state))
    expect((await written()).record.later).toEqual(entries)
    expect(kept.get('run')).toMatchObject({ counts: { deleted: 1 }, later: entries })
  })

  it('again when it is resumed after its end, and not for every contact', async () => {
    const { writes, ports } = recordsWorld()
    const run = byHand<Plan, RunState>(plan, { ...readyRun(plan), phase: 'done' })
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

  it('with the references of its contacts, whom a list did not find, and when its copy is erased', async () => {
    const { writes, ports } = recordsWorld()
    const lists = [{ rows: 2, found: 1, unread: 0, notFound: 1, missing: [{ row: 3, reference: 'R-2' }] }]
    const confirmation = {
      reference: '',
      incompleteCopies: 'keep',
      copiesFirst: false,
      eraseCopyAfterDays: 7,
    } as const
    const listed: Plan = { ...plan, references: ['R-1'], lists, confirmation }
    await recordRun(byHand<Plan, RunState>(listed, deleted(readyRun(listed))), ports, true)()
    expect(writes).toMatchObject([{ references: { '41': 'R-1' }, lists, eraseCopyAfterDays: 7 }])
  })

  it('with the copies that only another browser sees, and with those it could not go on with', async () => {
    const { kept, ports } = recordsWorld()
    const archive = { archiveId: 'run', contacts: 1, incomplete: 0, seal: null }
    const copies = copiesIn(1)
    kept.set('run', runRecord({ archive: { ...archive, places: ['browser'] } }))
    await recordRun(byHand<Plan, RunState>(plan, { ...deleted(readyRun(plan)), copies }), ports, false)()
    expect(kept.get('run')).toMatchObject({
      archive: { archiveId: 'run-2' },
      earlierArchives: [{ archiveId: 'run', places: ['browser'] }],
    })
  })

  it('over nothing that could not be read before', async () => {
    const { kept, ports, silence } = recordsWorld()
    const before = runRecord({ startedAt: 50, later: [{ kind: 'restored', at: 60, by: 1, contacts: 1 }] })
    kept.set('run', before)
    silence(true)
    const run = byHand<Plan, RunState>(plan, { ...readyRun(plan), phase: 'paused' })
    const written = recordRun(run, ports, false)
    expect((await written()).kept).toBe(false)
    expect(kept.get('run')).toBe(before)
    silence(false)
    run.becomes(deleted(run.state))
    await written()
    expect(kept.get('run')).toMatchObject({ startedAt: 50, later: before.later, counts: { deleted: 1 } })
  })

  it('or not, and the run goes on', async () => {
    const { writes, ports, silence } = recordsWorld()
    silence(true)
    const run = byHand<Plan, RunState>(plan, { ...readyRun(plan), phase: 'running' })
    const written = recordRun(run, ports, true)
    expect((await written()).kept).toBe(false)
    silence(false)
    run.becomes(deleted(run.state))
    expect((await written()).kept).toBe(true)
    expect(writes).toMatchObject([{ startedAt: 100, counts: { deleted: 1 } }])
  })
})
