import type { GuardSettings } from '../plan/guards.ts'
import type { ContactQuery } from '../contact/contact-query.ts'

/**
 * What can be shown of a run years later: who, when, why, by which rules, with what result. It holds no name, phone or
 * e-mail of a contact, so that it may stay when what was deleted must be forgotten.
 */
export interface RunRecord {
  readonly version: 1
  /** The plan's id. */
  readonly id: string
  readonly kind: 'deletion' | 'restore'
  /** Who deleted or restored. */
  readonly user: { readonly id: number; readonly name: string }
  /** Unix ms of our clock; `endedAt` null: not ended, or nobody saw its end. */
  readonly startedAt: number
  readonly endedAt: number | null
  /** As typed at confirmation; '' for none. */
  readonly reference: string
  /**
   * What the contacts were selected by; null: one by one, or from a list. What was searched for may be somebody's name:
   * in its place stands `SEARCHED`.
   */
  readonly query: ContactQuery | null
  /** The rules that applied; null for a restore. */
  readonly guards: GuardSettings | null
  readonly planned: number
  /** How many contacts got each verdict, by `RunVerdict['kind']`; of a restore by `TaskVerdict['kind']`. */
  readonly counts: Readonly<Record<string, number>>
  /** Which contacts got which verdict, as `writeIds` writes them; absent: they are too many to be kept, or nobody told. */
  readonly contacts?: Readonly<Record<string, string>>
  readonly archive: ArchiveNote | null
  /** Those that the run could not go on with and that are kept all the same, the latest first; absent: there is none. */
  readonly earlierArchives?: readonly ArchiveNote[]
  /** What happened since, oldest first. */
  readonly later: readonly LaterEntry[]
}

/** Stands in a record for the words of a search. */
export const SEARCHED = '…'

/** Where a run's archive is, and the seal by which it can be known. */
export interface ArchiveNote {
  readonly archiveId: string
  readonly places: readonly ('browser' | 'portal-storage' | 'drive')[]
  readonly contacts: number
  readonly incomplete: number
  /** SHA-256 of its last line, which seals all others; null: it was not closed. */
  readonly seal: string | null
}

/** All archives in which copies of the run lie, the newest first. */
export function archivesIn({
  archive,
  earlierArchives = [],
}: Pick<RunRecord, 'archive' | 'earlierArchives'>): readonly ArchiveNote[] {
  return archive === null ? earlierArchives : [archive, ...earlierArchives]
}

export type LaterEntry =
  | { readonly kind: 'restored'; readonly at: number; readonly by: number; readonly contacts: number }
  | { readonly kind: 'archive-erased'; readonly at: number; readonly by: number }

export interface RecordStore {
  /**
   * Puts the record in the place of an older one of the same id. False: nobody keeps it. Never rejects.
   * @param fresh nobody has kept one of this id yet, so that none needs to be looked for
   */
  keep(record: RunRecord, fresh?: boolean): Promise<boolean>
  /** This user's records, newest first; for an administrator those of everybody. Rejects with PortalFailure. */
  list(): Promise<readonly RunRecord[]>
}
