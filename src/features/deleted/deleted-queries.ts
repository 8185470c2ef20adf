import { queryOptions } from '@tanstack/react-query'
import type { SinceDeletion } from '#core/restore/deleted-contacts.ts'
import type { Archives } from '#core/restore/archives.ts'

/** What became of some contacts since their deletion. */
export interface SinceQuestion {
  /** Tells the contacts from others; they themselves are too many for a key. */
  readonly subject: string
  /** Null: cancelled. Rejects with PortalFailure. */
  ask(cancelled: () => boolean): Promise<ReadonlyMap<number, SinceDeletion> | null>
}

/** What is kept, and what it holds. Large things are compared with nothing, and forgotten a while after their use. */
export const deletedQueries = {
  /** All of them. */
  all: () => queryOptions({ queryKey: ['deleted'] as const }),

  index: (archive: Archives) =>
    queryOptions({
      queryKey: ['deleted', 'index'] as const,
      queryFn: () => archive.index(),
      // A run may have begun an archive since.
      staleTime: 0,
    }),

  /** What is in some of them. */
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
