import { describe, expect, it } from 'vitest'
import type { PartialReading, Relation } from '#core/plan/relations.ts'
import { USUAL_BUCKET } from '#core/job/pace/bucket.ts'
import { ODD } from '../../../e2e/portal/store/odd-contacts.ts'
import { createTestPortal, type TestPortal } from '../../../e2e/portal/testing.ts'
import { sendTo } from '../../../e2e/tools/portal-rest.ts'
import { createRest } from '../rest/rest.ts'
import { BUILT_IN, type Kinds } from './item-kinds.ts'
import { createPacedRest } from '../rest/paced-rest.ts'
import { createRelationReader } from './relation-reader.ts'

const ADMIN = 1
const SMART = 128

async function readIn(test: TestPortal, ids: readonly number[], change: Partial<Kinds> = {}) {
  const kinds: Kinds = {
    items: [...BUILT_IN, { kind: 'item', entityTypeId: SMART }],
    itemsUnknown: false,
    primaryOnly: new Set(),
    readable: new Set(),
    finalStages: new Map(),
    ...change,
  }
  const rest = createRest(sendTo(test, ADMIN), test.portal.now)
  const patience = {
    now: test.portal.now,
    wait: (ms: number) => {
      test.pass(ms / 1000)
      return Promise.resolve()
    },
  }
  const reader = createRelationReader(createPacedRest(rest, patience, USUAL_BUCKET), kinds)
  const got = { contactIds: [] as number[], relations: [] as Relation[], partial: [] as PartialReading[] }
  for await (const portion of reader.read(ids)) {
    got.contactIds.push(...portion.contactIds)
    got.relations.push(...portion.relations)
    got.partial.push(...portion.partial)
  }
  return got
}

/** What the portal holds, in the same format. */
function heldBy({ portal: { store } }: TestPortal, ids: readonly number[]): Set<string> {
  const kinds = { 2: 'deal', 31: 'invoice', 7: 'quote', [SMART]: 'item' }
  return new Set(
    ids.flatMap((id) => [
      ...Object.entries(kinds).flatMap(([type, kind]) =>
        store.itemsOfContact(Number(type), id).map((item) => key(id, kind, item.id, !item.closed)),
      ),
      ...(store.contact(id)?.COMPANY_IDS ?? []).map((company) => key(id, 'company', company, null)),
      ...store.activitiesOfContact(id).map((one) => key(id, 'activity', one.ID, !one.COMPLETED)),
      ...store.requisitesOfContact(id).map((one) => key(id, 'requisite', one.ID, null)),
    ]),
  )
}
const key = (contactId: number, kind: string, id: number, open: boolean | null) =>
  `${contactId} ${kind} ${id} ${String(open)}`
const asWords = (relations: readonly Relation[]) =>
  new Set(relations.map(({ contactId, kind, id, open }) => key(contactId, kind, id, open)))
const idsOf = ({ portal }: TestPortal) => [...portal.store.contactIds()]

describe('relations of many contacts', () => {
  it.each([1, 2, 7, 50, 51, 600])('are what the portal holds, of %i contacts', async (count) => {
    const test = createTestPortal()
    const ids = [ODD.everything, ...idsOf(test).filter((id) => id !== ODD.everything)].slice(0, count)
    const got = await readIn(test, ids)
    expect(got.contactIds).toEqual(ids)
    expect(asWords(got.relations)).toEqual(heldBy(test, ids))
    expect(got.partial).toEqual([])
  })

  it('of 10,000 contacts take at most 60 requests', async () => {
    const test = createTestPortal({ contacts: 10_000 })
    const ids = idsOf(test)
    const got = await readIn(test, ids)
    expect(asWords(got.relations)).toEqual(heldBy(test, ids))
    expect(test.portal.log.length).toBeLessThanOrEqual(60)
  })

  it('of several pages are read to the end', async () => {
    const test = createTestPortal()
    const { relations, partial } = await readIn(test, [ODD.sixtyDeals])
    expect(relations.filter(({ kind }) => kind === 'deal').length).toBeGreaterThanOrEqual(60)
    expect(partial).toEqual([])
  })

  it('of more pages than the app reads are "at least"', async () => {
    const test = createTestPortal()
    const deals = test.portal.store.items.get(2)!
    for (let at = 0; at < 2_000; at++) deals.add({ ...deals.get(70)!, contactIds: [50] })
    const { partial } = await readIn(test, [50])
    expect(partial).toEqual([{ contactId: 50, kind: 'deal', reading: 'at-least' }])
  })

  it('carry amounts with their currency', async () => {
    const test = createTestPortal()
    const { relations } = await readIn(test, [ODD.everything])
    const deal = relations.find(({ kind }) => kind === 'deal')!
    const held = test.portal.store.item(2, deal.id)!
    expect(deal.amount).toEqual({ value: held.opportunity, currency: held.currencyId })
  })

  it('an activity of several contacts is shown for each, wherever they stand', async () => {
    const test = createTestPortal()
    const { activities } = test.portal.store
    const ids = idsOf(test).slice(50, 90)
    const bindings = [0, 1, 11, 38, 39].map((at) => ({ OWNER_TYPE_ID: 3, OWNER_ID: ids[at]! }))
    const shared = activities.add({ ...activities.get(1)!, ...bindings[0]!, bindings })
    const { relations, partial } = await readIn(test, ids)
    const owners = relations.filter(({ kind, id }) => kind === 'activity' && id === shared.ID)
    expect(new Set(owners.map(({ contactId }) => contactId))).toEqual(
      new Set(bindings.map((one) => one.OWNER_ID)),
    )
    expect(partial).toEqual([])
  })

  it('an activity with unknown owners makes the count of all possible owners "at least"', async () => {
    const test = createTestPortal()
    const { activities } = test.portal.store
    const ids = idsOf(test).slice(50, 90)
    const bindings = [0, 8].map((at) => ({ OWNER_TYPE_ID: 3, OWNER_ID: ids[at]! }))
    activities.add({ ...activities.get(1)!, ...bindings[0]!, bindings })
    const gone = { type: 'refuse', error: 'ERROR_METHOD_NOT_FOUND', description: '' } as const
    test.portal.faults.add({ method: 'crm.activity.binding.list', times: 9, kind: gone })
    const { partial } = await readIn(test, ids)
    expect(partial.map(({ contactId }) => contactId)).toEqual(expect.arrayContaining([ids[0], ids[8]]))
    for (const { kind, reading } of partial) expect([kind, reading]).toEqual(['activity', 'at-least'])
  })
})

describe('what cannot be read', () => {
  it('a list that is refused for good is unreadable, and no more than that', async () => {
    const test = createTestPortal()
    const refuse = { type: 'refuse', error: 'insufficient_scope', description: '' } as const
    test.portal.faults.add({ method: 'crm.requisite.list', times: 99, kind: refuse })
    const { partial, relations } = await readIn(test, [ODD.everything, 50])
    expect(partial).toEqual(
      [ODD.everything, 50].map((contactId) => ({ contactId, kind: 'requisite', reading: 'unreadable' })),
    )
    expect(relations.some(({ kind }) => kind === 'deal')).toBe(true)
  })

  it('smart processes that could not be listed are unreadable', async () => {
    const { partial } = await readIn(createTestPortal(), [50], { items: BUILT_IN, itemsUnknown: true })
    expect(partial).toEqual([{ contactId: 50, kind: 'item', reading: 'unreadable' }])
  })

  it('a portal that refuses `contactIds` is asked by the primary contact: "at least"', async () => {
    const test = createTestPortal()
    test.portal.settings.refusesContactIds = true
    const ids = idsOf(test).slice(39, 160)
    const { partial, relations } = await readIn(test, ids)
    expect(new Set(partial.map(({ kind, reading }) => `${kind} ${reading}`))).toEqual(
      new Set(['deal at-least', 'invoice at-least', 'quote at-least', 'item at-least']),
    )
    expect(partial).toHaveLength(4 * ids.length)
    const held = heldBy(test, ids)
    expect([...asWords(relations)].filter((each) => !held.has(each))).toEqual([])
    expect(relations.some(({ kind }) => kind === 'deal')).toBe(true)
  })

  it('a failure that does not pass rejects: no contact is called unlinked because it could not be read', async () => {
    const test = createTestPortal()
    const limit = { type: 'refuse', error: 'OPERATION_TIME_LIMIT', description: '' } as const
    test.portal.faults.add({ method: 'crm.item.list', times: 9, kind: limit })
    await expect(readIn(test, [50])).rejects.toMatchObject({ failure: { kind: 'operating-limit' } })
  })

  it('a failure that passes is repeated', async () => {
    const test = createTestPortal()
    test.portal.faults.add({ method: 'batch', kind: { type: 'drop-after' } })
    const fail = { type: 'refuse', error: 'INTERNAL_SERVER_ERROR', description: '' } as const
    test.portal.faults.add({ method: 'crm.item.list', kind: fail })
    const { relations, partial } = await readIn(test, [ODD.everything])
    expect(asWords(relations)).toEqual(heldBy(test, [ODD.everything]))
    expect(partial).toEqual([])
  })
})
