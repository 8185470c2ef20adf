import type { ContactQuery } from '#core/contact/contact-query.ts'
import { countFilters } from '#core/filter/filters.ts'

/** A search or filters leave some contacts out. */
export function isNarrowed(query: ContactQuery): boolean {
  return query.search !== '' || countFilters(query.filters) > 0
}
