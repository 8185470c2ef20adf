import { queryOptions } from '@tanstack/react-query'
import type { SinceDeletion } from '#core/restore/deleted-contacts.ts'
import type { Archives } from '#core/restore/archives.ts'

/** Asks what happened to some contacts since their deletion. */
export interface SinceQuestion {
  /** Identifies the contacts in the query key: the contacts themselves are too many for a key. */
  readonly subject: string
  /** Null: cancelled. Rejects with PortalFailure. */
  ask(cancelled: () => boolean): Promise<ReadonlyMap<number, SinceDeletion> | null>
}

/**
 * Queries for the stored archives and their contents. Large results are not compared with earlier ones, and are dropped
 * soon after use.
 */
export const deletedQueries = {
  /** The prefix of all keys. */
  all: () => queryOptions({ queryKey: ['deleted'] as const }),

  index: (archive: Archives) =>
    queryOptions({
      queryKey: ['deleted', 'index'] as const,
      queryFn: () => archive.index(),
      // A run may have added an archive since.
      staleTime: 0,
    }),

  /** When archives are erased by the records of their runs, by their ids. */
  eraseDates: (archive: Archives) =>
    queryOptions({
      queryKey: ['deleted', 'erase-dates'] as const,
      queryFn: () => archive.eraseDates(),
      staleTime: 0,
      structuralSharing: false,
    }),

  /** The contents of some archives. */
  archives: (archive: Archives, archiveIds: readonly string[]) =>
    queryOptions({
      queryKey: ['deleted', 'archives', archiveIds] as const,
      queryFn: () => archive.openAll(archiveIds),
      staleTime: 0,
      gcTime: 60_000,
      structuralSharing: false,
    }),

  since: (question: SinceQuestion) =>
    queryOptions({
      queryKey: ['deleted', 'since', question.subject] as const,
      queryFn: ({ signal }) => question.ask(() => signal.aborted),
      structuralSharing: false,
    }),

  keepDays: (archive: Archives) =>
    queryOptions({ queryKey: ['deleted', 'keep-days'] as const, queryFn: () => archive.keepDays() }),
}
