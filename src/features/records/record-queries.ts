import { queryOptions } from '@tanstack/react-query'
import type { Records } from '#core/records/records.ts'
import type { RunRecord } from '#core/records/record.ts'
import type { ContactStore } from '#core/contact/ports.ts'

/** At most this many names in one request. */
const MOST_NAMES = 2_500

export const evidenceQueries = {
  /** Every query here, for invalidating. */
  all: () => queryOptions({ queryKey: ['records'] as const }),

  records: (source: Records) =>
    queryOptions({
      queryKey: ['records', 'records'] as const,
      queryFn: () => source.list(),
      // A run that has just ended must be among them.
      staleTime: 0,
    }),

  /** Where archives are stored now, by their ids. */
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
      // Made again each time: the archive may have changed.
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
