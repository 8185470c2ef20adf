import { archiveSource, type ArchiveSource, type KeptPlace } from './archive-source.ts'
import { certify, type Certificate } from './certificate.ts'
import type { RecordStore, RunRecord } from './record.ts'
import type { ArchivePorts } from '../archive/ports.ts'
import type { Clock } from '../job/ports.ts'
import type { PortalFacts } from '../plan/ports.ts'

/** The records, for the screens that show them. */
export interface Records {
  readonly isAdmin: boolean
  /** Rejects with PortalFailure. */
  list(): Promise<AuditTrail>
  /** Where archives are stored now, by their ids. Rejects with PortalFailure. */
  kept(): Promise<ReadonlyMap<string, readonly KeptPlace[]>>
  /** The certificate of a deletion. Does not reject if the archive cannot be read: then the certificate says so. */
  certificate(record: RunRecord): Promise<Certificate>
}

export interface AuditTrail {
  /** Newest first. */
  readonly records: readonly RunRecord[]
  /** Whether they are everyone's: for an administrator, if the app has its own storage in the portal. */
  readonly everybodys: boolean
}

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

export function createRecords(ports: RecordsPorts): Records {
  const { facts, clock, recovery } = ports
  const { records, about, codec } = recovery
  const source = openArchives(ports)
  return {
    isAdmin: facts.isAdmin,
    async list() {
      const [found, store] = await Promise.all([records.list(), recovery.portalStore()])
      return { records: found, everybodys: facts.isAdmin && store !== null }
    },
    kept: () => source.kept(),
    certificate: (record) => certify(record, { about, now: clock.now(), bin: facts.bin, source }, codec),
  }
}
