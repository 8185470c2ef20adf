import { describe, expect, it } from 'vitest'
import { findDifferences, type Differences } from '#core/restore/differences.ts'
import type { RestorePlan } from '#core/restore/plan/plan.ts'
import type { RestoreState } from '#core/restore/run/state.ts'
import { enrich, newIds, roundTrip, type RoundTrip } from '../../../e2e/tools/round-trip.ts'
import { createArchiveReader } from '../archive/reading/archive-reader.ts'

/** Text that the portal's filter takes for markup, in everything that a restore makes. */
const MARKUP = '<b>Call</b> me if x < y, see javascript:alert(1)'

async function trip(): Promise<RoundTrip> {
  return roundTrip(6, (at, ids) => {
    const { store } = at
    for (const id of ids) enrich(at, id)
    // The first contact of a restore has a request of its own.
    const [, id = 0] = ids
    store.updateContact(id, { COMMENTS: MARKUP })
    for (const one of store.commentsOfContact(id)) store.comments.add({ ...one, COMMENT: MARKUP })
    for (const one of store.requisitesOfContact(id))
      store.requisites.add({ ...one, RQ: { ...one.RQ, RQ_COMMENTS: MARKUP } })
    for (const one of store.activitiesOfContact(id)) store.activities.add({ ...one, SUBJECT: MARKUP })
  })
}

function differences(
  { paced, test }: RoundTrip,
  plan: RestorePlan,
  state: RestoreState,
): Promise<Differences> {
  const kinds = { items: [], itemsUnknown: false }
  const fetchFile = () => Promise.resolve(null)
  const reader = createArchiveReader({ paced, kinds, fetchFile, now: test.portal.now })
  return findDifferences(plan, state, reader, () => false)
}

describe('words that look like markup', () => {
  it('come back as they were, though the portal filters batches', async () => {
    const at = await trip()
    const plan = await at.plan('first')
    const state = await at.run(plan)
    expect(at.test.portal.settings.filtersBatches).toBe(true)
    expect(at.after(newIds(plan, state))).toEqual(at.before)
    expect(await differences(at, plan, state)).toEqual({ altered: [], unread: [] })
  }, 60_000)

  it('that were altered are found, and so is what could not be read again', async () => {
    const at = await trip()
    const plan = await at.plan('first')
    // Everything goes in batches, as if the app did not know the filter.
    const careless = {
      ...plan,
      tasks: plan.tasks.map((task) => ('alone' in task ? { ...task, alone: false } : task)),
    }
    const state = await at.run(careless)
    const [first, second] = [...newIds(careless, state).values()]
    const { altered, unread } = await differences(at, careless, state)
    const kinds = new Set(altered.map((task) => careless.tasks[task]?.kind))
    expect(kinds).toEqual(new Set(['contact', 'requisite', 'activity', 'comment']))
    expect(unread).toEqual([])
    expect(new Set(altered.map((task) => careless.tasks[task]?.entry)).size).toBe(1)
    for (const id of [first, second]) at.store.deleteContact(id ?? 0, 1)
    const later = await differences(at, careless, state)
    expect(later.altered).toEqual([])
    expect(new Set(later.unread.map((task) => careless.tasks[task]?.entry)).size).toBe(2)
  }, 60_000)
})
