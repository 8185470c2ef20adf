import { queryOptions, skipToken } from '@tanstack/react-query'
import type { SavedFilterStore } from '#core/filter/ports.ts'
import type { SavedFilters } from '#core/filter/saved-filters.ts'

/** @param store null: not there yet */
export function savedFilterQuery(store: SavedFilterStore | null) {
  return queryOptions<SavedFilters>({
    queryKey: ['saved-filters'] as const,
    queryFn: store === null ? skipToken : () => store.read(),
  })
}
