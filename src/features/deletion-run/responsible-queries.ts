import { queryOptions } from '@tanstack/react-query'
import type { ContactStore } from '#core/contact/ports.ts'

/** At most this many names in one request. */
const MOST_AT_ONCE = 2_500

export const responsibleQueries = {
  /** The names of users; those that cannot be read are absent. */
  names: (store: ContactStore, userIds: readonly number[]) =>
    queryOptions({
      queryKey: ['responsible', userIds] as const,
      queryFn: async () => (await store.names([], userIds.slice(0, MOST_AT_ONCE))).users,
      staleTime: Infinity,
    }),
}
