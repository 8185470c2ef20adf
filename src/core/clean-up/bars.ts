import { monthsAgo } from '../filter/day.ts'
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
  | { readonly kind: 'quiet'; readonly months: number }
  | { readonly kind: 'never-active' }
  | { readonly kind: 'year'; readonly year: number }
  | { readonly kind: 'before'; readonly year: number }
  | { readonly kind: 'source'; readonly name: string }
  | { readonly kind: 'person'; readonly name: string; readonly left: boolean }

/** The most bars of each kind, so that all of them fit into two requests. */
const MOST_YEARS = 12
const MOST_SOURCES = 25
const MOST_PEOPLE = 40
const QUIET_MONTHS = [1, 3, 12, 24, 36]

/** What is counted for the picture. @param now Unix ms. */
export function barsOf({ firstCreatedAt, sources, people }: BaseDirectory, now: number): readonly Bar[] {
  return [
    ...LACKS,
    ...QUIET_MONTHS.map((months): Bar => ({
      group: 'activity',
      label: { kind: 'quiet', months },
      filters: { activity: { before: monthsAgo(months, now) } },
    })),
    { group: 'activity', label: { kind: 'never-active' }, filters: { activity: 'never' } },
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
