import { countFilters, type ContactQuery } from '#core/contact/contact-query.ts'

/** A search or filters leave some contacts out. */
export function isNarrowed(query: ContactQuery): boolean {
  return query.search !== '' || countFilters(query.filters) > 0
}
