import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { evidenceDesk } from '#core/records/records.ts'
import type { RunRecord } from '#core/records/record.ts'
import { runRecord } from '#core/deletion/record-run.ts'
import type { RunSession } from '#core/deletion/session.ts'
import { AuditScreen } from '#features/records/audit-screen.tsx'
import { CertificatePage } from '#features/records/certificate-page.tsx'
import type { BulkPorts } from '#core/ports.ts'

/** All runs that were recorded. */
export function Audit({ bulk, onBack }: { bulk: BulkPorts; onBack: () => void }): ReactNode {
  const desk = useMemo(() => evidenceDesk(bulk), [bulk])
  return <AuditScreen desk={desk} files={bulk.files} onBack={onBack} />
}

/** The certificate of the run whose result is on the screen. */
export function RunCertificate(props: {
  session: RunSession
  bulk: BulkPorts
  waiting: ReactNode
  onBack: () => void
}): ReactNode {
  const { session, bulk, waiting, onBack } = props
  const desk = useMemo(() => evidenceDesk(bulk), [bulk])
  const [record, setRecord] = useState<RunRecord | null>(null)
  useEffect(() => {
    let left = false
    void runRecord(session, bulk).then((made) => {
      if (!left) setRecord(made)
    })
    return () => {
      left = true
    }
  }, [session, bulk])
  if (record === null) return waiting
  return <CertificatePage desk={desk} files={bulk.files} record={record} onBack={onBack} />
}
