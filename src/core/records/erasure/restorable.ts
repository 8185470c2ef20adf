import type { KeptArchives, KeptPlace } from '../proof/archive-source.ts'
import { archivesIn, type ArchiveNote, type LaterEntry, type RecordField, type RunRecord } from '../record.ts'
import { earlier, eraseDueAt } from './erase-due.ts'
import { erasedFrom } from './erased-places.ts'

/** From where the contacts of a run can be restored, as far as the app knows. */
export interface Restorable {
  readonly copy: CopyState
  /** When the copy was erased on purpose or by itself, Unix ms; null: that was not recorded. */
  readonly erasedAt: number | null
  /** Who said when that the portal's recycle bin is empty; null: nobody, so it may hold the contacts. */
  readonly binEmptied: BinEmptied | null
}

export type BinEmptied = Extract<LaterEntry, { kind: 'bin-emptied' }>

/** Where the copies of a run are, as seen from this browser. */
export type CopyState =
  /** There never was one, or they are gone from every place that was noted. */
  | { readonly kind: 'none' }
  /** `until`: when it is erased, by the record too. `elsewhere`: another may be out of reach, as below. */
  | { readonly kind: 'stored'; readonly places: readonly KeptPlace[]; readonly elsewhere: boolean }
  /** Not in reach: one was stored where this browser cannot look, and no erasure from there is noted. */
  | { readonly kind: 'elsewhere' }
  /** The places could not be asked. */
  | { readonly kind: 'unknown' }

/** @param kept where archives are stored now; null: that is not known. */
export function restorableOf(record: RunRecord, kept: KeptArchives | null): Restorable {
  const { later, endedAt } = record
  // Contacts that were deleted after somebody looked are in the bin again.
  const said = later.findLast(
    ({ kind, at }) =>
      (kind === 'bin-emptied' || kind === 'bin-taken-back') && endedAt !== null && at >= endedAt,
  )
  return {
    copy: copyState(record, kept),
    erasedAt: later.findLast(({ kind }) => kind === 'archive-erased')?.at ?? null,
    binEmptied: said?.kind === 'bin-emptied' ? said : null,
  }
}

function copyState(record: RunRecord, kept: KeptArchives | null): CopyState {
  const archives = archivesIn(record)
  if (archives.length === 0) return { kind: 'none' }
  if (kept === null) return { kind: 'unknown' }
  const places = archives.flatMap(({ archiveId }) => kept.byId.get(archiveId) ?? [])
  const elsewhere = archives.some((archive) => mayBeElsewhere(record, archive, kept))
  if (places.length === 0) return { kind: elsewhere ? 'elsewhere' : 'none' }
  const due = eraseDueAt(record)
  const stored = places.map((each) => ({ ...each, until: earlier(each.until, due) }))
  return { kind: 'stored', places: stored, elsewhere }
}

/** Whether an archive may be where nobody has looked: another browser's store cannot be seen from here. */
function mayBeElsewhere(record: RunRecord, archive: ArchiveNote, { asked, byId }: KeptArchives): boolean {
  const here = byId.get(archive.archiveId) ?? []
  const erased = erasedFrom(record, archive)
  if (archive.places.length === 0) return here.length === 0
  return archive.places.some((place) => {
    if (erased.has(place) || here.some((each) => each.place === place)) return false
    return place !== 'portal-storage' || !asked.includes(place)
  })
}

/** Verdicts of contacts that were there when the run began, and are not any more. */
const ERASED: readonly string[] = ['deleted', 'gone']

/** Whether a contact with this verdict was there when the run began, and is not any more. */
export function isTaken(verdict: string | null): boolean {
  return verdict !== null && ERASED.includes(verdict)
}

/** Whether a run has deleted anybody, as far as its record says. */
export function anyErased({ counts }: RunRecord): boolean {
  return ERASED.some((verdict) => (counts[verdict] ?? 0) > 0)
}

/** Why a record of deletion is not a certificate of erasure. */
export type Obstacle =
  /** Some of the record could not be read. */
  | { readonly kind: 'damaged'; readonly fields: readonly RecordField[] }
  | { readonly kind: 'paused' | 'not-ended' | 'none-erased' }
  /** How many a rule skipped. */
  | { readonly kind: 'not-deleted'; readonly contacts: number }
  /** How many have each verdict by which they are not known to be gone. */
  | { readonly kind: 'not-erased'; readonly counts: RunRecord['counts'] }
  /** A record does not say which contacts were restored. */
  | { readonly kind: 'restored'; readonly contacts: number }
  | { readonly kind: 'copy'; readonly copy: Exclude<CopyState, { kind: 'none' }> }
  /** Nobody has said that the portal's recycle bin is empty. */
  | { readonly kind: 'bin' }

/**
 * What speaks against calling the record of a deletion a certificate of erasure; empty: every contact is gone, and the app
 * knows of nothing from which one can be restored. The README of this room has the rule.
 */
export function obstaclesTo(record: RunRecord, restorable: Restorable): Obstacle[] {
  const { counts, endedAt, paused } = record
  const skipped = counts.guarded ?? 0
  const isOther = (verdict: string): boolean =>
    !isTaken(verdict) && verdict !== 'already-gone' && verdict !== 'guarded'
  const others = Object.entries(counts).filter(([verdict, count]) => isOther(verdict) && count > 0)
  return [
    ...(endedAt === null ? [{ kind: paused === true ? 'paused' : 'not-ended' } as const] : []),
    ...(anyErased(record) ? [] : [{ kind: 'none-erased' } as const]),
    ...(skipped > 0 ? [{ kind: 'not-deleted', contacts: skipped } as const] : []),
    ...(others.length > 0 ? [{ kind: 'not-erased', counts: Object.fromEntries(others) } as const] : []),
    ...obstaclesForAny(record, restorable),
  ]
}

/** Whether one of its contacts is erased, whatever became of the others. */
export function isErased(verdict: string | null, record: RunRecord, restorable: Restorable): boolean {
  return isTaken(verdict) && obstaclesForAny(record, restorable).length === 0
}

/** What speaks against it for each of its contacts. */
function obstaclesForAny({ later, lacks = [] }: RunRecord, { copy, binEmptied }: Restorable): Obstacle[] {
  const restored = later.reduce((sum, entry) => sum + (entry.kind === 'restored' ? entry.contacts : 0), 0)
  return [
    ...(lacks.length > 0 ? [{ kind: 'damaged', fields: lacks } as const] : []),
    ...(later.some(({ kind }) => kind === 'restored')
      ? [{ kind: 'restored', contacts: restored } as const]
      : []),
    ...(copy.kind === 'none' ? [] : [{ kind: 'copy', copy } as const]),
    ...(binEmptied === null ? [{ kind: 'bin' } as const] : []),
  ]
}
