import type { BaseDirectory } from '../../clean-up/ports.ts'
import { suggestionsOf } from '../../clean-up/suggestions.ts'
import { ONLY_MOST } from '../../contact/contact-query.ts'
import { dayOf } from '../../filter/day.ts'
import { endOf, withCondition, type ContactFilters } from '../../filter/filters.ts'
import type { Plan } from '../plan.ts'
import type { CleanUpSubject, SavedCleanUp } from './saved-clean-up.ts'

const DAY_MS = 86_400_000

/** Whether its contacts depend on who has left by now. */
export function needsLeft(subject: CleanUpSubject): boolean {
  return subject.kind === 'filters' ? subject.filters.responsible?.kind === 'left' : subject.name === 'left'
}

/**
 * The filters of a saved clean-up as of now: a suggestion's dates move, people may have left since, and contacts that are
 * too new stay out. Null: more people have left than a filter can name.
 * @param left everybody who has left, where `needsLeft`
 * @param now Unix ms
 */
export function filtersNow(
  { subject, newerDays }: Pick<SavedCleanUp, 'subject' | 'newerDays'>,
  directory: BaseDirectory,
  left: readonly number[],
  now: number,
): ContactFilters | null {
  if (needsLeft(subject) && left.length > ONLY_MOST) return null
  return olderThan(newerDays, subjectNow(subject, directory, left, now), now)
}

/** No employee has left: then no contacts are meant, not those of everybody. */
const NO_CONTACTS: ContactFilters = { responsible: { kind: 'left', ids: [] } }

function subjectNow(
  subject: CleanUpSubject,
  directory: BaseDirectory,
  left: readonly number[],
  now: number,
): ContactFilters {
  if (subject.kind === 'filters') {
    return needsLeft(subject)
      ? { ...subject.filters, responsible: { kind: 'left', ids: left } }
      : subject.filters
  }
  const people = left.map((id) => ({ id, name: '', left: true }))
  const { filters = NO_CONTACTS } =
    suggestionsOf({ ...directory, people }, now).find(({ name }) => name === subject.name) ?? {}
  return filters
}

/** In whole days of the person's time zone: never too new by an hour. */
function olderThan(days: number, filters: ContactFilters, now: number): ContactFilters {
  if (days === 0) return filters
  const day = new Date(now)
  day.setDate(day.getDate() - days - 1)
  const last = dayOf(day)
  const { from = null, to = null } = filters.created ?? {}
  return withCondition(filters, 'created', {
    from,
    to: to !== null && endOf(to) <= endOf(last) ? to : last,
  })
}

/**
 * Indices of contacts that are too new by the PORTAL's clock, or of which it is not known: a wrong clock here must not let
 * them in.
 */
export function tooNew(
  { createdAt, plannedAt }: Pick<Plan, 'createdAt' | 'plannedAt'>,
  { newerDays }: Pick<SavedCleanUp, 'newerDays'>,
): ReadonlySet<number> {
  if (newerDays === 0) return new Set()
  const until = plannedAt - newerDays * DAY_MS
  return new Set([...createdAt.keys()].filter((index) => !((createdAt[index] ?? NaN) <= until)))
}
