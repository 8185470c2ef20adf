import type { ArchiveCodec, ArchiveReader, ArchiveStore } from './archive/ports.ts'
import type { RecordStore } from './records/record.ts'
import type { RestoreJournal, RestoreLookup, RestoreSender } from './restore/ports.ts'
import type { RestoreProgress } from './restore/run/progress.ts'
import type { RunLock } from './deletion/ports.ts'
import type { TabsChannel } from './job/tabs.ts'

/** What keeping what is deleted, and bringing it back, needs of the outside; comes with `BulkPorts`. */
export interface KeepingPorts {
  readonly archives: ArchiveReader
  readonly codec: ArchiveCodec
  /** The frame's own store; it keeps nothing where the browser refuses storage to a frame. */
  readonly browserStore: ArchiveStore
  /** Where the portal keeps archives; null: the app may keep nothing there. Rejects with PortalFailure. */
  portalStore(): Promise<ArchiveStore | null>
  readonly retention: Retention
  readonly records: RecordStore
  readonly lookup: RestoreLookup
  /** @param importMode of the restore's plan. */
  sender(importMode: boolean): RestoreSender
  readonly restoreJournal: RestoreJournal
  /** One restore a portal and user at a time; a deletion may run beside it. */
  readonly restoreLock: RunLock
  readonly restoreChannel: TabsChannel<RestoreProgress>
  readonly about: AppFacts
}

/** Who writes an archive, and where; all of it stands in the archive's first line. */
export interface AppFacts {
  readonly appVersion: string
  readonly portal: { readonly memberId: string; readonly host: string }
  /** `name` as the portal has it; '' where it told none. */
  readonly user: { readonly id: number; readonly name: string }
}

/**
 * How long archives are kept: 30 days as the portal's bin, unless somebody chose otherwise. What an administrator chose
 * is the longest: a user may choose a shorter time for himself, and a longer one comes to nothing.
 */
export interface Retention {
  /** Days; null: until they are erased by hand. Never rejects: what cannot be read is the default. */
  read(): Promise<number | null>
  /** For everybody when an administrator says so, else for this user; read it again. Rejects with PortalFailure. */
  write(days: number | null): Promise<void>
}

export const DEFAULT_KEEP_DAYS = 30
