import type { RecordStore, RunRecord } from './record.ts'

/**
 * Several stores as one: a record is put into each, so that one that later cannot be asked, or is emptied, loses
 * nothing. `list` tells each record once, as whichever store knows most of it, and rejects when any store does: a list
 * without what that one has would look whole.
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

/** Of two versions of one record; the first one stays where neither does. */
function knowsMore(one: RunRecord, other: RunRecord): boolean {
  if (one.later.length !== other.later.length) return one.later.length > other.later.length
  return one.endedAt !== null && other.endedAt === null
}
