import { PortalFailure } from '../failure.ts'
import { readIds } from './id-text.ts'
import { withLater } from './make-record.ts'
import { archivesIn, type LaterEntry, type RecordStore, type RunRecord } from './record.ts'

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
 * @returns false: the records could not be stored, or none has these contacts.
 */
export async function noteRestored(
  records: RecordStore,
  returned: readonly Returned[],
  entry: { readonly at: number; readonly by: number },
): Promise<boolean> {
  let noted = false
  for (const record of await listOrNone(records)) {
    const contacts = howManyOf(record, returned)
    if (contacts === 0) continue
    noted = (await records.keep(withLater(record, { kind: 'restored', ...entry, contacts }))) || noted
  }
  return noted
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

/** What is noted of an erasure, see `LaterEntry`. */
export type ErasedEntry = Omit<Extract<LaterEntry, { kind: 'archive-erased' }>, 'kind'>

/** Notes in the records of their runs that archives were erased. False as for `noteRestored`. */
export async function noteErased(
  records: RecordStore,
  archiveIds: readonly string[],
  entry: ErasedEntry,
): Promise<boolean> {
  const erased = new Set(archiveIds)
  let noted = false
  for (const record of await listOrNone(records)) {
    if (!archivesIn(record).some(({ archiveId }) => erased.has(archiveId))) continue
    noted = (await records.keep(withLater(record, { kind: 'archive-erased', ...entry }))) || noted
  }
  return noted
}

/** Null: there is none, or the records could not be read. */
export async function findRecord(
  records: RecordStore,
  which: (record: RunRecord) => boolean,
): Promise<RunRecord | null> {
  return (await listOrNone(records)).find(which) ?? null
}

export async function listOrNone(records: RecordStore): Promise<readonly RunRecord[]> {
  try {
    return await records.list()
  } catch (thrown) {
    if (!(thrown instanceof PortalFailure)) throw thrown
    return []
  }
}
