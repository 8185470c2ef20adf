import type { BulkPorts } from '../bulk-ports.ts'
import type { KeepingPorts } from '../keeping.ts'
import { archiveSource, type KeptPlace } from './archive-source.ts'
import { certify, type Certificate } from './certificate.ts'
import type { RunRecord } from './record.ts'

/** What the screens of the evidence ask for. */
export interface EvidenceDesk {
  /** Whether `list` has everybody's runs. */
  readonly isAdmin: boolean
  /** Newest first. Rejects with PortalFailure. */
  list(): Promise<readonly RunRecord[]>
  /** Where archives are kept now, by their ids. Rejects with PortalFailure. */
  kept(): Promise<ReadonlyMap<string, readonly KeptPlace[]>>
  /** Of a deletion. Never rejects for an archive that cannot be read: the certificate says so. */
  certificate(record: RunRecord): Promise<Certificate>
}

export interface EvidencePorts {
  readonly facts: Pick<BulkPorts['facts'], 'bin' | 'isAdmin'>
  readonly clock: Pick<BulkPorts['clock'], 'now'>
  readonly keeping: Pick<KeepingPorts, 'records' | 'about' | 'codec' | 'browserStore' | 'portalStore'>
}

export function evidenceDesk({ facts, clock, keeping }: EvidencePorts): EvidenceDesk {
  const { records, about, codec } = keeping
  const source = archiveSource(
    [() => Promise.resolve(keeping.browserStore), () => keeping.portalStore()],
    codec,
  )
  return {
    isAdmin: facts.isAdmin,
    list: () => records.list(),
    kept: () => source.kept(),
    certificate: (record) => certify(record, { about, now: clock.now(), bin: facts.bin, source }, codec),
  }
}
