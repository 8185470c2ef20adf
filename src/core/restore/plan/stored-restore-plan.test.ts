import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryContacts } from '../../../../e2e/simulation/arbitrary-archive.ts'
import { planRestore, type RestorePlan } from './plan.ts'
import { readStoredRestorePlan } from './stored-restore-plan.ts'

const plans: fc.Arbitrary<RestorePlan> = fc
  .record({ contacts: arbitraryContacts, gone: fc.boolean(), completeReturned: fc.boolean() })
  .map(({ contacts, gone, completeReturned }) =>
    planRestore(
      { id: 'plan', plannedAt: 1 },
      contacts,
      {
        origins: [],
        owners: [],
        gone: gone
          ? contacts.flatMap(({ activities }) => activities.map(({ id }) => ({ entityTypeId: 6, id })))
          : [],
        there: [],
      },
      { conflicts: new Map(), completeReturned },
    ),
  )

describe('a stored restore plan', () => {
  it('is read as it was stored, whatever the archive held', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        expect(readStoredRestorePlan(structuredClone(plan))).toEqual(plan)
      }),
      { numRuns: 200 },
    )
  })

  it('is rejected when a contact has no task or appears twice', () => {
    let tried = 0
    fc.assert(
      fc.property(plans, (plan) => {
        const first = plan.tasks.findIndex(({ kind }) => kind === 'contact')
        if (first < 0) return
        tried++
        expect(readStoredRestorePlan({ ...plan, tasks: plan.tasks.toSpliced(first, 1) })).toBeNull()
        expect(readStoredRestorePlan({ ...plan, tasks: [...plan.tasks, plan.tasks[first]] })).toBeNull()
      }),
      { numRuns: 100 },
    )
    expect(tried).toBeGreaterThan(20)
  })

  it('is rejected when it is something else', () => {
    for (const stored of [null, {}, [], { version: 2, id: 'plan', entries: [], tasks: [] }]) {
      expect(readStoredRestorePlan(stored)).toBeNull()
    }
  })
})
