import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryPlan } from '../../../e2e/simulation/arbitrary-plan.ts'
import { EVERYBODY } from '../contact/contact-query.ts'
import { DEFAULT_GUARDS } from '../plan/guards.ts'
import { freezePlan, type Plan } from '../plan/plan.ts'
import { UNTOUCHED } from '../job/ledger.ts'
import { RUN_LEDGER } from '../deletion/run/reducer/ledger.ts'
import { readyRun, verdictOf, type RunState } from '../deletion/run/state.ts'
import { readIds } from './id-text.ts'
import type { RecordContext } from './make-record.ts'
import { withLater, writtenOver } from './written-over.ts'
import { SEARCHED } from './record.ts'
import { recordOfRun } from '../deletion/make-record.ts'

const context: RecordContext = {
  user: { id: 7, name: 'Mary Manager' },
  now: 1000,
  reference: 'Request 12',
  query: null,
  archive: null,
}

const planOf = (count: number, step = 1): Plan =>
  freezePlan(
    { id: 'p', plannedAt: 0, me: 7, guards: DEFAULT_GUARDS, contactsInPortal: 9_000 },
    Array.from({ length: count }, (_, at) => ({
      id: (at + 1) * step,
      name: `Person ${at}`,
      createdAt: 0,
      modifiedAt: -1e12,
      responsibleId: 7,
      typeId: '',
      sourceId: '',
    })),
    [],
  )

/** A run in which anything became of its contacts. */
const arbitraryRun = arbitraryPlan.chain((plan) =>
  fc
    .array(fc.constantFrom(...RUN_LEDGER.statuses), {
      minLength: plan.ids.length,
      maxLength: plan.ids.length,
    })
    .map((statuses): { plan: Plan; state: RunState } => {
      const ready = readyRun(plan)
      const ledger = RUN_LEDGER.open(ready.ledger)
      statuses.forEach((status, index) => ledger.write(index, { ...UNTOUCHED, status }))
      return { plan, state: { ...ready, ledger: ledger.close() } }
    }),
)

describe('the record of a run', () => {
  it('counts every planned contact once, under the verdict that the report shows', () => {
    fc.assert(
      fc.property(arbitraryRun, ({ plan, state }) => {
        const record = recordOfRun(plan, state, context)
        expect(record.planned).toBe(plan.ids.length)
        expect(Object.values(record.counts).reduce((sum, count) => sum + count, 0)).toBe(record.planned)
        const reported = Object.entries(record.contacts ?? {}).flatMap(([kind, text]) =>
          readIds(text).map((id) => ({ id, kind })),
        )
        const seen = Array.from(plan.ids, (id, index) => ({ id, kind: verdictOf(state, index).kind }))
        const byId = (a: { id: number }, b: { id: number }): number => a.id - b.id
        expect(reported.toSorted(byId)).toEqual(seen.toSorted(byId))
      }),
    )
  })

  it('says at its beginning that nothing was done yet, but for what the rules keep', () => {
    fc.assert(
      fc.property(arbitraryPlan, (plan) => {
        const { counts, endedAt, planned } = recordOfRun(plan, readyRun(plan), context)
        expect((counts.waiting ?? 0) + (counts.guarded ?? 0)).toBe(planned)
        expect(endedAt).toBeNull()
      }),
    )
  })

  it('of a run that was taken up keeps its beginning, its archive and what happened since', () => {
    const plan = planOf(2)
    const archive = { archiveId: 'a', places: ['browser' as const], contacts: 2, incomplete: 0, seal: null }
    const first = recordOfRun(plan, readyRun(plan), { ...context, archive })
    const entry = { kind: 'restored', at: 1500, by: 1, contacts: 1 } as const
    const second = recordOfRun(plan, { ...readyRun(plan), phase: 'done' }, { ...context, now: 2000 })
    expect(writtenOver(second)(withLater(first, entry))).toMatchObject({
      startedAt: 1000,
      endedAt: 2000,
      archive,
      later: [entry],
    })
    const newer = { ...archive, seal: 'f'.repeat(64) }
    const third = recordOfRun(plan, readyRun(plan), { ...context, archive: newer })
    expect(writtenOver(third)(first).archive).toEqual(newer)
  })

  it('that is only looked at again keeps its end; one of which more became known ends then', () => {
    const plan = planOf(2)
    const done = (status: 'deleted' | 'unknown'): RunState => {
      const ledger = RUN_LEDGER.open(readyRun(plan).ledger)
      ledger.write(0, { ...UNTOUCHED, status })
      return { ...readyRun(plan), ledger: ledger.close(), phase: 'done' }
    }
    const before = recordOfRun(plan, done('unknown'), context)
    const later = (status: 'deleted' | 'unknown'): number | null =>
      writtenOver(recordOfRun(plan, done(status), { ...context, now: 5000 }))(before).endedAt
    expect([later('unknown'), later('deleted')]).toEqual([1000, 5000])
  })

  it('has the filters, and not the words of a search: they may be the name of who is to be forgotten', () => {
    const plan = planOf(1)
    const filters = { created: { from: null, to: '2020-01-01' }, withoutPhone: true } as const
    const record = recordOfRun(plan, readyRun(plan), {
      ...context,
      query: { ...EVERYBODY, search: ' Anna Petrova', filters },
    })
    expect(record.query).toEqual({ ...EVERYBODY, search: SEARCHED, filters })
    expect(JSON.stringify(record)).not.toMatch(/Anna|Person/u)
    expect(
      recordOfRun(plan, readyRun(plan), { ...context, query: { ...EVERYBODY, search: ' ' } }).query,
    ).toEqual(EVERYBODY)
  })

  it('of a saved clean-up says so, and what was left where not all contacts have room', () => {
    const cleanUp = { id: 'a', scope: 'me', name: 'Monthly' } as const
    const record = (count: number, step: number) => {
      const plan = { ...planOf(count, step), cleanUp }
      return recordOfRun(plan, readyRun(plan), context)
    }
    expect(record(3, 1).cleanUp).toEqual(cleanUp)
    expect(record(3, 1).contacts).toBeDefined()
    // Nothing was done yet: all are left, which are too many as well.
    expect(record(9_000, 2)).not.toHaveProperty('contacts')
    expect(record(9_000, 2).cleanUp).toEqual(cleanUp)
    const plan = { ...planOf(9_000, 2), cleanUp }
    const ready = readyRun(plan)
    const ledger = RUN_LEDGER.open(ready.ledger)
    for (let index = 0; index < 8_990; index++) {
      ledger.write(index, { ...UNTOUCHED, status: 'deleted' })
    }
    const ended = recordOfRun(plan, { ...ready, ledger: ledger.close() }, context)
    expect(ended.contacts).toBeUndefined()
    expect(readIds(ended.cleanUp?.left ?? '')).toEqual([...plan.ids].slice(8_990))
    expect(recordOfRun(planOf(3), readyRun(planOf(3)), context)).not.toHaveProperty('cleanUp')
  })

  it('keeps what a list called its contacts, unless that is too much to store', () => {
    const called = (length: number) => {
      const plan = { ...planOf(2), references: ['', 'x'.repeat(length)] }
      return recordOfRun(plan, readyRun(plan), context)
    }
    expect(called(10).references).toEqual({ 2: 'x'.repeat(10) })
    expect(called(50_000)).not.toHaveProperty('references')
    expect(called(0)).not.toHaveProperty('references')
  })

  it('keeps the ids of neighbours in thousands, and no ids where there are too many', () => {
    const near = planOf(200_000)
    const far = planOf(20_000, 3)
    expect(recordOfRun(near, readyRun(near), context).contacts).toEqual({ waiting: '1-200000' })
    const record = recordOfRun(far, readyRun(far), context)
    expect(record.contacts).toBeUndefined()
    expect(record.counts).toEqual({ waiting: 20_000 })
  })
})
