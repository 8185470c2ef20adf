import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  DEFAULT_GUARDS,
  GUARD_RULES,
  guardReasons,
  guardRules,
  keptBy,
  type ContactFacts,
  type GuardSettings,
} from '../guards.ts'
import { strictest } from './strictest.ts'

const NOW = Date.UTC(2026, 10, 1)
const DAY_MS = 86_400_000

const settings: fc.Arbitrary<GuardSettings> = fc.record({
  modes: fc.record(
    Object.fromEntries(GUARD_RULES.map((rule) => [rule, fc.constantFrom('off', 'warn', 'keep')])),
  ) as fc.Arbitrary<GuardSettings['modes']>,
  changedWithinDays: fc.integer({ min: 1, max: 60 }),
  protectedIds: fc.subarray([1, 2, 3]),
  typeIds: fc.subarray(['CLIENT', 'SUPPLIER']),
  sourceIds: fc.subarray(['WEB', 'CALL']),
})

const known = fc.constantFrom('yes', 'no', 'unsure')
const facts: fc.Arbitrary<ContactFacts> = fc.record({
  id: fc.integer({ min: 1, max: 4 }),
  createdAt: fc.constant(NOW - 400 * DAY_MS),
  modifiedAt: fc.option(fc.integer({ min: 0, max: 70 }).map((days) => NOW - days * DAY_MS)),
  responsibleId: fc.option(fc.constantFrom(1, 2)),
  typeId: fc.constantFrom('CLIENT', 'SUPPLIER', ''),
  sourceId: fc.constantFrom('WEB', 'CALL', ''),
  openDeals: known,
  unpaidInvoices: known,
  plannedActivities: known,
  review: fc.constant(null),
})

it('skips what either skips, and says what either says', () => {
  fc.assert(
    fc.property(settings, settings, facts, (one, other, contact) => {
      const reasons = (by: GuardSettings) => guardReasons(contact, guardRules(by, 1), NOW)
      const both = reasons(strictest(one, other))
      for (const each of [...reasons(one), ...reasons(other)]) {
        expect(both.map(({ rule }) => rule)).toContain(each.rule)
        if (each.mode === 'keep') expect(keptBy(both)).not.toBeNull()
      }
    }),
    { numRuns: 300 },
  )
})

it('begins no list of a rule that is off', () => {
  const off = { ...DEFAULT_GUARDS, typeIds: ['CLIENT'] }
  const on: GuardSettings = {
    ...DEFAULT_GUARDS,
    modes: { ...DEFAULT_GUARDS.modes, 'chosen-type': 'keep' },
    typeIds: ['SUPPLIER'],
  }
  expect(strictest(off, on).typeIds).toEqual(['SUPPLIER'])
  expect(strictest(DEFAULT_GUARDS, DEFAULT_GUARDS)).toEqual(DEFAULT_GUARDS)
})
