import { PortalFailure } from '../failure.ts'
import { withLater } from './make-record.ts'
import type { LaterEntry, RecordStore, RunRecord } from './record.ts'

/**
 * Keeps the record of a run as it stands, over what was kept of it before. False: nobody keeps it. Never rejects: a
 * run does not fail because nobody writes it down.
 * @param known the record as this tab kept it last, where the store cannot be asked.
 * @param make as `recordOfRun` does.
 */
export async function keepRecord(
  records: RecordStore,
  id: string,
  make: (before: RunRecord | null) => RunRecord,
  known: RunRecord | null = null,
): Promise<{ readonly record: RunRecord; readonly kept: boolean }> {
  const record = make((await find(records, (one) => one.id === id)) ?? known)
  return { record, kept: await records.keep(record) }
}

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
  const record = await find(records, which)
  return record !== null && (await records.keep(withLater(record, entry)))
}

async function find(records: RecordStore, which: (record: RunRecord) => boolean): Promise<RunRecord | null> {
  try {
    return (await records.list()).find(which) ?? null
  } catch (thrown) {
    if (!(thrown instanceof PortalFailure)) throw thrown
    return null
  }
}
