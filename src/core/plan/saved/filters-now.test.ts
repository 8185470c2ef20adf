import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchesFilters } from '../../filter/conditions.ts'
import { filtersNow, tooNew } from './filters-now.ts'
import { isDue } from './due.ts'
import type { CleanUpSubject, Interval, SavedCleanUp } from './saved-clean-up.ts'
import { DEFAULT_GUARDS } from '../guards.ts'

const DAY_MS = 86_400_000
const NOW = Date.UTC(2026, 10, 29, 12, 0)
const DIRECTORY = {
  me: 1,
  isAdmin: false,
  putAway: [],
  total: 9,
  firstCreatedAt: null,
  sources: null,
  people: null,
}

const of = (subject: CleanUpSubject, newerDays = 30) => ({ subject, newerDays })
const now = (subject: CleanUpSubject, { newerDays = 0, left = [] as number[], at = NOW } = {}) =>
  filtersNow(of(subject, newerDays), DIRECTORY, left, at)

describe('the filters of a saved clean-up', () => {
  it('never match a contact that is too new, whatever else they ask for', () => {
    const day = fc
      .integer({ min: 0, max: 400 })
      .map((days) => new Date(NOW - days * DAY_MS).toISOString().slice(0, 10))
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 365 }),
        fc.option(fc.record({ from: fc.option(day), to: fc.option(day) })),
        fc.integer({ min: 0, max: 500 * 24 }),
        (newerDays, created, ageHours) => {
          const period = created === null || (created.from ?? created.to) === null ? {} : { created }
          const filters = now({ kind: 'filters', filters: period }, { newerDays })
          const createdAt = NOW - ageHours * 3_600_000
          const matches = matchesFilters(filters ?? {}, { createdAt })
          if (ageHours < newerDays * 24) expect(matches).toBe(false)
          // Whole days: two more at most.
          const asBefore = matchesFilters(period, { createdAt })
          if (ageHours >= (newerDays + 2) * 24) expect(matches).toBe(asBefore)
        },
      ),
    )
  })

  it('follow a suggestion: its dates move', () => {
    const subject = { kind: 'suggestion', name: 'quiet' } as const
    const [then, today] = [now(subject, { at: NOW - 31 * DAY_MS }), now(subject)]
    expect(then).toEqual({ activity: { from: null, to: '2024-10-28' } })
    expect(today).toEqual({ activity: { from: null, to: '2024-11-28' } })
  })

  it('know who has left by now, and mean nobody’s contacts where nobody has', () => {
    const saved = { kind: 'filters', filters: { responsible: { kind: 'left', ids: [4] } } } as const
    const left = [4, 5]
    for (const subject of [saved, { kind: 'suggestion', name: 'left' } as const]) {
      expect(now(subject, { left })).toEqual({ responsible: { kind: 'left', ids: left } })
      const filters = now(subject)
      expect(matchesFilters(filters ?? {}, { responsibleId: 4 })).toBe(false)
    }
    expect(now(saved, { left: Array.from({ length: 501 }, (_, at) => at + 1) })).toBeNull()
  })

  it('leave out by the portal’s time what is too new or of unknown age', () => {
    const created = [30, 29.9, 0].map((days) => NOW - days * DAY_MS)
    const plan = { plannedAt: NOW, createdAt: Float64Array.from([...created, NaN]) }
    expect([...tooNew(plan, { newerDays: 30 })]).toEqual([1, 2, 3])
    expect(tooNew(plan, { newerDays: 0 }).size).toBe(0)
  })
})

describe('a reminder', () => {
  const cleanUp = (interval: Interval | null): SavedCleanUp => ({
    id: 'a',
    name: 'A',
    ...of({ kind: 'suggestion', name: 'quiet' }),
    guards: DEFAULT_GUARDS,
    mostPercent: 10,
    interval,
    savedAt: Date.UTC(2026, 9, 29, 12),
  })
  const lastRun = (at: number) => ({
    id: 'x',
    at,
    by: { id: 1, name: '' },
    planned: 1,
    deleted: 1,
    ended: true,
  })

  it.each([
    ['a month after it was saved', 'monthly', null, NOW, true],
    ['not a day earlier', 'monthly', null, NOW - DAY_MS, false],
    ['a month after its last run', 'monthly', lastRun(NOW - 20 * DAY_MS), NOW, false],
    ['three months after its last run', 'quarterly', lastRun(Date.UTC(2026, 7, 29)), NOW, true],
    ['not earlier than that', 'quarterly', lastRun(Date.UTC(2026, 7, 31)), NOW, false],
    ['at once where its last run cannot be read', 'quarterly', 'unreadable', NOW, true],
    ['never without an interval', null, 'unreadable', NOW, false],
  ] as const)('%s', (_, interval, last, at, due) => {
    expect(isDue({ cleanUp: cleanUp(interval), scope: 'me', last }, at)).toBe(due)
  })
})
