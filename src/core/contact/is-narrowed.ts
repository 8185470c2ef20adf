import type { ContactQuery } from './contact-query.ts'
import { countFilters } from '../filter/filters.ts'

/** A search or filters leave some contacts out. */
export function isNarrowed(query: ContactQuery): boolean {
  return query.search !== '' || countFilters(query.filters) > 0
}
