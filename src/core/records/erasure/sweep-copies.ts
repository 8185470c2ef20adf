import { isGone, sweepKept, type ArchivePlace } from '../../archive/sweep.ts'
import { eraseCopies, isEraseDue } from './erase-copies.ts'
import { listOrNone, noteErased } from '../later-events.ts'
import { archivesIn } from '../record.ts'
import { openArchives, type RecordsPorts } from '../ports.ts'

/**
 * Erases copies whose time is over, in the browser's store and the portal's, and notes it in the records of their runs:
 * first those that are stored too long, then this user's own that were to be erased earlier (`isEraseDue`). Rejects with
 * PortalFailure if a store could not be asked.
 * @returns whether nothing is left to be done for now.
 */
export async function sweepCopies(ports: Pick<RecordsPorts, 'clock' | 'recovery'>): Promise<boolean> {
  const { clock, recovery } = ports
  const { records, about } = recovery
  const swept = await sweepKept(recovery, clock.now())
  let done = swept.asked && swept.erasures.every(isGone)
  for (const erasure of swept.erasures.filter(isGone)) {
    const places: readonly ArchivePlace[] = erasure.takenFrom
    const entry = { at: clock.now(), by: about.user.id, places, automatic: true }
    await noteErased(records, [erasure.archiveId], entry)
  }
  const kept = await openArchives(ports).kept()
  for (const record of await listOrNone(records)) {
    const isHere = archivesIn(record).some(({ archiveId }) => kept.has(archiveId))
    if (!isHere || record.user.id !== about.user.id || !isEraseDue(record, clock.now())) continue
    const { leftIn, noted } = await eraseCopies(record, ports, true)
    done &&= leftIn.length === 0 && noted
  }
  return done
}
