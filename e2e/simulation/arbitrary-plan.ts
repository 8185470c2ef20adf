import fc from 'fast-check'
import { EVERYBODY } from '../../src/core/contact/contact-query.ts'
import { DEFAULT_GUARDS, GUARD_RULES, type GuardMode, type GuardRule } from '../../src/core/plan/guards.ts'
import { freezePlan, type Plan } from '../../src/core/plan/plan.ts'
import { RELATION_KINDS } from '../../src/core/plan/relations.ts'

const time = fc.option(fc.integer({ min: 0, max: 2e12 }))
const id = fc.integer({ min: 1, max: 2 ** 40 })
const name = fc.oneof(
  fc.constantFrom(null, '=SUM(A1)', '-', 'Доу, Анна', 'a;b', '"Ann"', 'two\r\nlines', ' x '),
  fc.string({ unit: 'binary' }),
)

/** Plans of any shape that `freezePlan` can make. */
export const arbitraryPlan: fc.Arbitrary<Plan> = fc
  .uniqueArray(id, { maxLength: 40 })
  .chain((ids) =>
    fc.record({
      id: fc.string({ minLength: 1 }),
      me: id,
      contactsInPortal: fc.nat(),
      plannedAt: fc.integer({ min: 0, max: 2e12 }),
      source: fc.constantFrom(null, EVERYBODY, { ...EVERYBODY, search: 'Доу' }),
      modes: fc.record(
        Object.fromEntries(
          GUARD_RULES.map((rule) => [rule, fc.constantFrom<GuardMode>('off', 'warn', 'keep')]),
        ) as Record<GuardRule, fc.Arbitrary<GuardMode>>,
      ),
      protectedIds: ids.length === 0 ? fc.constant([]) : fc.array(fc.constantFrom(...ids), { maxLength: 3 }),
      rows: fc.tuple(
        ...ids.map((each) =>
          fc.record({
            id: fc.constant(each),
            name,
            createdAt: time,
            modifiedAt: time,
            responsibleId: fc.option(id),
            typeId: fc.constantFrom('', 'CLIENT', 'SUPPLIER'),
            sourceId: fc.constantFrom('', 'WEB'),
          }),
        ),
      ),
      reach: fc.option(fc.array(name, { minLength: ids.length, maxLength: ids.length })),
      relations: ids.length === 0 ? fc.constant([]) : fc.array(relationOf(ids)),
      partial:
        ids.length === 0
          ? fc.constant([])
          : fc.array(
              fc.record({
                contactId: fc.constantFrom(...ids),
                kind: fc.constantFrom(...RELATION_KINDS),
                reading: fc.constantFrom('at-least' as const, 'unreadable' as const),
              }),
              { maxLength: 3 },
            ),
    }),
  )
  .map(({ rows, relations, partial, modes, protectedIds, reach, ...context }) => ({
    ...freezePlan(
      { ...context, guards: { ...DEFAULT_GUARDS, modes, protectedIds } },
      rows,
      relations,
      partial,
    ),
    ...(reach === null ? {} : { reach: reach.map((text) => text ?? '') }),
  }))

function relationOf(ids: readonly number[]) {
  return fc.record({
    contactId: fc.constantFrom(...ids),
    kind: fc.constantFrom(...RELATION_KINDS),
    typeId: fc.constantFrom(0, 128),
    id: fc.integer({ min: 1, max: 50 }),
    open: fc.constantFrom(true, false, null),
    amount: fc.option(fc.record({ value: fc.nat(1e6), currency: fc.constantFrom('EUR', 'RUB', 'USD') })),
  })
}
