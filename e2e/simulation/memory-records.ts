import { PortalFailure } from '../../src/core/failure.ts'
import type { RecordStore, RunRecord } from '../../src/core/records/record.ts'
import { newestFirst } from '../../src/core/records/record-stores.ts'
import { readStoredRecordText, writeStoredRecord } from '../../src/core/records/stored-record.ts'

/** Records in memory, read and written as a store does. */
export function memoryRecords(...records: readonly RunRecord[]) {
  const kept = new Map(records.map((record) => [record.id, record]))
  const writes: RunRecord[] = []
  const trouble = { refuses: false, silent: false }
  const store: RecordStore = {
    keep(record, over) {
      if (trouble.refuses || trouble.silent) return Promise.resolve(null)
      const stored = kept.get(record.id)
      const next = stored === undefined || over === null ? record : over(stored)
      writes.push(next)
      kept.set(next.id, readStoredRecordText(writeStoredRecord(next)) ?? next)
      return Promise.resolve(next)
    },
    list: () =>
      trouble.silent
        ? Promise.reject(new PortalFailure({ kind: 'network', code: '', portalText: '' }))
        : Promise.resolve(newestFirst([...kept.values()])),
  }
  return {
    store,
    /** What is stored, by id. */
    kept,
    /** Each version that was written, in their order. */
    writes,
    /** `refuses`: nothing can be written. `silent`: nor read. */
    trouble,
  }
}
