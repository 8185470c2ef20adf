import type { Erasure } from '../archive/sweep.ts'
import { PortalFailure } from '../failure.ts'
import { readIds } from './id-text.ts'
import { archivesIn, type LaterEntry, type RecordStore, type RunRecord } from './record.ts'
import { amend, withLater } from './written-over.ts'

/** A contact that was restored. */
export interface Returned {
  /** The id that it had; the portal never uses an id again. */
  readonly oldId: number
  /** The archive it was restored from; '' if from a file. */
  readonly archiveId: string
}

/**
 * Notes in the record of each deletion that some of its contacts were restored.
 * @param entry `at` identifies the restore: when it goes on and restores more, it is noted again with the same `at`.
 * @returns false: not all of it could be noted. Never rejects.
 */
export async function noteRestored(
  records: RecordStore,
  returned: readonly Returned[],
  entry: { readonly at: number; readonly by: number },
): Promise<boolean> {
  try {
    let noted = true
    for (const record of await records.list()) {
      const contacts = howManyOf(record, returned)
      if (contacts === 0) continue
      const restored = { kind: 'restored', ...entry, contacts } as const
      const amended = await amend(records, record, (stored) => withLater(stored, restored))
      noted &&= amended !== null
    }
    return noted
  } catch (thrown) {
    if (!(thrown instanceof PortalFailure)) throw thrown
    return false
  }
}

/**
 * How many of these contacts the record's run deleted. Counts by the archive only if the record has no ids, since an
 * archive may also hold contacts that were not deleted in the end.
 */
function howManyOf(record: RunRecord, returned: readonly Returned[]): number {
  const { kind, id, contacts } = record
  if (kind !== 'deletion') return 0
  if (contacts === undefined) {
    const own = new Set([id, ...archivesIn(record).map(({ archiveId }) => archiveId)])
    return returned.filter(({ archiveId }) => own.has(archiveId)).length
  }
  const deleted = new Set(readIds(contacts.deleted ?? ''))
  return returned.filter(({ oldId }) => deleted.has(oldId)).length
}

/** Who erased copies, and when. */
export type ErasedBy = Pick<Extract<LaterEntry, { kind: 'archive-erased' }>, 'at' | 'by' | 'automatic'>

/** What became known of the copies: an archive, and the places where it was seen before and not afterwards. */
export type Erased = Pick<Erasure, 'archiveId' | 'takenFrom'>

/** The entries for the archives of this record that were taken from a place. */
export function erasedEntries(record: RunRecord, erased: readonly Erased[], by: ErasedBy): LaterEntry[] {
  return archivesIn(record).flatMap(({ archiveId }): LaterEntry[] => {
    const places = erased.flatMap((one) => (one.archiveId === archiveId ? one.takenFrom : []))
    return places.length === 0 ? [] : [{ kind: 'archive-erased', ...by, archiveId, places }]
  })
}
