import type { GuardSettings } from '../plan/guards.ts'
import type { CleanUpNote } from '../plan/saved/saved-clean-up.ts'
import type { ContactQuery } from '../contact/contact-query.ts'
import type { ListNote } from '../list/list-note.ts'
import type { Proof } from './proof/proof.ts'

/**
 * What stays of a run for years: who, when, why, by which rules, with what result. It holds no name, phone or e-mail of
 * a contact, so it may stay when the contacts must be forgotten.
 */
export interface RunRecord {
  readonly version: 1
  /** The plan's id. */
  readonly id: string
  readonly kind: 'deletion' | 'restore'
  /** The user who deleted or restored. */
  readonly user: { readonly id: number; readonly name: string }
  /** Unix ms of our clock; `endedAt` null: not ended, or its end is unknown. */
  readonly startedAt: number
  readonly endedAt: number | null
  /** The run was paused when this was written; absent: it went on, or has ended. */
  readonly paused?: boolean
  /** As typed at confirmation; '' for none. */
  readonly reference: string
  /**
   * The query that selected the contacts; null: chosen singly, or from a list. `SEARCHED` replaces the words of a
   * search, which may be somebody's name.
   */
  readonly query: ContactQuery | null
  /** The saved clean-up that it was a run of; null or absent: of none. */
  readonly cleanUp?: RecordedCleanUp | null
  /** The rules that applied; null for a restore. */
  readonly guards: GuardSettings | null
  /** By rule, how many contacts the person deleted "anyway" although it skips them; absent: none. */
  readonly overridden?: Readonly<Record<string, number>>
  readonly planned: number
  /** How many contacts got each verdict: `RunVerdict['kind']`, or for a restore `TaskVerdict['kind']`. */
  readonly counts: Readonly<Record<string, number>>
  /** The ids of the contacts with each verdict, as `writeIds` text; absent: too many to store. */
  readonly contacts?: Readonly<Record<string, string>>
  readonly archive: ArchiveNote | null
  /** What lists called the contacts, by contact id; absent: nothing, or too much to store. */
  readonly references?: Readonly<Record<string, string>>
  /** The lists from which contacts were selected; absent: none. */
  readonly lists?: readonly ListNote[]
  /** "For erasure": the copy is erased this many days after the run ended well. Null or absent: as everybody's copies. */
  readonly eraseCopyAfterDays?: number | null
  /** What was read from the copy when the run ended; it outlives the copy. Null or absent: nothing was, see `read-copies.ts`. */
  readonly proof?: Proof | null
  /**
   * Archives that the run could not go on with, the latest first; absent: none. Some may be gone, but a copy that was once
   * stored counts until an entry says that it was erased.
   */
  readonly earlierArchives?: readonly ArchiveNote[]
  /** What happened since, oldest first. */
  readonly later: readonly LaterEntry[]
  /** What could not be read of it from its store: damaged, or of another version; absent: it was read whole. */
  readonly lacks?: readonly RecordField[]
}

/** The saved clean-up of a run. */
export interface RecordedCleanUp extends CleanUpNote {
  /** Ids of the contacts that the run left, as `writeIds` text, where `contacts` has none; absent: too many, too. */
  readonly left?: string
}

/** Contacts with these verdicts were gone when the run ended. */
export const GONE_VERDICTS: ReadonlySet<string> = new Set(['deleted', 'already-gone'])

export type RecordField = Exclude<keyof RunRecord, 'version' | 'id' | 'kind' | 'lacks'>

/** Replaces the words of a search in a record. */
export const SEARCHED = '…'

export type NotedPlace = 'browser' | 'portal-storage' | 'drive'

/** Where a run's archive is, and the seal that identifies it. */
export interface ArchiveNote {
  readonly archiveId: string
  readonly places: readonly NotedPlace[]
  readonly contacts: number
  readonly incomplete: number
  /** SHA-256 of its last line, which holds the checksums of all others; null: it has no last line. */
  readonly seal: string | null
}

/**
 * Whether the run went on after this was written, by itself or until its page was closed: what became of those that waited
 * then, and where their copies are, is not in it.
 */
export function wentOn({ endedAt, paused }: Pick<RunRecord, 'endedAt' | 'paused'>): boolean {
  return endedAt === null && paused !== true
}

/** All archives with copies of the run, the newest first. */
export function archivesIn({
  archive,
  earlierArchives = [],
}: Pick<RunRecord, 'archive' | 'earlierArchives'>): readonly ArchiveNote[] {
  return archive === null ? earlierArchives : [archive, ...earlierArchives]
}

export type LaterEntry =
  | { readonly kind: 'restored'; readonly at: number; readonly by: number; readonly contacts: number }
  | {
      readonly kind: 'archive-erased'
      readonly at: number
      readonly by: number
      /** Which archive; absent, in entries of earlier versions: not noted. */
      readonly archiveId?: string
      /** Where a look before showed it, and a look afterwards did not; absent: not noted. */
      readonly places?: readonly NotedPlace[]
      /** True: by the app itself, because its time was over. */
      readonly automatic?: boolean
    }
  /** This person says that the portal's recycle bin has none of the contacts any more. The app cannot look into it. */
  | { readonly kind: 'bin-emptied'; readonly at: number; readonly by: number }
  /** What was said of the bin before does not count any more. */
  | { readonly kind: 'bin-taken-back'; readonly at: number; readonly by: number }

export interface RecordStore {
  /**
   * Stores the record. If one with its id is stored already, what `over` makes of that is stored instead, so that nothing
   * is written over what somebody else noted meanwhile (`writtenOver`, `amend`).
   * @param over may be called several times, and must make the same of its own result. Null: no record with this id is
   * stored yet, so none needs to be looked for.
   * @returns the record as it is stored now; null: it could not be stored. Never rejects.
   */
  keep(record: RunRecord, over: Over | null): Promise<RunRecord | null>
  /** This user's records, newest first; for an administrator everyone's. Rejects with PortalFailure. */
  list(): Promise<readonly RunRecord[]>
}

export type Over = (stored: RunRecord) => RunRecord
