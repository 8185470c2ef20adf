import { PortalFailure } from '../failure.ts'
import { readIds } from './id-text.ts'
import { withLater } from './make-record.ts'
import type { RecordStore, RunRecord } from './record.ts'

/**
 * Notes that contacts were brought back, with each deletion that had deleted some of them.
 * @param oldIds the ids that they had; the portal never gives one twice.
 * @param entry `at` names the restore: when it goes on and brings back more, it is told again with the same.
 * @returns false: nobody keeps the records, or no record tells of these contacts.
 */
export async function noteReturned(
  records: RecordStore,
  oldIds: readonly number[],
  entry: { readonly at: number; readonly by: number },
): Promise<boolean> {
  const back = new Set(oldIds)
  let noted = false
  for (const record of await listOrNone(records)) {
    const contacts = readIds(record.kind === 'deletion' ? (record.contacts?.deleted ?? '') : '').filter(
      (id) => back.has(id),
    ).length
    if (contacts === 0) continue
    noted = (await records.keep(withLater(record, { kind: 'restored', ...entry, contacts }))) || noted
  }
  return noted
}

/** Notes with one run (its plan's id) how many of its contacts were brought back. False as for `noteReturned`. */
export async function noteRestored(
  records: RecordStore,
  runId: string,
  entry: { readonly at: number; readonly by: number; readonly contacts: number },
): Promise<boolean> {
  const record = await findRecord(records, ({ id }) => id === runId)
  return record !== null && (await records.keep(withLater(record, { kind: 'restored', ...entry })))
}

/** Notes that an archive was erased, with its run. False as for `noteReturned`. */
export async function noteErased(
  records: RecordStore,
  archiveId: string,
  entry: { readonly at: number; readonly by: number },
): Promise<boolean> {
  const record = await findRecord(records, ({ archive }) => archive?.archiveId === archiveId)
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
