import { expect, it } from 'vitest'
import { DEFAULT_GUARDS } from '#core/plan/guards.ts'
import { freezePlan } from '#core/plan/plan.ts'
import { selectedAgain } from './views.ts'

const context = { id: 'p', plannedAt: 1, me: 1, guards: DEFAULT_GUARDS, contactsInPortal: 10 }

it('contacts of a search that are reviewed again are looked for again', () => {
  const found = { what: 'shared', group: {} } as const
  const again = selectedAgain(freezePlan({ ...context, found }, [], []), [7])
  expect(again).toMatchObject({ kind: 'chosen', found })
  expect(selectedAgain(freezePlan(context, [], []), [7])).not.toHaveProperty('found')
})
