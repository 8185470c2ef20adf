import { momentBefore, dayOf, monthsAgo } from '../filter/day.ts'
import type { ContactFilters } from '../filter/filters.ts'
import type { BaseDirectory, Person } from './ports.ts'

/** By what contacts are counted. */
export const GROUPS = ['lacks', 'activity', 'created', 'source', 'responsible'] as const
export type GroupName = (typeof GROUPS)[number]

/** One thing to count, and the list that its count stands for. */
export interface Bar {
  readonly group: GroupName
  readonly label: BarLabel
  readonly filters: ContactFilters
}

export type BarLabel =
  | { readonly kind: 'lacks'; readonly what: 'phone' | 'email' | 'both' | 'company' }
  | { readonly kind: 'this-month' | 'within-year' | 'never-active' }
  /** Whole years ago; null: no end. */
  | { readonly kind: 'years-ago'; readonly from: number; readonly to: number | null }
  | { readonly kind: 'year'; readonly year: number }
  | { readonly kind: 'before'; readonly year: number }
  | { readonly kind: 'source'; readonly name: string }
  | { readonly kind: 'person'; readonly name: string; readonly left: boolean }

/** The most bars of each kind, so that all of them fit into two requests. */
const MOST_YEARS = 12
const MOST_SOURCES = 25
const MOST_PEOPLE = 40

/** What is counted for the picture. @param now Unix ms. */
export function barsOf({ firstCreatedAt, sources, people }: BaseDirectory, now: number): readonly Bar[] {
  return [
    ...LACKS,
    ...activities(now),
    ...years(firstCreatedAt, new Date(now).getFullYear()),
    ...[...(sources ?? [])].slice(0, MOST_SOURCES).map(([code, name]): Bar => ({
      group: 'source',
      label: { kind: 'source', name },
      filters: { source: [{ code, name }] },
    })),
    ...firstPeople(people ?? []).map(({ id, name, left }): Bar => ({
      group: 'responsible',
      label: { kind: 'person', name, left },
      filters: { responsible: { kind: 'these', people: [{ id, name }] } },
    })),
  ]
}

const LACKS: readonly Bar[] = [
  { group: 'lacks', label: { kind: 'lacks', what: 'phone' }, filters: { withoutPhone: true } },
  { group: 'lacks', label: { kind: 'lacks', what: 'email' }, filters: { withoutEmail: true } },
  {
    group: 'lacks',
    label: { kind: 'lacks', what: 'both' },
    filters: { withoutPhone: true, withoutEmail: true },
  },
  { group: 'lacks', label: { kind: 'lacks', what: 'company' }, filters: { company: 'none' } },
]

/** One ends where the next one begins, so that all together are everybody. */
function activities(now: number): Bar[] {
  const begins = [
    `${dayOf(new Date(now)).slice(0, 8)}01`,
    ...[1, 2, 3].map((years) => monthsAgo(12 * years, now)),
    null,
  ]
  const labels: readonly BarLabel[] = [
    { kind: 'this-month' },
    { kind: 'within-year' },
    { kind: 'years-ago', from: 1, to: 2 },
    { kind: 'years-ago', from: 2, to: 3 },
    { kind: 'years-ago', from: 3, to: null },
  ]
  const periods = labels.map((label, at): Bar => {
    const [from = null, next = null] = [begins[at], begins[at - 1]]
    return {
      group: 'activity',
      label,
      filters: { activity: { from, to: next === null ? null : momentBefore(next) } },
    }
  })
  return [...periods, { group: 'activity', label: { kind: 'never-active' }, filters: { activity: 'never' } }]
}

/** From the year of the first contact to this one; older ones together. */
function years(firstCreatedAt: number | null, thisYear: number): Bar[] {
  const first =
    firstCreatedAt === null ? thisYear : Math.min(thisYear, new Date(firstCreatedAt).getFullYear())
  const from = Math.max(first, thisYear - MOST_YEARS + 1)
  const all = Array.from({ length: thisYear - from + 1 }, (_, at): Bar => {
    const year = thisYear - at
    const period = { from: `${year}-01-01`, to: `${year}-12-31` }
    return { group: 'created', label: { kind: 'year', year }, filters: { created: period } }
  })
  // A contact with a low ID may have been given a late date, so what is older is always counted.
  const older = { from: null, to: `${from - 1}-12-31` }
  return [...all, { group: 'created', label: { kind: 'before', year: from }, filters: { created: older } }]
}

/** Those who have left come first: their contacts are the ones to look at. */
function firstPeople(people: readonly Person[]): readonly Person[] {
  return people.toSorted((a, b) => Number(b.left) - Number(a.left)).slice(0, MOST_PEOPLE)
}
