import type { RecordStore, RunRecord } from './record.ts'

/**
 * Several stores as one. A record is stored in each, so that nothing is lost if one is emptied or cannot be asked later.
 * `list` has each record once, in the version that knows most, and rejects if any store does: without that store's
 * records the list would only look complete.
 */
export function inEachStore(stores: readonly RecordStore[]): RecordStore {
  return {
    async keep(record, fresh) {
      const kept = await Promise.all(stores.map((store) => store.keep(record, fresh)))
      return kept.includes(true)
    },
    async list() {
      const found = new Map<string, RunRecord>()
      for (const record of (await Promise.all(stores.map((store) => store.list()))).flat()) {
        const before = found.get(record.id)
        if (before === undefined || knowsMore(record, before)) found.set(record.id, record)
      }
      return newestFirst([...found.values()])
    },
  }
}

export function newestFirst(records: readonly RunRecord[]): RunRecord[] {
  return records.toSorted((a, b) => b.startedAt - a.startedAt)
}

/** Whether the first version of a record is newer; if neither is, the other one stays. */
function knowsMore(one: RunRecord, other: RunRecord): boolean {
  if (one.later.length !== other.later.length) return one.later.length > other.later.length
  if ((one.endedAt === null) !== (other.endedAt === null)) return one.endedAt !== null
  return Boolean(one.proof) && !other.proof
}
