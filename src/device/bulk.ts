import type { BulkPorts } from '#core/bulk-ports.ts'
import { openAwake } from './awake.ts'
import { openChannel } from './channel.ts'
import type { DeviceClock } from './clock.ts'
import { files } from './files.ts'
import { openJournal } from './journal.ts'
import { openLock } from './lock.ts'
import { network } from './network.ts'
import { openSpokenLock } from './spoken-lock.ts'

export interface Device extends Pick<
  BulkPorts,
  'journal' | 'lock' | 'channel' | 'awake' | 'network' | 'files'
> {
  readonly clock: DeviceClock
}

/**
 * The browser's part of `BulkPorts`. Joins the user's tabs, so once a page is enough.
 * @param memberId the portal's `member_id`; with the user's id it keeps runs of several portals and users apart.
 */
export function openDevice(memberId: string, userId: number, clock: DeviceClock): Device {
  return {
    journal: openJournal(memberId, userId),
    clock,
    lock: openLock(memberId, userId, openSpokenLock(memberId, userId, clock)),
    channel: openChannel(memberId, userId),
    awake: openAwake(),
    network,
    files,
  }
}
