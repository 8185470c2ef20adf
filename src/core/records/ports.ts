import type { ArchivePorts } from '../archive/ports.ts'
import type { Clock } from '../job/ports.ts'
import type { PortalFacts } from '../plan/ports.ts'
import { archiveSource, type ArchiveSource } from './proof/archive-source.ts'
import type { RecordStore } from './record.ts'

export interface RecordsPorts {
  readonly facts: Pick<PortalFacts, 'bin' | 'isAdmin'>
  readonly clock: Pick<Clock, 'now'>
  readonly recovery: Pick<ArchivePorts, 'about' | 'codec' | 'browserStore' | 'portalStore'> & {
    readonly records: RecordStore
  }
}

/** Reads archives from the browser, which is nearer, or else from the portal. */
export function openArchives({ recovery }: Pick<RecordsPorts, 'recovery'>): ArchiveSource {
  return archiveSource(
    [() => Promise.resolve(recovery.browserStore), () => recovery.portalStore()],
    recovery.codec,
  )
}
