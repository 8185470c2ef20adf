import { PortalFailure, type Failure } from '../../failure.ts'
import { eraseArchives, type Erasure } from '../../archive/sweep.ts'
import type { ArchiveStore } from '../../archive/ports.ts'
import { archiveSource } from '../proof/archive-source.ts'
import { erasedEntries } from '../later-events.ts'
import { isProven, withProof } from '../proof/read-copies.ts'
import { archivesIn, type RunRecord } from '../record.ts'
import { amend, readAgain, withLater } from '../written-over.ts'
import type { RecordsPorts } from '../ports.ts'

/** The result of erasing the copies of a run. */
export interface ErasedCopies {
  /** With the proof and the entries. */
  readonly record: RunRecord
  /** Where a copy still is, or may be; empty: none is left in reach. */
  readonly leftIn: Erasure['leftIn']
  /** Why nothing was erased; null: it was tried. */
  readonly untouched: Untouched | null
  /** False: the record could not be stored. If that was the proof, nothing was erased. */
  readonly noted: boolean
}

export interface Untouched {
  /** `unproved`: the copy could not be read, and what it proves would be lost. `unasked`: the record or a place could not. */
  readonly why: 'unproved' | 'unasked'
  readonly failure: Failure
}

type ErasePorts = Pick<RecordsPorts, 'clock' | 'recovery'>

/**
 * Erases all copies of a run for good, from the places in reach. What they prove is stored in the record first, and takes
 * no harm; each erasure becomes an entry. Never rejects. Tried again after a failure, it notes what it could not before.
 * @param automatic the app does it by itself, as it was asked to at the confirmation
 */
export async function eraseCopies(
  shown: RunRecord,
  { clock, recovery }: ErasePorts,
  automatic = false,
): Promise<ErasedCopies> {
  const { records, codec, about } = recovery
  const asked = await orUntouched('unasked', async () => {
    // Something may have happened since this record was read.
    const [stored = shown] = await readAgain(records, [shown])
    return { stored, stores: await storesIn(recovery) }
  })
  if ('why' in asked) return { record: shown, leftIn: [], untouched: asked, noted: true }
  const { stored, stores } = asked
  const source = archiveSource(
    stores.map((store) => () => Promise.resolve(store)),
    codec,
  )
  const proven = isProven(stored)
    ? stored
    : await orUntouched('unproved', () => withProof(stored, source, codec, clock.now()))
  if ('why' in proven) return { record: stored, leftIn: [], untouched: proven, noted: true }
  // A proof that cannot be stored would be lost with the copy.
  if (proven !== stored && (await amend(records, proven, withProofOf(proven))) === null)
    return { record: proven, leftIn: [], untouched: null, noted: false }
  const erasures = await eraseArchives(
    stores,
    archivesIn(proven).map(({ archiveId }) => archiveId),
  )
  const by = { at: clock.now(), by: about.user.id, ...(automatic ? { automatic } : {}) }
  const record = erasedEntries(proven, erasures, by).reduce(withLater, proven)
  const amended = await amend(records, record, (one) => one)
  return {
    record: amended ?? record,
    leftIn: erasures.flatMap((each) => each.leftIn),
    untouched: null,
    noted: amended !== null,
  }
}

/** The record as it is stored now, with this one's proof. */
function withProofOf({ proof = null }: RunRecord): (stored: RunRecord) => RunRecord {
  return (stored) => ({ ...stored, proof })
}

async function storesIn({
  browserStore,
  portalStore,
}: Pick<ErasePorts['recovery'], 'browserStore' | 'portalStore'>): Promise<readonly ArchiveStore[]> {
  const portal = await portalStore()
  return portal === null ? [browserStore] : [browserStore, portal]
}

async function orUntouched<Result>(
  why: Untouched['why'],
  work: () => Promise<Result>,
): Promise<Result | Untouched> {
  try {
    return await work()
  } catch (thrown) {
    if (!(thrown instanceof PortalFailure)) throw thrown
    return { why, failure: thrown.failure }
  }
}
