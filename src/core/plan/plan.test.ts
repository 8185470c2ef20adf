import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { consequencesOf } from './plan-consequences.ts'
import { DEFAULT_GUARDS, guardReasons, guardRules } from './guards.ts'
import { factsBeforeDelete } from './plan-reasons.ts'
import { freezePlan, withoutContacts, type Plan, type PlannedRow } from './plan.ts'
import { RELATION_KINDS, readingOf, relationsOf, type PartialReading, type Relation } from './relations.ts'
import { isTypedCount, reviewPlan } from './review.ts'

const NOW = Date.UTC(2026, 0, 10)
const row = (id: number, more: Partial<PlannedRow> = {}): PlannedRow => ({
  id,
  name: `Contact ${id}`,
  createdAt: NOW - 1e10,
  modifiedAt: NOW - 1e9,
  responsibleId: 1,
  typeId: '',
  sourceId: '',
  ...more,
})
const link = (contactId: number, id: number, more: Partial<Relation> = {}): Relation => ({
  contactId,
  kind: 'deal',
  typeId: 0,
  id,
  open: false,
  amount: null,
  ...more,
})
const eur = (value: number) => ({ value, currency: 'EUR' })
const plan = (
  rows: readonly PlannedRow[],
  relations: readonly Relation[] = [],
  partial: readonly PartialReading[] = [],
  guards = DEFAULT_GUARDS,
  contactsInPortal = 10_000,
): Plan => freezePlan({ id: 'p', plannedAt: NOW, me: 1, guards, contactsInPortal }, rows, relations, partial)
const many = (count: number): PlannedRow[] => Array.from({ length: count }, (_, at) => row(at + 1))

describe('freezePlan', () => {
  it('holds every contact once, with what was read of it', () => {
    const frozen = plan([row(5), row(3, { name: null, modifiedAt: null }), row(5, { name: 'Later' })])
    expect([...frozen.ids]).toEqual([5, 3])
    expect(frozen.names).toEqual(['Contact 5', null])
    expect(frozen.modifiedAt[1]).toBeNaN()
  })

  it('gives every relation back to its contact, whatever the order it came in', () => {
    const relation = fc.record({
      contactId: fc.integer({ min: 1, max: 6 }),
      kind: fc.constantFrom(...RELATION_KINDS),
      typeId: fc.constantFrom(0, 128),
      id: fc.integer({ min: 1, max: 4 }),
      open: fc.constantFrom(true, false, null),
      amount: fc.option(
        fc.record({
          value: fc.integer({ min: 0, max: 1e6 }).map((cents) => cents / 100),
          currency: fc.constantFrom('EUR', 'RUB'),
        }),
      ),
    })
    const key = ({ kind, typeId, id }: Relation): string => `${kind} ${typeId} ${id}`
    fc.assert(
      fc.property(fc.array(relation), (relations) => {
        const { ids, relations: table } = plan([row(2), row(6), row(4)], relations)
        ids.forEach((id, index) => {
          const last = new Map(relations.filter((of) => of.contactId === id).map((of) => [key(of), of]))
          expect(relationsOf(table, index, id)).toEqual([...last.values()])
        })
      }),
    )
  })

  it('survives unticking', () => {
    const whole = plan(
      [row(1), row(2), row(3)],
      [link(3, 9), link(1, 8)],
      [{ contactId: 3, kind: 'quote', reading: 'at-least' }],
    )
    const less = withoutContacts({ ...whole, reach: ['+1', '+2', '+3'] }, new Set([1, 0]))
    expect(less.reach).toEqual(['+3'])
    expect([...less.ids]).toEqual([3])
    expect(relationsOf(less.relations, 0, 3)).toEqual([link(3, 9)])
    expect(readingOf(less.relations, 0, 'quote')).toBe('at-least')
    expect(readingOf(less.relations, 0, 'deal')).toBe('exact')
  })
})

describe('consequences', () => {
  it('keeps open and closed, and currencies, apart', () => {
    const { relations } = plan(
      [row(1), row(2)],
      [
        link(1, 1, { open: true, amount: eur(0.1) }),
        link(2, 2, { open: true, amount: eur(0.2) }),
        link(2, 3, { amount: { value: 5, currency: 'USD' } }),
        link(2, 4, { open: null }),
        link(2, 4, { kind: 'item', typeId: 128 }),
        link(2, 4, { kind: 'item', typeId: 130 }),
      ],
      [{ contactId: 1, kind: 'activity', reading: 'unreadable' }],
    )
    const all = consequencesOf(relations, [0, 1])
    expect(all.deal).toMatchObject({ open: 2, closed: 1, unsure: 1, openAmounts: [eur(0.3)] })
    expect(all.deal.closedAmounts).toEqual([{ value: 5, currency: 'USD' }])
    expect(all.item.closed).toBe(2)
    expect(all.activity.unreadable).toBe(true)
    expect(consequencesOf(relations, [1]).activity.unreadable).toBe(false)
  })
})

describe('reviewPlan', () => {
  const off = { ...DEFAULT_GUARDS, modes: { ...DEFAULT_GUARDS.modes, 'open-deals': 'warn' as const } }

  it('skips contacts and warns as the rules say, and puts the riskiest first', () => {
    const review = reviewPlan(
      plan(
        [row(1), row(2), row(3), row(4)],
        [
          link(2, 1, { kind: 'company', open: null }),
          link(3, 2, { kind: 'invoice', open: true }),
          link(4, 3, { kind: 'activity', open: true }),
        ],
      ),
      'restores',
    )
    expect(review.toDelete).toEqual([3, 1, 0])
    expect(review.kept.get(2)).toEqual([{ rule: 'unpaid-invoices', mode: 'keep', sure: true }])
    expect([...review.warned.keys()]).toEqual([3])
    expect(review.totals.invoice.open).toBe(0)
    expect(review.confirmation).toEqual({ kind: 'dialog', count: 3 })
  })

  it.each([
    ['49 without anything', plan(many(49)), 'restores', []],
    ['50', plan(many(50)), 'restores', ['many']],
    ['an open deal', plan(many(2), [link(1, 1, { open: true })], [], off), 'not-known', ['open-deals']],
    ['a closed deal', plan(many(2), [link(1, 1)], [], off), 'not-known', []],
    ['a bin that cannot restore', plan(many(2)), 'does-not-restore', ['no-restore']],
    ['more than half', plan(many(60), [], [], off, 100), 'restores', ['many', 'more-than-half']],
    [
      'unread deals',
      plan(many(2), [], [{ contactId: 1, kind: 'deal', reading: 'unreadable' }], off),
      'restores',
      ['could-not-read'],
    ],
  ] as const)('%s', (_, of, bin, because) => {
    const { confirmation } = reviewPlan(of, bin)
    expect(confirmation.kind).toBe(because.length === 0 ? 'dialog' : 'typed-count')
    expect(confirmation).toMatchObject(because.length === 0 ? {} : { because, count: of.ids.length })
  })

  it('asks nothing when nothing would be deleted', () => {
    const kept = plan([row(1)], [link(1, 1, { open: true })])
    expect(reviewPlan(kept, 'restores').confirmation).toEqual({ kind: 'nothing' })
  })

  it('warns when more than half of all contacts would be deleted, not at exactly half', () => {
    expect(reviewPlan(plan(many(51), [], [], off, 100), 'restores').dangers).toEqual([
      { kind: 'more-than-half', count: 51, of: 100 },
    ])
    expect(reviewPlan(plan(many(50), [], [], off, 100), 'restores').dangers).toEqual([])
  })
})

describe('factsBeforeDelete', () => {
  const reviewed = plan([row(1)], [link(1, 1, { open: true }), link(1, 2)])
  const facts = (changed: readonly Relation[], unreadable: readonly 'deal'[] = []) =>
    factsBeforeDelete(reviewed, 0, row(1), changed, unreadable)

  it('knows the deal that was open at the review, and sees that it was closed since', () => {
    expect(facts([]).openDeals).toBe('yes')
    expect(facts([link(1, 1)]).openDeals).toBe('no')
    expect(facts([link(1, 1), link(1, 2, { open: true })]).openDeals).toBe('yes')
  })

  it('distinguishes a new relation from a known one that changed', () => {
    expect(facts([link(1, 2, { open: true })]).review?.newRelation).toBe('no')
    expect(facts([link(1, 7)]).review?.newRelation).toBe('yes')
    expect(facts([link(1, 2, { kind: 'quote' })]).review?.newRelation).toBe('yes')
    expect(facts([], ['deal']).review?.newRelation).toBe('unsure')
    // Unknown at the review as well: nothing is new.
    const blind = plan(many(2), [], [{ contactId: 1, kind: 'deal', reading: 'unreadable' }])
    expect(factsBeforeDelete(blind, 0, row(1), [], ['deal']).review?.newRelation).toBe('no')
    expect(factsBeforeDelete(blind, 0, row(1), [], ['deal', 'quote']).review?.newRelation).toBe('unsure')
  })

  it('names exactly the change of the contact itself', () => {
    const changed = factsBeforeDelete(reviewed, 0, row(1, { modifiedAt: NOW }), [link(1, 1)], [])
    const rules = guardRules(DEFAULT_GUARDS, 1)
    expect(guardReasons(changed, rules, NOW + 1e9)[0]).toEqual({
      rule: 'changed-since-review',
      mode: 'keep',
      sure: true,
    })
  })
})

describe('isTypedCount', () => {
  it.each(['12430', ' 12430 ', '12,430', '12 430', '12.430', '12\u00a0430', '12’430'])('%s is', (typed) => {
    expect(isTypedCount(typed, 12_430)).toBe(true)
  })
  it.each(['', '1243', '12430x', '124,30', '012430', 'twelve'])('%s is not', (typed) => {
    expect(isTypedCount(typed, 12_430)).toBe(false)
  })
})
