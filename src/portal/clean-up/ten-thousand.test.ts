import { expect, it } from 'vitest'
import { EVERYBODY } from '#core/contact/contact-query.ts'
import { drive } from '#core/deletion/run/driver.ts'
import { afterEvent } from '#core/deletion/run/reducer/reducer.ts'
import { readyRun } from '#core/deletion/run/state.ts'
import { recordOfRun } from '#core/deletion/make-record.ts'
import { DEFAULT_GUARDS } from '#core/plan/guards.ts'
import { makePlan } from '#core/plan/make-plan.ts'
import { filtersNow } from '#core/plan/saved/filters-now.ts'
import type { SavedCleanUp } from '#core/plan/saved/saved-clean-up.ts'
import { selectAllThatMatch } from '#core/plan/selection.ts'
import { sinceRun } from '#core/records/since-run.ts'
import { createTestPortal } from '../../../e2e/portal/testing.ts'
import { deafJournal } from '../../../e2e/simulation/memory-journal.ts'
import { clockOf } from '../../../e2e/tools/passing-clock.ts'
import { sendTo } from '../../../e2e/tools/portal-rest.ts'
import { createRest } from '../rest/rest.ts'
import { createPortalWork } from '../work-ports.ts'
import { createBaseReader } from './base-reader.ts'

const ADMIN = 1
const MANY = 10_000
const DAY_S = 86_400

const CLEAN_UP: SavedCleanUp = {
  id: 'a',
  name: 'Old imports',
  subject: { kind: 'filters', filters: { imported: true } },
  guards: DEFAULT_GUARDS,
  newerDays: 30,
  mostPercent: 100,
  interval: 'monthly',
  savedAt: 0,
}

/** What one saved clean-up of ten thousand costs the portal: without copies, which cost what they cost any run. */
it('a saved clean-up of 10,000 is saved, counted, run, noted and compared in few requests', async () => {
  const test = createTestPortal({ contacts: MANY + 100 })
  const { portal } = test
  const old = portal.now() / 1000 - 400 * DAY_S
  const ids = [...portal.store.contactIds()].filter((id) => portal.store.contact(id)?.CATEGORY_ID === 0)
  for (const id of ids.slice(0, MANY)) {
    portal.store.updateContact(id, { ORIGINATOR_ID: '1C', DATE_CREATE: old, DATE_MODIFY: old })
  }
  test.pass(60)
  const rest = createRest(sendTo(test, ADMIN), portal.now)
  const work = await createPortalWork(rest, { now: portal.now, wait: () => Promise.resolve() })
  const base = createBaseReader(rest, portal.now)
  const costs: Record<string, number> = {}
  async function costing<Result>(what: string, act: () => Promise<Result>): Promise<Result> {
    const before = portal.log.length
    const result = await act()
    costs[what] = portal.log.length - before
    return result
  }

  await costing('save', () => work.cleanUps.save('me', CLEAN_UP))
  const filters = await costing('count', async () => {
    const now = filtersNow(CLEAN_UP, await base.directory(), [], portal.now())
    expect(await base.counts([now ?? {}])).toEqual([MANY])
    return now ?? {}
  })
  const made = await costing('plan', () =>
    makePlan(
      selectAllThatMatch({ ...EVERYBODY, filters }, MANY),
      { id: 'run', guards: DEFAULT_GUARDS },
      work,
      () => undefined,
      () => false,
    ),
  )
  if (made === null) throw new Error('no plan')
  expect(made.plan.ids.length).toBe(MANY)
  const plan = { ...made.plan, cleanUp: { id: 'a', scope: 'me', name: CLEAN_UP.name } as const }

  const clock = clockOf(test)
  const begun = afterEvent(readyRun(plan), { type: 'resume-asked', at: clock.now() })
  const run = drive(
    { plan, state: begun, nextRecord: 0 },
    { batches: work.batches, looks: work.looks, journal: deafJournal(), clock },
  )
  await costing('run', async () => {
    await new Promise<void>((resolve) => {
      const end = run.watch(() => {
        if (run.state.phase !== 'done') return
        end()
        resolve()
      })
    })
  })
  const context = {
    user: { id: ADMIN, name: 'Ada' },
    now: portal.now(),
    reference: '',
    query: null,
    archive: null,
  }
  const record = recordOfRun(plan, run.state, context)
  // Once when it begins, and once when it has ended.
  await costing('note', async () => {
    const { planned, startedAt: at, user: by } = record
    const note = { id: 'run', at, by, planned }
    await work.cleanUps.noteRun(plan.cleanUp, { ...note, deleted: 0, ended: false })
    await work.cleanUps.noteRun(plan.cleanUp, { ...note, deleted: record.counts.deleted ?? 0, ended: true })
  })
  const since = await costing('compare', () => sinceRun(record, filters, base))

  const deleted = record.counts.deleted ?? 0
  expect(deleted).toBeGreaterThan(MANY / 2)
  expect(since).toEqual({
    matching: MANY - deleted,
    compared: { fresh: 0, still: MANY - deleted, noLonger: 0, gone: 0 },
  })
  const { plan: planning, run: running, ...few } = costs
  expect(few).toEqual({ save: 2, count: 2, note: 4, compare: 2 })
  // Two hundred pages of rows, and what is linked to 10,000.
  expect(planning).toBeLessThanOrEqual(50)
  // 6,483 deletes in batches, each with its check.
  expect(running).toBeLessThanOrEqual(170)
})
