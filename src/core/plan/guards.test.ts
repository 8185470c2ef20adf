import { describe, expect, it } from 'vitest'
import {
  DEFAULT_GUARDS,
  GUARD_RULES,
  guardReasons,
  guardRules,
  keptBy,
  needsRelations,
  readGuardSettings,
  type ContactFacts,
  type GuardMode,
  type GuardRule,
  type GuardSettings,
} from './guards.ts'

const NOW = Date.UTC(2026, 0, 10)
const DAY = 86_400_000
const calm: ContactFacts = {
  id: 7,
  createdAt: NOW - 400 * DAY,
  modifiedAt: NOW - 300 * DAY,
  responsibleId: 1,
  typeId: 'CLIENT',
  sourceId: 'WEB',
  openDeals: 'no',
  unpaidInvoices: 'no',
  plannedActivities: 'no',
  review: { modifiedAt: NOW - 300 * DAY, newRelation: 'no', plannedAt: NOW - DAY, newGrounds: [] },
}
const all = (mode: GuardMode): GuardSettings['modes'] =>
  Object.fromEntries(GUARD_RULES.map((rule) => [rule, mode])) as Record<GuardRule, GuardMode>
const settings: GuardSettings = {
  modes: all('keep'),
  changedWithinDays: 30,
  protectedIds: [99],
  typeIds: ['PARTNER'],
  sourceIds: ['FAIR'],
}

describe('guardReasons', () => {
  it.each([
    ['open-deals', { openDeals: 'yes' }, true],
    ['open-deals', { openDeals: 'unsure' }, false],
    ['unpaid-invoices', { unpaidInvoices: 'yes' }, true],
    ['planned-activities', { plannedActivities: 'yes' }, true],
    ['responsible-is-another', { responsibleId: 2 }, true],
    ['responsible-is-another', { responsibleId: null }, false],
    ['protect-list', { id: 99 }, true],
    ['chosen-type', { typeId: 'PARTNER' }, true],
    ['chosen-source', { sourceId: 'FAIR' }, true],
    ['new-relation', { review: { ...calm.review!, newRelation: 'yes' } }, true],
    ['new-relation', { review: { ...calm.review!, newRelation: 'unsure' } }, false],
    ['changed-since-review', { modifiedAt: NOW - 299 * DAY }, true],
    ['created-after-plan', { createdAt: NOW }, true],
  ] as const)('%s for %o', (rule, change, sure) => {
    const facts: ContactFacts = { ...calm, ...change }
    expect(guardReasons(facts, guardRules(settings, 1), NOW)).toEqual([{ rule, mode: 'keep', sure }])
    const off = { ...settings, modes: { ...settings.modes, [rule]: 'off' as const } }
    expect(guardReasons(facts, guardRules(off, 1), NOW)).toEqual([])
  })

  it('counts the days of "changed lately" from now', () => {
    const facts: ContactFacts = { ...calm, modifiedAt: NOW - 30 * DAY + 1, review: null }
    expect(guardReasons(facts, guardRules(settings, 1), NOW)).toMatchObject([{ rule: 'changed-lately' }])
    expect(guardReasons(facts, guardRules(settings, 1), NOW + 1)).toEqual([])
  })

  it('has no reason for an ordinary contact, and compares nothing at the review itself', () => {
    expect(guardReasons(calm, guardRules(settings, 1), NOW)).toEqual([])
    expect(guardReasons({ ...calm, review: null }, guardRules(settings, 1), NOW)).toEqual([])
  })

  it('names rules that skip before rules that warn', () => {
    const facts: ContactFacts = { ...calm, openDeals: 'yes', id: 99 }
    const rules = guardRules({ ...settings, modes: { ...settings.modes, 'open-deals': 'warn' } }, 1)
    const reasons = guardReasons(facts, rules, NOW)
    expect(reasons.map(({ rule }) => rule)).toEqual(['protect-list', 'open-deals'])
    expect(keptBy(reasons)?.rule).toBe('protect-list')
    expect(keptBy(reasons.slice(1))).toBeNull()
  })
})

it('protects money by default', () => {
  expect(DEFAULT_GUARDS.modes).toMatchObject({ 'open-deals': 'keep', 'unpaid-invoices': 'keep' })
  expect(needsRelations(DEFAULT_GUARDS)).toBe(true)
  expect(needsRelations({ modes: all('off') })).toBe(false)
})

describe('readGuardSettings', () => {
  it('reads what was written', () => {
    expect(readGuardSettings(JSON.parse(JSON.stringify(settings)))).toEqual({ settings, damaged: false })
    expect(readGuardSettings(null)).toEqual({ settings: DEFAULT_GUARDS, damaged: false })
  })

  it.each([
    ['text', 'nonsense'],
    ['a mode of a newer version', { ...settings, modes: { ...settings.modes, 'open-deals': 'ask' } }],
    ['a broken protect list', { ...settings, protectedIds: ['7'] }],
    ['no days', { ...settings, changedWithinDays: 0 }],
  ])('says that it is damaged: %s', (_, stored) => {
    const read = readGuardSettings(stored)
    expect(read.damaged).toBe(true)
    expect(read.settings.modes['open-deals']).toBe('keep')
  })
})

it('a rule that a person overrode skips this contact no more, and others still', () => {
  const rules = guardRules(settings, 1, { 'open-deals': [7] })
  const facts: ContactFacts = { ...calm, openDeals: 'yes' }
  expect(guardReasons(facts, rules, NOW)).toEqual([{ rule: 'open-deals', mode: 'overridden', sure: true }])
  expect(keptBy(guardReasons(facts, rules, NOW))).toBeNull()
  expect(keptBy(guardReasons({ ...facts, id: 8 }, rules, NOW))).toMatchObject({ rule: 'open-deals' })
  expect(keptBy(guardReasons({ ...facts, unpaidInvoices: 'yes' }, rules, NOW))).toMatchObject({
    rule: 'unpaid-invoices',
  })
})
