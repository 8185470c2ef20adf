import { expect, it } from 'vitest'
import { DEFAULT_GUARDS, keptBy } from '../guards.ts'
import { freezePlan, type Plan } from '../plan.ts'
import { reviewReasons } from '../plan-reasons.ts'

const CALM = { name: null, createdAt: 1, modifiedAt: 1, responsibleId: 1, typeId: '', sourceId: '' }

function planOf(more: Partial<Plan>): Plan {
  const context = { id: 'plan', plannedAt: Date.UTC(2026, 0, 1), me: 1, guards: DEFAULT_GUARDS }
  const rows = [7, 8].map((id) => ({ ...CALM, id }))
  return { ...freezePlan({ ...context, contactsInPortal: 9 }, rows, []), ...more }
}

const kept = (plan: Plan) => {
  const reasons = reviewReasons(plan)
  return [0, 1].map((index) => keptBy(reasons.get(index) ?? []))
}

it('a protect list that could not be read whole may name anybody: all are skipped, unless a person says otherwise', () => {
  expect(kept(planOf({}))).toEqual([null, null])
  const unread = planOf({ protectListUnread: true, protectedIds: [8] })
  expect(kept(unread)).toEqual([
    { rule: 'protect-list', mode: 'keep', sure: false },
    { rule: 'protect-list', mode: 'keep', sure: true },
  ])
  const [anyway, named] = kept({ ...unread, overridden: { 'protect-list': [7] } })
  expect([anyway, named?.rule]).toEqual([null, 'protect-list'])
})
