import type { ContactFilters } from '../contact/contact-query.ts'
import type { PlannedRow } from '../plan/plan.ts'

/** The time at which a day such as `2026-11-23` begins in the person's time zone, Unix ms; `daysLater` 1: when it ends. */
export function startOfDay(day: string, daysLater: 0 | 1): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + daysLater).getTime()
}

/**
 * Whether a row matches the filters that the row itself shows: its dates, who is responsible, its ID. This guards
 * against a portal that drops a condition silently and lists all contacts. An unknown date matches no period.
 */
export function matchesFilters(filters: ContactFilters, row: PlannedRow): boolean {
  return (
    isWithin(row.createdAt, filters.createdFrom, filters.createdTo) &&
    isWithin(row.modifiedAt, filters.changedFrom, filters.changedTo) &&
    (filters.responsible === null || filters.responsible.id === row.responsibleId) &&
    (filters.only === null || filters.only.includes(row.id))
  )
}

function isWithin(at: number | null, from: string | null, to: string | null): boolean {
  if (from === null && to === null) return true
  if (at === null) return false
  return (from === null || at >= startOfDay(from, 0)) && (to === null || at < startOfDay(to, 1))
}
