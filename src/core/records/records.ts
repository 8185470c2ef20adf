import { certify, type Certificate } from './proof/certificate.ts'
import type { KeptPlace } from './proof/archive-source.ts'
import { eraseCopies, type ErasedCopies } from './erasure/erase-copies.ts'
import { findRecord } from './later-events.ts'
import { withLater } from './make-record.ts'
import type { RunLock } from '../job/ports.ts'
import { openArchives, type RecordsPorts } from './ports.ts'
import type { RunRecord } from './record.ts'

/** The records, for the screens that show them. */
export interface Records {
  readonly isAdmin: boolean
  /** Rejects with PortalFailure. */
  list(): Promise<AuditTrail>
  /** Where archives are stored now, by their ids. Rejects with PortalFailure. */
  kept(): Promise<ReadonlyMap<string, readonly KeptPlace[]>>
  /** The certificate of a deletion. Does not reject if the archive cannot be read: then the certificate says so. */
  certificate(record: RunRecord): Promise<Certificate>
  /**
   * Erases the copies of a deletion, and notes it in its record. Null: not now, because a deletion is open that may need
   * them. Never rejects.
   */
  eraseCopies(record: RunRecord): Promise<ErasedCopies | null>
  /** Notes that this person says the portal's recycle bin is empty. Null: it could not be stored. Never rejects. */
  noteBinEmptied(record: RunRecord): Promise<RunRecord | null>
}

export interface AuditTrail {
  /** Newest first. */
  readonly records: readonly RunRecord[]
  /** Whether they are everyone's: for an administrator, if the app has its own storage in the portal. */
  readonly everybodys: boolean
}

/** @param lock of deletions; null: this page holds it, and its run has ended */
export function createRecords(ports: RecordsPorts, lock: RunLock | null): Records {
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
    async eraseCopies(record) {
      if (lock === null) return eraseCopies(record, ports)
      const held = await lock.hold()
      if (held === null) return null
      try {
        return await eraseCopies(record, ports)
      } finally {
        held.release()
      }
    },
    async noteBinEmptied(record) {
      const before = (await findRecord(records, ({ id }) => id === record.id)) ?? record
      const noted = withLater(before, { kind: 'bin-emptied', at: clock.now(), by: about.user.id })
      return (await records.keep(noted)) ? noted : null
    },
  }
}
