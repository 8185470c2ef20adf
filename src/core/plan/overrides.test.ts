import { describe, expect, it } from 'vitest'
import { DEFAULT_GUARDS, guardReasons, type Overrides } from './guards.ts'
import { confirmedPlan, notOverriding, overriding, skippingRules } from './overrides.ts'
import { factsBeforeDelete, reviewReasons, rulesOf } from './plan-reasons.ts'
import { freezePlan, type Plan, type PlannedRow } from './plan.ts'
import type { Relation } from './relations.ts'
import { reviewPlan } from './review.ts'
import { readStoredPlan } from './stored/stored-plan.ts'
import { planText, readPlanText } from './stored/plan-text.ts'

const NOW = Date.UTC(2026, 0, 10)
const rows = [1, 2, 3].map((id): PlannedRow => {
  const at = NOW - 1e10
  return { id, name: null, createdAt: at, modifiedAt: at, responsibleId: id, typeId: '', sourceId: '' }
})
const openDeal = (contactId: number): Relation => ({
  contactId,
  kind: 'deal',
  typeId: 0,
  id: contactId,
  open: true,
  amount: null,
})
const context = { id: 'p', plannedAt: NOW, me: 1, guards: DEFAULT_GUARDS, contactsInPortal: 100 }
const plan = freezePlan(context, rows, [openDeal(1), openDeal(2)])
const anyway: Overrides = { 'open-deals': [1] }
const whole: Plan = { ...plan, overridden: anyway }
/** As confirmed without the contacts at these places. */
function confirmed(overridden: Overrides, unticked: readonly number[] = []): Plan {
  const own = { ...plan, overridden }
  const less = new Set(unticked)
  return confirmedPlan(own, reviewPlan(own, 'restores', less), less)
}

it('"Delete anyway" moves the contact to those that are deleted, and the count must be typed', () => {
  const before = reviewPlan(plan, 'restores')
  expect([...before.kept.keys()]).toEqual([0, 1])
  expect(before.confirmation.kind).toBe('dialog')

  const after = reviewPlan(whole, 'restores')
  expect([...after.kept.keys()]).toEqual([1])
  expect(after.toDelete).toContain(0)
  expect(after.heldBack).toEqual([0, 1])
  expect(after.confirmation).toMatchObject({ because: ['open-deals', 'rule-overridden'] })
})

it('an override of a contact that is unticked asks for nothing', () => {
  const after = reviewPlan(whole, 'restores', new Set([0]))
  expect(after.confirmation.kind).toBe('dialog')
})

it('is confirmed and stored for the contacts that are deleted because of it, and no others', () => {
  expect(confirmed({}, [2])).not.toHaveProperty('overridden')
  expect(confirmed({ 'protect-list': [3] })).not.toHaveProperty('overridden')
  expect(confirmed(anyway, [0])).not.toHaveProperty('overridden')
  expect(confirmed({ 'open-deals': [1, 2] }, [0]).overridden).toEqual({ 'open-deals': [2] })
  expect(readStoredPlan(structuredClone(whole))).toEqual(whole)
  expect(readPlanText(planText(whole))).toEqual(whole)
  expect(readStoredPlan({ ...whole, overridden: { 'open-deals': ['1'] } })).toBeNull()
})

it('can be taken back', () => {
  const two = overriding(anyway, ['open-deals', 'protect-list'], [2])
  expect(two).toEqual({ 'open-deals': [1, 2], 'protect-list': [2] })
  expect(notOverriding(two, ['protect-list', 'open-deals'], [2])).toEqual(anyway)
})

it('names the rules that skip a contact, overridden ones too', () => {
  const reasons = reviewReasons(whole)
  expect(skippingRules(reasons.get(0) ?? [])).toEqual(['open-deals'])
  expect(skippingRules([{ rule: 'changed-lately', mode: 'warn', sure: true }])).toEqual([])
})

it('says how many belong to somebody else, and which warnings all have', () => {
  const warns = { ...DEFAULT_GUARDS, changedWithinDays: 3650 }
  const { responsible, commonWarnings } = reviewPlan(
    freezePlan({ ...context, guards: warns }, rows, []),
    'restores',
  )
  expect(responsible).toEqual({ mine: 1, others: 2, people: 2 })
  expect(commonWarnings).toEqual([{ rule: 'changed-lately', mode: 'warn', sure: true }])
})

describe('"Delete anyway" holds for what the review showed, and for nothing else', () => {
  const paid: Relation = { ...openDeal(1), id: 50, open: false }
  const own = freezePlan(context, rows.slice(0, 1), [openDeal(1), paid])
  const unread = freezePlan(
    context,
    rows.slice(0, 1),
    [],
    [{ contactId: 1, kind: 'deal', reading: 'unreadable' }],
  )
  const row = rows[0]!
  const deals = (of: Plan, changed: readonly Relation[], unreadable: readonly 'deal'[] = []) =>
    guardReasons(
      factsBeforeDelete(of, 0, row, changed, unreadable),
      rulesOf({ ...of, overridden: anyway }),
      NOW,
    ).find(({ rule }) => rule === 'open-deals')?.mode

  it.each([
    ['the deal it showed', deals(own, []), 'overridden'],
    ['the same deal, changed but still open', deals(own, [openDeal(1)]), 'overridden'],
    ['deals it could not count', deals(unread, []), 'overridden'],
    ['another deal, opened again', deals(own, [{ ...paid, open: true }]), 'keep'],
    [
      'another deal, after the first was closed',
      deals(own, [
        { ...openDeal(1), open: false },
        { ...paid, open: true },
      ]),
      'keep',
    ],
    ['a deal that turned up where it could not count', deals(unread, [openDeal(1)]), 'keep'],
    ['changes that can no longer be read', deals(own, [], ['deal']), 'keep'],
  ])('%s', (_, mode, expected) => {
    expect(mode).toBe(expected)
  })

  it('a contact that somebody else is responsible for now, or that changed, is asked about again', () => {
    const settings = {
      ...DEFAULT_GUARDS,
      modes: {
        ...DEFAULT_GUARDS.modes,
        'responsible-is-another': 'keep',
        'changed-lately': 'keep',
        'changed-since-review': 'off',
      },
      changedWithinDays: 3650,
    } as const
    const strict = freezePlan({ ...context, guards: settings }, rows.slice(1, 2), [])
    const rules = rulesOf({ ...strict, overridden: { 'responsible-is-another': [2], 'changed-lately': [2] } })
    const modes = (now: Partial<PlannedRow>) =>
      guardReasons(factsBeforeDelete(strict, 0, { ...rows[1]!, ...now }, [], []), rules, NOW).map(
        ({ rule, mode }) => `${rule} ${mode}`,
      )
    expect(modes({})).toEqual(['changed-lately overridden', 'responsible-is-another overridden'])
    expect(modes({ responsibleId: 3 })).toContain('responsible-is-another keep')
    expect(modes({ modifiedAt: NOW })).toContain('changed-lately keep')
  })
})
