import { describe, expect, it } from 'vitest'
import { DEFAULT_GUARDS } from '../guards.ts'
import { freezePlan, type PlannedRow } from '../plan.ts'
import { assessPlan, reviewPlan } from '../review.ts'
import { odditiesOf, type Brake } from './brake.ts'
import type { CleanUpRun } from './saved-clean-up.ts'

const last = (deleted: number): CleanUpRun => ({
  id: 'x',
  at: 1,
  by: { id: 1, name: '' },
  planned: 100,
  deleted,
  ended: true,
})
const kinds = (count: number, all: number, brake: Brake) =>
  odditiesOf(count, all, brake).map(({ kind }) => kind)

describe('the brake', () => {
  it.each([
    ['as many as last time', 10, last(10), []],
    ['twice as many', 20, last(10), []],
    ['more than twice as many', 21, last(10), ['more-than-twice']],
    ['more than nothing', 1, last(0), ['more-than-twice']],
    ['the first run', 100, null, []],
    ['a last run that cannot be read', 1, 'unreadable', ['last-unreadable']],
    ['a share of the base', 101, null, ['more-than-share']],
    ['both', 101, last(10), ['more-than-twice', 'more-than-share']],
    ['nothing to delete', 0, 'unreadable', []],
  ] as const)('%s', (_, count, run, odd) => {
    expect(kinds(count, 1_000, { last: run, mostPercent: 10 })).toEqual(odd)
  })

  it('wants the number of a few typed, which no ordinary review does', () => {
    const row = (id: number): PlannedRow => ({
      id,
      name: null,
      createdAt: 1,
      modifiedAt: 1,
      responsibleId: 1,
      typeId: '',
      sourceId: '',
    })
    const context = { id: 'p', plannedAt: 9e12, me: 1, guards: DEFAULT_GUARDS, contactsInPortal: 1_000 }
    const plan = freezePlan(context, [row(1), row(2), row(3)], [])
    const reviewWith = (brake: Brake | null) =>
      reviewPlan(plan, 'restores', new Set(), assessPlan(plan), brake)
    expect(reviewWith(null).confirmation.kind).toBe('dialog')
    expect(reviewWith({ last: last(2), mostPercent: 10 }).confirmation.kind).toBe('dialog')
    const odd = reviewWith({ last: last(1), mostPercent: 10 })
    expect(odd.confirmation).toEqual({ kind: 'typed-count', count: 3, because: ['unusual'] })
    expect(odd.dangers).toEqual([{ kind: 'more-than-twice', count: 3, last: 1 }])
  })
})
