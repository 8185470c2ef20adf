import { PortalFailure } from '../failure.ts'
import { withLater } from './make-record.ts'
import type { LaterEntry, RecordStore, RunRecord } from './record.ts'

/** Notes that contacts of this run (its plan's id) were brought back. False: it has no record, or nobody keeps it. */
export function noteRestored(
  records: RecordStore,
  runId: string,
  entry: Omit<Extract<LaterEntry, { kind: 'restored' }>, 'kind'>,
): Promise<boolean> {
  return note(records, (one) => one.id === runId, { kind: 'restored', ...entry })
}

/** Notes that an archive was erased. False as for `noteRestored`. */
export function noteErased(
  records: RecordStore,
  archiveId: string,
  entry: Omit<Extract<LaterEntry, { kind: 'archive-erased' }>, 'kind'>,
): Promise<boolean> {
  return note(records, (one) => one.archive?.archiveId === archiveId, { kind: 'archive-erased', ...entry })
}

async function note(
  records: RecordStore,
  which: (record: RunRecord) => boolean,
  entry: LaterEntry,
): Promise<boolean> {
  const record = await findRecord(records, which)
  return record !== null && (await records.keep(withLater(record, entry)))
}

/** Null: there is none, or nobody can tell. */
export async function findRecord(
  records: RecordStore,
  which: (record: RunRecord) => boolean,
): Promise<RunRecord | null> {
  try {
    return (await records.list()).find(which) ?? null
  } catch (thrown) {
    if (!(thrown instanceof PortalFailure)) throw thrown
    return null
  }
}
