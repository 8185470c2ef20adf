import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryPlan } from '../../../../e2e/simulation/arbitrary-plan.ts'
import { DEFAULT_GUARDS } from '../guards.ts'
import { freezePlan, type Plan } from '../plan.ts'
import { planText, readPlanText } from './plan-text.ts'
import { readStoredPlan } from './stored-plan.ts'

const NOW = Date.UTC(2026, 0, 10)
const rows = [7, 9].map((id) => ({
  id,
  name: `Contact ${id}`,
  createdAt: NOW,
  modifiedAt: null,
  responsibleId: 1,
  typeId: '',
  sourceId: '',
}))
const deal = {
  contactId: 9,
  kind: 'deal' as const,
  typeId: 0,
  id: 1,
  open: true,
  amount: { value: 5, currency: 'EUR' },
}
const plan = freezePlan(
  { id: 'p', plannedAt: NOW, me: 1, guards: DEFAULT_GUARDS, contactsInPortal: 10 },
  rows,
  [deal],
)

it('a plan cloned into a store and back is the same plan', () => {
  fc.assert(
    fc.property(arbitraryPlan, (any) => {
      expect(readStoredPlan(structuredClone(any))).toEqual(any)
    }),
  )
})

it('a plan with a missing or unreadable source is accepted', () => {
  expect(readStoredPlan(plan)).not.toHaveProperty('source')
  expect(readStoredPlan({ ...plan, source: { search: 5 } })).toEqual({ ...plan, source: null })
})

it('references, lists and the choice about the copy are in the stored plan', () => {
  const listed: Plan = {
    ...plan,
    references: ['R-1', ''],
    older: [3, 4],
    reach: ['+49 30 1', ''],
    lists: [{ rows: 3, found: 2, unread: 0, notFound: 1, missing: [{ row: 4, reference: 'R-2' }] }],
    confirmation: { reference: '', incompleteCopies: 'keep', copiesFirst: false, eraseCopyAfterDays: 0 },
  }
  expect(readStoredPlan(structuredClone(listed))).toEqual(listed)
  expect(readPlanText(planText(listed))).toEqual(listed)
})

it('the saved clean-up is in the stored plan, and a damaged note of it is none', () => {
  const noted: Plan = { ...plan, cleanUp: { id: 'a', scope: 'everybody', name: 'Monthly' } }
  expect(readStoredPlan(structuredClone(noted))).toEqual(noted)
  expect(readPlanText(planText(noted))).toEqual(noted)
  expect(readStoredPlan({ ...noted, cleanUp: { id: 5 } })).toEqual({ ...plan, cleanUp: null })
})

it('the search that found the contacts is in the stored plan; without its name it is no plan, without its group it is one', () => {
  const found: Plan = { ...plan, found: { what: 'shared', group: { withoutEmail: true } } }
  expect(readStoredPlan(structuredClone(found))).toEqual(found)
  expect(readPlanText(planText(found))).toEqual(found)
  expect(readStoredPlan({ ...plan, found: { what: 'new', group: {} } })).toBeNull()
  expect(readStoredPlan({ ...plan, found: { what: 'shared', group: { later: 1 } } })).toEqual({
    ...plan,
    found: { what: 'shared', group: {} },
  })
})

it('a plan of an earlier version has no phones, and one whose phones are damaged is not lost', () => {
  expect(readStoredPlan(plan)).not.toHaveProperty('reach')
  expect(readStoredPlan({ ...plan, reach: [5, 7] })).toEqual({ ...plan, reach: [] })
})

describe('a damaged stored plan', () => {
  const table = plan.relations
  const damages: Record<string, unknown> = {
    'no plan': 'p',
    nothing: undefined,
    'of a later version': { ...plan, version: 2 },
    'without an id': { ...plan, id: '' },
    'without guards': { ...plan, guards: undefined },
    'with a guard mode that is not known': {
      ...plan,
      guards: { ...DEFAULT_GUARDS, modes: { ...DEFAULT_GUARDS.modes, 'open-deals': 'maybe' } },
    },
    'with a damaged protect list': { ...plan, guards: { ...DEFAULT_GUARDS, protectedIds: ['7'] } },
    'with ids that are no ids': { ...plan, ids: Float64Array.of(7, -1) },
    'with half an id': { ...plan, ids: Float64Array.of(7, 9.5) },
    'with one contact twice': { ...plan, ids: Float64Array.of(7, 7) },
    'with plain numbers for ids': { ...plan, ids: [7, 9] },
    'with a name too few': { ...plan, names: ['Contact 7'] },
    'with a name that is none': { ...plan, names: ['Contact 7', 9] },
    'with a date too few': { ...plan, modifiedAt: new Float64Array(1) },
    'with a type too many': { ...plan, typeIds: ['', '', ''] },
    'with an older contact too few': { ...plan, older: [3] },
    'with an older contact that is none': { ...plan, older: [3, 0] },
    'with a reference too few': { ...plan, references: ['R-1'] },
    'with relations of other contacts': {
      ...plan,
      relations: { ...table, start: Uint32Array.of(0, 0, 0, 1) },
    },
    'with relations that overlap': { ...plan, relations: { ...table, start: Uint32Array.of(0, 2, 1) } },
    'with relations that are not there': { ...plan, relations: { ...table, start: Uint32Array.of(0, 0, 2) } },
    'with a relation of an unknown kind': { ...plan, relations: { ...table, kind: Uint8Array.of(99) } },
    'with a relation of an unknown state': { ...plan, relations: { ...table, open: Uint8Array.of(3) } },
    'with money of no currency': { ...plan, relations: { ...table, currencies: [] } },
    'with readings too few': { ...plan, relations: { ...table, reading: new Uint16Array(1) } },
  } satisfies Record<string, unknown>

  it.each(Object.entries(damages))('%s is rejected', (_name, damaged) => {
    expect(readStoredPlan(damaged)).toBeNull()
  })

  it('and the undamaged one is accepted', () => {
    expect(readStoredPlan(plan)).toEqual<Plan>(plan)
  })
})
