import type { KeepDays } from '#core/archive/kept-until.ts'
import type { ArchiveStore } from '#core/archive/ports.ts'
import { readRestoreProgress } from '#core/restore/run/read-progress.ts'
import { readProgress } from '#core/deletion/run/read-progress.ts'
import { archiveCodec } from './storage/archive-codec.ts'
import { openArchiveStore } from './storage/archive-store.ts'
import { openAwake } from './clock/awake.ts'
import { openRunSignal } from './tabs/run-signal.ts'
import { openChannel } from './tabs/channel.ts'
import { ownChannel } from './tabs/own-channel.ts'
import type { DeviceClock } from './clock/clock.ts'
import { createConnection } from './storage/database.ts'
import { files } from './files.ts'
import { openJournal, openRestoreJournal } from './storage/journal.ts'
import { openLock } from './tabs/lock.ts'
import { ownNameOf } from './names.ts'
import { network } from './network.ts'
import { openRecordStore } from './storage/record-store.ts'
import { openMessageLock } from './tabs/message-lock.ts'
import type { WorkPorts, RecoveryPorts } from '#core/ports.ts'

export interface Device extends Pick<
  WorkPorts,
  'journal' | 'lock' | 'channel' | 'awake' | 'network' | 'files'
> {
  readonly clock: DeviceClock
  readonly recovery: DeviceRecovery
}

/** The browser's part of `RecoveryPorts`. */
export interface DeviceRecovery extends Pick<
  RecoveryPorts,
  'codec' | 'restoreJournal' | 'restoreLock' | 'restoreChannel'
> {
  readonly browserStore: (keepDays: KeepDays) => ArchiveStore
  /** Records of runs, for where the portal stores nothing. */
  readonly records: RecoveryPorts['records']
}

/**
 * The browser's part of `WorkPorts`. It joins the channels between the user's tabs, so call it once per page.
 * @param memberId the portal's `member_id`; with the user's id it separates the runs of several portals and users.
 */
export function openDevice(memberId: string, userId: number, clock: DeviceClock): Device {
  // One for all stores, so that a newer version of the app in another tab waits for only one connection.
  const connection = createConnection(memberId)
  const lock = (what: 'run' | 'restore') => {
    const name = ownNameOf(memberId, userId, what)
    return openLock(name, openMessageLock(name, clock))
  }
  const signal = openRunSignal(memberId)
  const tabs = (what: 'run' | 'restore') => ownChannel(ownNameOf(memberId, userId, what))
  return {
    journal: openJournal(memberId, userId, connection),
    clock,
    lock: lock('run'),
    channel: openChannel(readProgress, tabs('run'), signal),
    awake: openAwake(),
    network,
    files,
    recovery: {
      codec: archiveCodec,
      browserStore: (keepDays) => openArchiveStore({ memberId, userId, clock, keepDays, connection }),
      restoreJournal: openRestoreJournal(memberId, userId, connection),
      restoreLock: lock('restore'),
      restoreChannel: openChannel(readRestoreProgress, tabs('restore'), signal),
      records: openRecordStore(memberId, userId, connection),
    },
  }
}
