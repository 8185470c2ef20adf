import { clockOf } from '../../../e2e/tools/passing-clock.ts'
import { describe, expect, it } from 'vitest'
import { DEFAULT_GUARDS } from '#core/plan/guards.ts'
import { freezePlan, type PlannedRow } from '#core/plan/plan.ts'
import type { PartialReading, Relation } from '#core/plan/relations.ts'
import { drive } from '#core/deletion/run/driver.ts'
import { afterEvent } from '#core/deletion/run/reducer/reducer.ts'
import { readyRun, verdictOf, type RunState } from '#core/deletion/run/state.ts'
import type { Fault } from '../../../e2e/portal/contract.ts'
import { createTestPortal, type TestPortal } from '../../../e2e/portal/testing.ts'
import { sendTo } from '../../../e2e/tools/portal-rest.ts'
import { createPortalWork, type PortalWork } from '../work-ports.ts'
import { createRest } from '../rest/rest.ts'
import type { JournalStore } from '#core/job/ports.ts'
import { deafJournal } from '../../../e2e/simulation/memory-journal.ts'

/** A whole run, from the selection to the verdicts, with these adapters; compared with the local portal's own data. */

const [ADMIN, MANAGER] = [1, 2]

const journal: JournalStore = deafJournal()

async function planOf({ rows, relations, facts }: PortalWork, ids: readonly number[]) {
  const read: PlannedRow[] = []
  let plannedAt = 0
  for await (const portion of rows.read(ids)) {
    plannedAt ||= portion.readAt
    read.push(...portion.rows)
  }
  const found: Relation[] = []
  const partial: PartialReading[] = []
  for await (const portion of relations.read(read.map((row) => row.id))) {
    found.push(...portion.relations)
    partial.push(...portion.partial)
  }
  const context = { id: 'run', plannedAt, me: facts.me, guards: DEFAULT_GUARDS, contactsInPortal: 9_000 }
  return freezePlan(context, read, found, partial)
}

/** Plans the manager's own and some other contacts, applies the events, and runs. */
async function runWith(faults: readonly Fault[], meanwhile: (test: TestPortal) => void = () => undefined) {
  const test = createTestPortal({ contacts: 900 })
  const { store } = test.portal
  const ids = [...store.contactIds()].filter((id) => id > 300 && id % 200 !== 0).slice(0, 130)
  ids.forEach((id, at) => store.updateContact(id, { ASSIGNED_BY_ID: at % 12 === 5 ? 9 : MANAGER }))
  test.pass(60)
  const clock = clockOf(test)
  const patience = { now: test.portal.now, wait: () => Promise.resolve() }
  const rest = createRest(sendTo(test, MANAGER), test.portal.now)
  const work = await createPortalWork(rest, patience)
  const plan = await planOf(work, ids)
  test.pass(60)
  meanwhile(test)
  for (const fault of faults) test.portal.faults.add(fault)
  const state = afterEvent(readyRun(plan), { type: 'resume-asked', at: clock.now() })
  const running = drive(
    { plan, state, nextRecord: 0 },
    { batches: work.batches, looks: work.looks, journal, clock },
  )
  await new Promise<void>((resolve) => {
    const end = running.watch(() => {
      if (running.state.phase !== 'done') return
      end()
      resolve()
    })
  })
  return { test, state: running.state, ids: [...plan.ids] }
}

function expectTrue(test: TestPortal, state: RunState, ids: readonly number[]): Record<string, number> {
  const counts: Record<string, number> = {}
  ids.forEach((id, index) => {
    const { kind } = verdictOf(state, index)
    counts[kind] = (counts[kind] ?? 0) + 1
    const bin = test.portal.store.bin().find(({ contact }) => contact.ID === id)
    const truth = bin === undefined ? 'there' : bin.deletedBy === MANAGER ? 'deleted' : 'already-gone'
    const said = kind === 'deleted' || kind === 'already-gone' ? kind : 'there'
    expect(said, `${id} is called ${kind}`).toBe(truth)
  })
  return counts
}

const fault = (method: string, kind: Fault['kind'], skip = 0, times = 1): Fault => ({
  method,
  kind,
  skip,
  times,
})

describe('a run against the portal', () => {
  it('deletes what may be deleted and reports truly what became of each', async () => {
    const { test, state, ids } = await runWith([], ({ portal }) => {
      for (const id of [320, 340, 360]) portal.store.deleteContact(id, ADMIN)
      portal.store.updateContact(330, { NAME: 'Changed' })
    })
    const counts = expectTrue(test, state, ids)
    expect(counts['already-gone']).toBe(3)
    expect(counts.deleted).toBeGreaterThan(50)
    expect(counts['access-denied']).toBeGreaterThan(3)
    expect(counts.guarded).toBeGreaterThan(0)
    expect(verdictOf(state, ids.indexOf(330))).toMatchObject({ kind: 'guarded' })
  })

  it('skips a contact that got a deal since the review', async () => {
    const { test, state, ids } = await runWith([], ({ portal }) => {
      const deals = portal.store.items.get(2)!
      const at = portal.now() / 1000
      const bound = [...portal.store.contactIds()].filter((id) => id > 300).slice(0, 20)
      deals.add({ ...deals.get(70)!, contactIds: bound, createdTime: at, updatedTime: at, closed: false })
    })
    expectTrue(test, state, ids)
    ids.slice(0, 19).forEach((id, index) => expect(verdictOf(state, index).kind, `${id}`).not.toBe('deleted'))
  })

  const PROTECTING = (...ids: number[]) =>
    JSON.stringify({ version: 1, entries: ids.map((id) => ({ id, reason: '', until: null, by: 1, at: 1 })) })

  it('skips contacts that were protected after the review, before the run and in its middle', async () => {
    let [before, mine, late] = [0, 0, 0]
    const { test, state, ids } = await runWith([], ({ portal }) => {
      const own = [...portal.store.contactIds()].filter(
        (id) =>
          id > 300 &&
          id < 420 &&
          portal.store.contact(id)?.ASSIGNED_BY_ID === MANAGER &&
          [2, 31].every((type) => portal.store.itemsOfContact(type, id).length === 0),
      )
      ;[before = 0, mine = 0] = own
      late = own.at(-1) ?? 0
      portal.app.appOptions.protected = PROTECTING(before)
      portal.app.userOptions.set(MANAGER, { protected: PROTECTING(mine) })
      const act = ({ app }: { app: { appOptions: Record<string, unknown> } }): void => {
        app.appOptions.protected = PROTECTING(before, late)
      }
      portal.faults.add(fault('crm.contact.delete', { type: 'colleague', act }))
    })
    const counts = expectTrue(test, state, ids)
    expect(counts.deleted).toBeGreaterThan(50)
    for (const id of [before, mine, late]) {
      expect(verdictOf(state, ids.indexOf(id)), `${id}`).toMatchObject({
        kind: 'guarded',
        reason: { rule: 'protect-list' },
      })
      expect(test.portal.store.contact(id)).toBeDefined()
    }
  })

  it('skips all while the portal refuses the list for good, and says that it was not checked', async () => {
    const { state, ids } = await runWith([
      fault('app.option.get', { type: 'refuse', error: 'ACCESS_DENIED', description: '' }, 0, 999),
    ])
    const there = ids.map((_, index) => verdictOf(state, index))
    expect(there.every(({ kind }) => kind === 'guarded')).toBe(true)
    expect(there[0]).toMatchObject({ reason: { rule: 'protect-list', sure: false } })
  })

  it.each([
    [
      'a protect list that was not answered once',
      [fault('app.option.get', { type: 'refuse', error: 'INTERNAL_SERVER_ERROR', description: '' }, 1)],
    ],
    ['an answer lost after the work', [fault('batch', { type: 'drop-after' }, 2)]],
    ['a question lost before it', [fault('batch', { type: 'drop-before' }, 2)]],
    [
      'broken answers',
      [fault('batch', { type: 'malformed-json' }, 2), fault('batch', { type: 'empty-200' }, 4)],
    ],
    [
      'limits',
      [
        fault('batch', { type: 'http', status: 503, body: { error: 'QUERY_LIMIT_EXCEEDED' } }, 1),
        fault('crm.contact.delete', { type: 'refuse', error: 'OPERATION_TIME_LIMIT', description: '' }, 9, 5),
      ],
    ],
    [
      'a session that ended once',
      [fault('batch', { type: 'http', status: 401, body: { error: 'expired_token' } }, 2)],
    ],
    [
      'a veto',
      [fault('crm.contact.delete', { type: 'refuse', error: 'ERROR_CORE', description: 'No<br />no' }, 9, 3)],
    ],
    [
      'an old portal’s "not found"',
      [fault('crm.contact.delete', { type: 'refuse', error: '', description: '' }, 9, 3)],
    ],
    [
      'no such method',
      [
        fault(
          'crm.contact.delete',
          { type: 'refuse', error: 'ERROR_METHOD_NOT_FOUND', description: '' },
          0,
          999,
        ),
      ],
    ],
  ])('stays true through %s', async (_, faults) => {
    const { test, state, ids } = await runWith(faults)
    const counts = expectTrue(test, state, ids)
    expect(counts.deleted).toBeGreaterThan(50)
    expect(counts.unknown ?? 0).toBe(0)
    expect(counts.waiting ?? 0).toBe(0)
    // What was scripted did happen.
    expect(test.portal.faults.active.filter(({ times = 1 }) => times < 99)).toEqual([])
  })

  it('stops with the reason when the app is removed in the middle', async () => {
    const remove = ({ app }: { app: { removed: boolean } }): void => {
      app.removed = true
    }
    const { test, state, ids } = await runWith([
      fault('crm.contact.delete', { type: 'colleague', act: remove }, 10),
    ])
    expect(state.stopped).toMatchObject({ kind: 'portal', failure: { kind: 'app-removed' } })
    expectTrue(test, state, ids)
  })
})
