import { queryOptions } from '@tanstack/react-query'
import type { Records } from '#core/records/records.ts'
import type { RunRecord } from '#core/records/record.ts'
import type { ContactStore } from '#core/contact/ports.ts'

/** So many names come in one request. */
const MOST_NAMES = 2_500

export const evidenceQueries = {
  /** All of them. */
  all: () => queryOptions({ queryKey: ['records'] as const }),

  records: (source: Records) =>
    queryOptions({
      queryKey: ['records', 'records'] as const,
      queryFn: () => source.list(),
      // A run that has just ended is to be among them.
      staleTime: 0,
    }),

  /** Where archives are kept now, by their ids. */
  kept: (source: Records) =>
    queryOptions({
      queryKey: ['records', 'kept'] as const,
      queryFn: () => source.kept(),
      structuralSharing: false,
    }),

  certificate: (source: Records, record: RunRecord) =>
    queryOptions({
      queryKey: ['records', 'certificate', record] as const,
      queryFn: () => source.certificate(record),
      // Made anew each time: what remains of the archive may have changed.
      gcTime: 0,
      structuralSharing: false,
    }),

  /** The names of users; those that cannot be read are absent. */
  names: (store: ContactStore, userIds: readonly number[]) =>
    queryOptions({
      queryKey: ['records', 'names', userIds] as const,
      queryFn: async () => (await store.names([], userIds.slice(0, MOST_NAMES))).users,
      staleTime: Infinity,
    }),
}
