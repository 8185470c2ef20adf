import { PortalFailure } from '../../failure.ts'
import { eraseSeen, isGone, lookForExpired } from '../../archive/sweep.ts'
import { noteErased } from '../later-events.ts'
import { isProven, withProof } from '../proof/read-copies.ts'
import { archivesIn, type RunRecord } from '../record.ts'
import { openArchives, type RecordsPorts } from '../ports.ts'
import { amend } from '../written-over.ts'
import { eraseCopies } from './erase-copies.ts'
import { isEraseDue } from './erase-due.ts'

type SweepPorts = Pick<RecordsPorts, 'clock' | 'recovery'>

/**
 * Erases copies whose time is over, and notes it in the records of their runs: first those that are stored too long
 * (`sweepExpired`), then this user's own that were to be erased earlier (`isEraseDue`). Rejects with PortalFailure if the
 * records or a store could not be read.
 * @returns whether nothing is left to be done for now.
 */
export async function sweepCopies(ports: SweepPorts): Promise<boolean> {
  const { clock, recovery } = ports
  const { records, about } = recovery
  let done = await sweepExpired(ports, true)
  const kept = await openArchives(ports).kept()
  if (kept.byId.size === 0) return done
  for (const record of await records.list()) {
    const isHere = archivesIn(record).some(({ archiveId }) => kept.byId.has(archiveId))
    if (!isHere || record.user.id !== about.user.id || !isEraseDue(record, clock.now())) continue
    const { leftIn, untouched, noted } = await eraseCopies(record, ports, true)
    done &&= leftIn.length === 0 && untouched === null && noted
  }
  return done
}

/**
 * Erases copies that are stored too long, in the browser's store and the portal's, after what they prove is stored in
 * their records. Rejects with PortalFailure if the records could not be read.
 * @param quiet whether there is time to read long copies. If not, those whose record has no proof stay for another time.
 * @returns false: something was left, or a place could not be read.
 */
export async function sweepExpired(ports: SweepPorts, quiet: boolean): Promise<boolean> {
  const { clock, recovery } = ports
  const { records, about } = recovery
  const looked = await lookForExpired(recovery, clock.now())
  if (looked === null) return false
  if (looked.expired.length === 0) return true
  const spared = new Set<string>()
  for (const record of await records.list()) {
    const own = archivesIn(record).map(({ archiveId }) => archiveId)
    if (!own.some((archiveId) => looked.expired.includes(archiveId)) || isProven(record)) continue
    if (!quiet || !(await isProofStored(record, ports))) for (const archiveId of own) spared.add(archiveId)
  }
  const expired = looked.expired.filter((archiveId) => !spared.has(archiveId))
  const erasures = await eraseSeen(looked.seen, expired)
  const by = { at: clock.now(), by: about.user.id, automatic: true }
  if (erasures.length > 0) await noteErased(records, erasures, by)
  return spared.size === 0 && erasures.every(isGone)
}

/** False: what the copy proves could not be read or stored. */
async function isProofStored(record: RunRecord, ports: SweepPorts): Promise<boolean> {
  const { clock, recovery } = ports
  try {
    const { proof } = await withProof(record, openArchives(ports), recovery.codec, clock.now())
    if (!proof) return true
    return (await amend(recovery.records, record, (stored) => ({ ...stored, proof }))) !== null
  } catch (thrown) {
    if (!(thrown instanceof PortalFailure)) throw thrown
    return false
  }
}
