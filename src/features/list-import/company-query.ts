import { queryOptions } from '@tanstack/react-query'
import type { ContactStore } from '#core/contact/ports.ts'
import type { RowMatch } from '#core/list/match-list.ts'

/** At most this many names in one request. */
const MOST_NAMES = 2_500

/** The names of the companies of found contacts; those that cannot be read are absent. */
export function companyQuery(store: ContactStore, matches: readonly RowMatch[]) {
  const found = matches.flatMap(({ values }) => values.flatMap(({ contacts }) => contacts))
  const ids = [...new Set(found.flatMap(({ companyId }) => companyId ?? []))].slice(0, MOST_NAMES)
  return queryOptions({
    queryKey: ['list-import', 'companies', ids] as const,
    queryFn: async () => (await store.names(ids, [])).companies,
    enabled: ids.length > 0,
    staleTime: Infinity,
    gcTime: 0,
    structuralSharing: false,
  })
}
