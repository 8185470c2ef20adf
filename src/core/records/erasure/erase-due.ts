import type { RunRecord } from '../record.ts'
import { wasErasedSomewhere } from './erased-places.ts'

const DAY_MS = 86_400_000

/** Verdicts after which a copy may still be needed: for the rest of the run, or to see what became of a contact. */
const OPEN = ['waiting', 'unknown', 'failed']

/**
 * Whether the copies of a run are to be erased by themselves: its run was "for erasure", ended well, and the time is over;
 * or they were erased elsewhere, and this place was not in reach then.
 * @param now Unix ms
 */
export function isEraseDue(record: RunRecord, now: number): boolean {
  if (record.kind !== 'deletion' || record.endedAt === null) return false
  if (wasErasedSomewhere(record)) return true
  const due = eraseDueAt(record)
  return due !== null && due <= now
}

/** When the copies of a run "for erasure" are to be erased, Unix ms; null: not by themselves, or not before it ends well. */
export function eraseDueAt({
  endedAt,
  counts,
  eraseCopyAfterDays = null,
}: Pick<RunRecord, 'endedAt' | 'counts' | 'eraseCopyAfterDays'>): number | null {
  const endedWell = OPEN.every((verdict) => (counts[verdict] ?? 0) === 0)
  if (endedAt === null || eraseCopyAfterDays === null || !endedWell) return null
  return endedAt + eraseCopyAfterDays * DAY_MS
}

/** The earlier of the two times until which a copy is stored. Null: for ever. */
export function earlier(until: number | null, due: number | null): number | null {
  return until === null || due === null ? (until ?? due) : Math.min(until, due)
}
