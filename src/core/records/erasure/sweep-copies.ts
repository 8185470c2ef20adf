import { isGone, lookForExpired } from '../../archive/sweep.ts'
import { archivesIn } from '../record.ts'
import { openArchives, type RecordsPorts } from '../ports.ts'
import { eraseCopies } from './erase-copies.ts'
import { isEraseDue } from './erase-due.ts'
import { eraseNoted } from './erase-noted.ts'

type SweepPorts = Pick<RecordsPorts, 'clock' | 'recovery'>

/**
 * Erases copies whose time is over, and notes it in the records of their runs: first those that are stored too long
 * (`sweepExpired`), then this user's own that were to be erased earlier (`isEraseDue`). Rejects with PortalFailure if the
 * records or a store could not be read.
 * @returns whether nothing is left to be done for now.
 */
export async function sweepCopies(
  ports: SweepPorts & {
    readonly recovery: {
      /** Unix ms of the portal's clock, as far as it is known. */
      portalNow(): number
    }
  },
): Promise<boolean> {
  const { clock, recovery } = ports
  const { records, about } = recovery
  let done = await sweepExpired(ports, true)
  const kept = await openArchives(ports).kept()
  if (kept.byId.size === 0) return done
  // A device's clock may be set to next year.
  const now = Math.min(clock.now(), recovery.portalNow())
  for (const record of await records.list()) {
    const isHere = archivesIn(record).some(({ archiveId }) => kept.byId.has(archiveId))
    if (!isHere || record.user.id !== about.user.id || !isEraseDue(record, now)) continue
    const { leftIn, untouched, noted } = await eraseCopies(record, ports, true)
    done &&= leftIn.length === 0 && untouched === null && noted
  }
  return done
}

/**
 * Erases copies that are stored too long, in the browser's store and the portal's. Rejects with PortalFailure if the
 * records could not be read.
 * @param mayRead see `eraseNoted`
 * @returns false: something was left, or a place could not be read.
 */
export async function sweepExpired(ports: SweepPorts, mayRead: boolean): Promise<boolean> {
  const looked = await lookForExpired(ports.recovery, ports.clock.now())
  if (looked === null) return false
  const erasures = await eraseNoted(looked.seen, looked.expired, ports, { mayRead, automatic: true })
  return erasures.every(isGone)
}
