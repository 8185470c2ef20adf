import type { KeptPlace } from '../proof/archive-source.ts'
import { archivesIn, type LaterEntry, type RunRecord } from '../record.ts'

/** From where the contacts of a run can be restored, as far as the app knows. */
export interface Restorable {
  readonly copy: CopyState
  /** When the copy was erased on purpose or by itself, Unix ms; null: that was not recorded. */
  readonly erasedAt: number | null
  /** Who said when that the portal's recycle bin is empty; null: nobody, so it may hold the contacts. */
  readonly binEmptied: BinEmptied | null
}

export type BinEmptied = Extract<LaterEntry, { kind: 'bin-emptied' }>

/** Where the copy of a run is, as seen from this browser. */
export type CopyState =
  /** There never was one, or it is gone from every place that was noted. */
  | { readonly kind: 'none' }
  | { readonly kind: 'stored'; readonly places: readonly KeptPlace[] }
  /** Not in reach: it was stored where this browser cannot look, and no erasure from there is noted. */
  | { readonly kind: 'elsewhere' }
  /** The places could not be asked. */
  | { readonly kind: 'unknown' }

/** @param kept where archives are stored now, by their ids; null: that is not known. */
export function restorableOf(
  record: RunRecord,
  kept: ReadonlyMap<string, readonly KeptPlace[]> | null,
): Restorable {
  const { later } = record
  return {
    copy: copyState(record, kept),
    erasedAt: later.findLast(({ kind }) => kind === 'archive-erased')?.at ?? null,
    binEmptied: later.findLast((entry) => entry.kind === 'bin-emptied') ?? null,
  }
}

function copyState(record: RunRecord, kept: ReadonlyMap<string, readonly KeptPlace[]> | null): CopyState {
  const archives = archivesIn(record)
  const once = new Set(archives.flatMap(({ places }) => places))
  if (archives.length === 0) return { kind: 'none' }
  if (kept === null) return { kind: 'unknown' }
  const places = archives.flatMap(({ archiveId }) => kept.get(archiveId) ?? [])
  if (places.length > 0) return { kind: 'stored', places }
  // The portal's storage was looked into, but another browser may still hold its copy.
  const erased = new Set(
    record.later.flatMap((entry) => (entry.kind === 'archive-erased' ? (entry.places ?? []) : [])),
  )
  const hidden = [...once].filter((place) => place !== 'portal-storage' && !erased.has(place))
  return { kind: hidden.length > 0 || once.size === 0 ? 'elsewhere' : 'none' }
}

/** Verdicts of contacts that were there when the run began, and are not any more. */
const ERASED: readonly string[] = ['deleted', 'gone']

/** Whether a contact with this verdict was there when the run began, and is not any more. */
export function isTaken(verdict: string | null): boolean {
  return verdict !== null && ERASED.includes(verdict)
}

/** Whether the copy was erased since the run ended. */
export function wasErased({ endedAt, later }: RunRecord): boolean {
  return later.some(({ kind, at }) => kind === 'archive-erased' && endedAt !== null && at >= endedAt)
}

/** Whether a run has deleted anybody, as far as its record says. */
export function anyErased({ counts }: RunRecord): boolean {
  return ERASED.some((verdict) => (counts[verdict] ?? 0) > 0)
}

/**
 * Whether the record of a deletion may be called a certificate of erasure: every contact is gone, and the app knows of
 * nothing from which one can be restored. The README of this room has the rule.
 */
export function isErasure(record: RunRecord, restorable: Restorable): boolean {
  const { counts, endedAt } = record
  const others = Object.entries(counts).filter(([verdict, count]) => count > 0 && !ERASED.includes(verdict))
  return (
    endedAt !== null &&
    anyErased(record) &&
    others.every(([verdict]) => verdict === 'already-gone') &&
    isUnrestorable(record, restorable)
  )
}

/** The same for one of its contacts, whatever became of the others. */
export function isErased(verdict: string | null, record: RunRecord, restorable: Restorable): boolean {
  return isTaken(verdict) && isUnrestorable(record, restorable)
}

function isUnrestorable({ later }: RunRecord, { copy, binEmptied }: Restorable): boolean {
  // A record does not say which contacts were restored.
  return copy.kind === 'none' && binEmptied !== null && !later.some(({ kind }) => kind === 'restored')
}
