import { certify, type Certificate } from './proof/certificate.ts'
import type { KeptArchives } from './proof/archive-source.ts'
import { eraseCopies, type ErasedCopies } from './erasure/erase-copies.ts'
import { amend, readAgain, withLater } from './written-over.ts'
import { PortalFailure } from '../failure.ts'
import type { RunLock } from '../job/ports.ts'
import { openArchives, type RecordsPorts } from './ports.ts'
import type { RunRecord } from './record.ts'

/** The records, for the screens that show them. */
export interface Records {
  readonly isAdmin: boolean
  /** Rejects with PortalFailure. */
  list(): Promise<AuditTrail>
  /** Where archives are stored now. Rejects with PortalFailure. */
  kept(): Promise<KeptArchives>
  /** The certificate of a deletion. Does not reject if the archive cannot be read: then the certificate says so. */
  certificate(record: RunRecord): Promise<Certificate>
  /**
   * Erases the copies of a deletion, and notes it in its record. Null: not now, because a deletion is open that may need
   * them. Never rejects.
   */
  eraseCopies(record: RunRecord): Promise<ErasedCopies | null>
  /**
   * Notes in these records that this person says the portal's recycle bin is empty. Returns those in which it could be
   * noted, as they are now. Never rejects.
   */
  noteBinEmptied(shown: readonly RunRecord[]): Promise<readonly RunRecord[]>
  /** The same: that what was said of the bin is taken back. */
  takeBackBin(shown: readonly RunRecord[]): Promise<readonly RunRecord[]>
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

  async function noteOfBin(
    kind: 'bin-emptied' | 'bin-taken-back',
    shown: readonly RunRecord[],
  ): Promise<readonly RunRecord[]> {
    const entry = { kind, at: clock.now(), by: about.user.id }
    try {
      const noted: RunRecord[] = []
      for (const record of await readAgain(records, shown)) {
        const amended = await amend(records, record, (stored) => withLater(stored, entry))
        if (amended !== null) noted.push(amended)
      }
      return noted
    } catch (thrown) {
      if (!(thrown instanceof PortalFailure)) throw thrown
      return []
    }
  }

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
    noteBinEmptied: (shown) => noteOfBin('bin-emptied', shown),
    takeBackBin: (shown) => noteOfBin('bin-taken-back', shown),
  }
}
