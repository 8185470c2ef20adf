import { PortalFailure } from '../failure.ts'
import { readIds } from './id-text.ts'
import { withLater } from './make-record.ts'
import { archivesIn, type RecordStore, type RunRecord } from './record.ts'

/** A contact that was brought back. */
export interface Returned {
  /** The id that it had; the portal never gives one twice. */
  readonly oldId: number
  /** The archive that it came from; '' where it came from a file. */
  readonly archiveId: string
}

/**
 * Notes that contacts were brought back, with each deletion that had deleted some of them.
 * @param entry `at` names the restore: when it goes on and brings back more, it is told again with the same.
 * @returns false: nobody keeps the records, or no record tells of these contacts.
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

/** An archive also has contacts that its run did not delete in the end, so it counts only where the ids are not known. */
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

/** Notes that an archive was erased, with its run. False as for `noteRestored`. */
export async function noteErased(
  records: RecordStore,
  archiveId: string,
  entry: { readonly at: number; readonly by: number },
): Promise<boolean> {
  const record = await findRecord(records, (one) =>
    archivesIn(one).some((archive) => archive.archiveId === archiveId),
  )
  return record !== null && (await records.keep(withLater(record, { kind: 'archive-erased', ...entry })))
}

/** Null: there is none, or nobody can tell. */
export async function findRecord(
  records: RecordStore,
  which: (record: RunRecord) => boolean,
): Promise<RunRecord | null> {
  return (await listOrNone(records)).find(which) ?? null
}

async function listOrNone(records: RecordStore): Promise<readonly RunRecord[]> {
  try {
    return await records.list()
  } catch (thrown) {
    if (!(thrown instanceof PortalFailure)) throw thrown
    return []
  }
}
