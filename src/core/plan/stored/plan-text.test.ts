import fc from 'fast-check'
import { expect, it } from 'vitest'
import { arbitraryPlan } from '../../../../e2e/simulation/arbitrary-plan.ts'
import { planText, readPlanText } from './plan-text.ts'

it('a plan written as text and read again is the same plan', () => {
  fc.assert(
    fc.property(arbitraryPlan, (plan) => {
      expect(readPlanText(planText(plan))).toEqual(plan)
    }),
  )
})

it('a text that is not a complete plan is rejected', () => {
  const [plan] = fc.sample(arbitraryPlan, { seed: 3, numRuns: 1 })
  if (plan === undefined) throw new Error('no plan')
  const whole = JSON.parse(planText(plan)) as object
  const broken = [
    '',
    'null',
    '[]',
    planText(plan).slice(0, -1),
    JSON.stringify({ ...whole, ids: 'x' }),
    JSON.stringify({ ...whole, ids: [1, 'x'] }),
    JSON.stringify({ ...whole, ids: [null] }),
    JSON.stringify({ ...whole, version: 2 }),
    JSON.stringify({ ...whole, guards: null }),
    JSON.stringify({ ...whole, relations: {} }),
  ]
  for (const text of broken) expect(readPlanText(text), text.slice(0, 60)).toBeNull()
})
