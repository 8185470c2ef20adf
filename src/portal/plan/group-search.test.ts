import { describe, expect, it } from 'vitest'
import { EVERYBODY } from '#core/contact/contact-query.ts'
import type { ContactFilters } from '#core/filter/filters.ts'
import { DEFAULT_GUARDS } from '#core/plan/guards.ts'
import { makePlan } from '#core/plan/make-plan.ts'
import { findShared } from '#core/plan/search/find-shared.ts'
import { findUnlinked } from '#core/plan/search/find-unlinked.ts'
import { foundSelection } from '#core/plan/search/found-selection.ts'
import type { GroupSearch } from '#core/plan/search/search-group.ts'
import { stillFound } from '#core/plan/search/still-found.ts'
import { createTestPortal, type TestPortal } from '../../../e2e/portal/testing.ts'
import { sendTo } from '../../../e2e/tools/portal-rest.ts'
import { createRest } from '../rest/rest.ts'
import { createPortalWork, type PortalWork } from '../work-ports.ts'

const SEARCHES = { shared: findShared, unlinked: findUnlinked }

function workOf(test: TestPortal): Promise<PortalWork> {
  const patience = {
    now: test.portal.now,
    wait(ms: number) {
      test.pass(ms / 1000)
      return Promise.resolve()
    },
  }
  return createPortalWork(createRest(sendTo(test, 1), test.portal.now), patience)
}

async function search(
  test: TestPortal,
  what: keyof typeof SEARCHES,
  filters: ContactFilters = {},
  until = Infinity,
): Promise<GroupSearch> {
  const work = await workOf(test)
  let last: GroupSearch | null = null
  let steps = 0
  for await (const now of SEARCHES[what]({ ...EVERYBODY, filters }, work)) {
    last = now
    if (++steps >= until) break
  }
  return last!
}

/** The review of what was found: who is in it, and how many are left out. */
async function reviewOf(test: TestPortal, what: keyof typeof SEARCHES, ids: readonly number[]) {
  const work = await workOf(test)
  const selection = foundSelection(ids, { what, group: {} })
  const [report, cancelled] = [() => undefined, () => false]
  const made = await makePlan(selection, { id: 'plan', guards: DEFAULT_GUARDS }, work, report, cancelled)
  // A later review of some of them reads it from the plan.
  expect(made?.plan.found).toEqual(selection.found)
  const still = made && (await stillFound(made, selection, work, report, cancelled))
  return [[...(still?.plan.ids ?? [])], still?.noLonger, ...(still?.plan.older ?? [])]
}

const listed = ({ portal: { store } }: TestPortal): number[] =>
  [...store.contactIds()].filter((id) => store.contact(id)?.CATEGORY_ID === 0)

const ascending = (ids: readonly number[]): number[] => ids.toSorted((a, b) => a - b)

describe('linked to nothing at all', () => {
  const KINDS = [2, 31, 7, 128]
  const isBare = ({ portal: { store } }: TestPortal, id: number): boolean =>
    KINDS.every((kind) => store.itemsOfContact(kind, id).length === 0) &&
    (store.contact(id)?.COMPANY_IDS ?? []).length === 0 &&
    store.activitiesOfContact(id).length === 0 &&
    store.requisitesOfContact(id).length === 0

  it('finds exactly what the portal holds', async () => {
    const test = createTestPortal({ contacts: 400 })
    const bare = listed(test).filter((id) => isBare(test, id))
    expect(bare.length).toBeGreaterThan(3)
    const { found, done, checked, unsure } = await search(test, 'unlinked')
    expect([done, checked, unsure]).toEqual([true, listed(test).length, 0])
    expect(ascending(found)).toEqual(bare)
  })

  it('is looked at again by the review, which leaves out what is linked since', async () => {
    const test = createTestPortal({ contacts: 300 })
    const found = listed(test).filter((id) => isBare(test, id))
    const [employed = 0, buying = 0, ...rest] = found
    test.portal.store.updateContact(employed, { COMPANY_IDS: [1] })
    const fields = { title: 'New', contactIds: [buying] }
    await sendTo(test, 1)('crm.item.add', { entityTypeId: 2, fields })
    expect(await reviewOf(test, 'unlinked', found)).toEqual([rest, 2])
  })

  it('leaves out those outside the group, though the portal drops the condition', async () => {
    const test = createTestPortal({ contacts: 300 })
    const filters = { responsible: { kind: 'these', people: [{ id: 5, name: '' }] } } as const
    const own = listed(test).filter((id) => test.portal.store.contact(id)?.ASSIGNED_BY_ID === 5)
    test.portal.settings.dropsConditionsOn = ['ASSIGNED_BY_ID']
    const { found, checked } = await search(test, 'unlinked', filters)
    expect(checked).toBe(own.length)
    expect(ascending(found)).toEqual(own.filter((id) => isBare(test, id)))
  })

  it('is unsure, and finds nobody, where the portal does not show deals', async () => {
    const test = createTestPortal({ contacts: 120 })
    test.portal.settings.refusesContactIds = true
    const { found, unsure } = await search(test, 'unlinked')
    expect(found).toEqual([])
    expect(unsure).toBeGreaterThan(0)
  })
})

describe('same phone or e-mail', () => {
  function withPairs(): { test: TestPortal; ids: number[] } {
    const test = createTestPortal({ contacts: 200 })
    const { store } = test.portal
    const ids = listed(test)
    for (const [place, id] of ids.entries())
      store.updateContact(id, {
        fm: [{ ID: 900_000 + id, TYPE_ID: 'PHONE', VALUE_TYPE: 'WORK', VALUE: `+7999${1_000_000 + place}` }],
      })
    const give = (id: number, type: 'PHONE' | 'EMAIL', value: string): void => {
      const own = store.contact(id)?.fm ?? []
      store.updateContact(id, {
        fm: [...own, { ID: 800_000 + own.length + id * 10, TYPE_ID: type, VALUE_TYPE: 'WORK', VALUE: value }],
      })
    }
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = ids.slice(20)
    for (const [at, id] of [a, b].entries()) give(id, 'PHONE', at === 0 ? '+49 (30) 123-45' : '+493012345')
    // A chain: c and d share one, d and e another. The one in the middle goes; the last shares nothing with who stays.
    give(c, 'EMAIL', 'Ann@x.example')
    give(d, 'EMAIL', 'ann@x.example')
    give(d, 'EMAIL', 'dan@x.example')
    give(e, 'EMAIL', 'dan@x.example')
    give(f, 'PHONE', 'ask her')
    return { test, ids: [a, b, c, d, e, f] }
  }

  it('finds those that share with an older one that stays', async () => {
    const { test, ids } = withPairs()
    const [, b, , d] = ids
    const { found, done, checked } = await search(test, 'shared')
    expect([done, checked]).toEqual([true, listed(test).length])
    expect(found).toEqual([b, d])
  })

  it('looks for the older one in all contacts, for the newer one in the group only', async () => {
    const { test, ids } = withPairs()
    const [a = 0, b = 0] = ids
    expect((await search(test, 'shared', { only: [b] })).found).toEqual([b])
    expect((await search(test, 'shared', { only: [a] })).found).toEqual([])
  })

  it('is looked at again by the review: the last one with a phone stays', async () => {
    const { test, ids } = withPairs()
    const [a = 0, b = 0, c = 0, d = 0, e = 0] = ids
    expect(await reviewOf(test, 'shared', [b, d])).toEqual([[b, d], 0, a, c])
    test.portal.store.deleteContact(a, 1)
    test.portal.store.updateContact(c, { fm: [] })
    // Of the two who still share one, the older one stays.
    expect(await reviewOf(test, 'shared', [b, d])).toEqual([[], 2])
    expect(await reviewOf(test, 'shared', [b, d, e])).toEqual([[e], 2, d])
  })

  it('asks nothing more once it is stopped', async () => {
    const { test } = withPairs()
    const { done } = await search(test, 'shared', {}, 2)
    const asked = test.portal.log.length
    await Promise.resolve()
    expect([done, test.portal.log.length]).toEqual([false, asked])
  })
})
