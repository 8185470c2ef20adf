import { useMemo, useState, type Dispatch, type SetStateAction } from 'react'
import {
  NEWEST_FIRST,
  type ContactQuery,
  type ContactSort,
  type SortColumn,
} from '#core/contact/contact-query.ts'
import { NO_FILTERS, type ContactFilters } from '#core/filter/filters.ts'
import { useSettled } from './use-settled.ts'

/** Delay between the last key and the request, in ms. */
const TYPING_PAUSE = 300

export interface ContactQueryControls {
  /** The query sent to the portal: follows the fields after a pause in typing, and the sort at once. */
  readonly query: ContactQuery
  /** The query is what the fields show. While it is not, what it finds must not be acted on. */
  readonly settled: boolean
  /** What the fields show. */
  readonly search: string
  readonly filters: ContactFilters
  readonly setSearch: (search: string) => void
  readonly setFilters: Dispatch<SetStateAction<ContactFilters>>
  readonly setSort: (sort: ContactSort) => void
  readonly sortBy: (column: SortColumn) => void
  /** No search and no filters. */
  readonly clear: () => void
}

/** Show the contacts of these filters, instead of any search and filters; a new object starts a new query. */
export interface Narrowed {
  readonly filters: ContactFilters
}

/** The search, filters and order on the contacts screen. */
export function useContactQuery(narrowed: Narrowed | null): ContactQueryControls {
  const [search, setSearch] = useState('')
  const [filters, setFilters] = useState<ContactFilters>(NO_FILTERS)
  const [followed, setFollowed] = useState(narrowed)
  if (narrowed !== followed) {
    setFollowed(narrowed)
    setSearch('')
    setFilters(narrowed?.filters ?? NO_FILTERS)
  }
  const [sort, setSort] = useState<ContactSort>(NEWEST_FIRST)
  const settledSearch = useSettled(search.trim(), TYPING_PAUSE)
  const settledFilters = useSettled(filters, TYPING_PAUSE)
  const query = useMemo(
    () => ({ search: settledSearch, filters: settledFilters, sort }),
    [settledSearch, settledFilters, sort],
  )
  return {
    query,
    settled: settledSearch === search.trim() && settledFilters === filters,
    search,
    filters,
    setSearch,
    setFilters,
    setSort,
    sortBy: (column) => setSort((now) => nextSort(now, column)),
    clear: () => {
      setSearch('')
      setFilters(NO_FILTERS)
    },
  }
}

/** Pressing the header in use reverses its order; another one starts in its usual order. */
export function nextSort(now: ContactSort, column: SortColumn): ContactSort {
  if (now.column === column) return { column, descending: !now.descending }
  return { column, descending: column !== 'name' }
}
