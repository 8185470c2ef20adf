import { failureOf, PortalFailure } from '../../failure.ts'
import type { Erasure } from '../../archive/sweep.ts'
import { eraseArchives } from '../../archive/sweep.ts'
import type { ArchiveStore } from '../../archive/ports.ts'
import { archiveSource } from '../proof/archive-source.ts'
import { findRecord } from '../later-events.ts'
import { withLater } from '../make-record.ts'
import { tryProof } from '../proof/read-copies.ts'
import { archivesIn, type RunRecord } from '../record.ts'
import type { RecordsPorts } from '../ports.ts'
import { wasErased } from './restorable.ts'

/** The result of erasing the copies of a run. */
export interface ErasedCopies {
  /** With the proof and, if everything is gone, with the entry. */
  readonly record: RunRecord
  /** Where a copy still is, or may be; empty: none is left in reach. */
  readonly leftIn: Erasure['leftIn']
  /** False: the record could not be stored. If that was the proof, nothing was erased. */
  readonly noted: boolean
}

type ErasePorts = Pick<RecordsPorts, 'clock' | 'recovery'>

/**
 * Erases all copies of a run for good, from the places in reach. What they prove is stored in the record first, and takes
 * no harm; the erasure becomes an entry. Never rejects.
 * @param automatic the app does it by itself, as it was asked to at the confirmation
 */
export async function eraseCopies(
  shown: RunRecord,
  { clock, recovery }: ErasePorts,
  automatic = false,
): Promise<ErasedCopies> {
  const { records, codec, about } = recovery
  // Something may have happened since this record was read.
  const stored = (await findRecord(records, ({ id }) => id === shown.id)) ?? shown
  let record: RunRecord = { ...stored, proof: stored.proof ?? shown.proof ?? null }
  const stores = await storesIn(recovery)
  if ('leftIn' in stores) return { record, noted: true, leftIn: stores.leftIn }
  if (record.proof === null) {
    const source = archiveSource(
      stores.map((store) => () => Promise.resolve(store)),
      codec,
    )
    record = { ...record, proof: await tryProof(record, source, codec, clock.now()) }
  }
  // A proof that cannot be stored would be lost with the copy.
  if (record.proof !== null && !(await records.keep(record))) return { record, leftIn: [], noted: false }
  const archiveIds = archivesIn(record).map(({ archiveId }) => archiveId)
  const erasures = await eraseArchives(stores, archiveIds)
  const leftIn = erasures.flatMap((each) => each.leftIn)
  if (leftIn.length > 0) return { record, leftIn, noted: true }
  const places = stores.map(({ place }) => place)
  const entry = { at: clock.now(), by: about.user.id, places, ...(automatic ? { automatic } : {}) }
  record = withLater(record, { kind: 'archive-erased', ...entry })
  return { record, leftIn, noted: await records.keep(record) }
}

async function storesIn({
  browserStore,
  portalStore,
}: Pick<ErasePorts['recovery'], 'browserStore' | 'portalStore'>): Promise<
  readonly ArchiveStore[] | Pick<ErasedCopies, 'leftIn'>
> {
  try {
    const portal = await portalStore()
    return portal === null ? [browserStore] : [browserStore, portal]
  } catch (thrown) {
    if (!(thrown instanceof PortalFailure)) throw thrown
    return { leftIn: [{ place: 'portal-storage', failure: failureOf(thrown) }] }
  }
}

const DAY_MS = 86_400_000

/** Verdicts after which a copy may still be needed: for the rest of the run, or to see what became of a contact. */
const OPEN = ['waiting', 'unknown', 'failed']

/**
 * Whether the copies of a run are to be erased by themselves: its run was "for erasure", ended well, and the time is over;
 * or they were erased elsewhere, and this place was not in reach then.
 * @param now Unix ms of our clock
 */
export function isEraseDue(record: RunRecord, now: number): boolean {
  const { kind, endedAt } = record
  if (kind !== 'deletion' || endedAt === null) return false
  // Whoever erased one of several archives, or erased it before the run went on, did not mean the others.
  if (wasErased(record) && archivesIn(record).length === 1) return true
  const due = eraseDueAt(record)
  return due !== null && due <= now
}

/** When the copies of a run "for erasure" are to be erased, Unix ms; null: not by themselves, or not before it ends well. */
export function eraseDueAt({ endedAt, counts, eraseCopyAfterDays = null }: RunRecord): number | null {
  const endedWell = OPEN.every((verdict) => (counts[verdict] ?? 0) === 0)
  if (endedAt === null || eraseCopyAfterDays === null || !endedWell) return null
  return endedAt + eraseCopyAfterDays * DAY_MS
}
