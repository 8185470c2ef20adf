import type { RecordStore, RunRecord } from './record.ts'
import { withNotes } from './written-over.ts'

/**
 * Several stores as one. A record is stored in each, so that nothing is lost if one is emptied or cannot be asked later.
 * `list` has each record once, with what any store knows of it, and rejects if any store does: without that store's
 * records the list would only look complete.
 */
export function inEachStore(stores: readonly RecordStore[]): RecordStore {
  return {
    async keep(record, over) {
      const kept = await Promise.all(stores.map((store) => store.keep(record, over)))
      return asOne(kept.filter((one) => one !== null))
    },
    async list() {
      const found = new Map<string, RunRecord[]>()
      for (const record of (await Promise.all(stores.map((store) => store.list()))).flat())
        found.set(record.id, [...(found.get(record.id) ?? []), record])
      return newestFirst([...found.values()].flatMap((versions) => asOne(versions) ?? []))
    },
  }
}

export function newestFirst(records: readonly RunRecord[]): RunRecord[] {
  return records.toSorted((a, b) => b.startedAt - a.startedAt)
}

/** Several versions of a record: the newest one, with what is noted in any. Null: none. */
export function asOne(versions: readonly RunRecord[]): RunRecord | null {
  return versions.reduce<RunRecord | null>((one, other) => (one === null ? other : both(one, other)), null)
}

function both(one: RunRecord, other: RunRecord): RunRecord {
  const [newer, older] = isNewer(other, one) ? [other, one] : [one, other]
  const proof = newer.proof ?? older.proof
  return { ...newer, ...(proof ? { proof } : {}), ...withNotes(newer, older) }
}

function isNewer({ endedAt, later }: RunRecord, other: RunRecord): boolean {
  if (endedAt !== other.endedAt) return (endedAt ?? 0) > (other.endedAt ?? 0)
  return later.length > other.later.length
}
