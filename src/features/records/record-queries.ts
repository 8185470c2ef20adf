import { queryOptions } from '@tanstack/react-query'
import type { Records } from '#core/records/records.ts'
import type { RunRecord } from '#core/records/record.ts'
import type { ContactStore } from '#core/contact/ports.ts'

/** At most this many names in one request. */
const MOST_NAMES = 2_500

/** See `readDoubles`. */
export type FindDoubles = (oldIds: readonly number[]) => Promise<ReadonlyMap<number, readonly number[]>>

export const recordQueries = {
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
      // A run that has just ended stored one more: no earlier answer may tell that there is no copy of it.
      staleTime: 0,
      gcTime: 0,
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

  /** The contacts that are there twice now, by the ID that they had before. */
  doubles: (find: FindDoubles, oldIds: readonly number[]) =>
    queryOptions({
      queryKey: ['records', 'doubles', oldIds] as const,
      queryFn: () => find(oldIds),
      staleTime: 0,
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
