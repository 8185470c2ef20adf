import { useEffect, useMemo, useState, type ReactNode } from 'react'
import type { BulkPorts } from '#core/bulk-ports.ts'
import { evidenceDesk } from '#core/evidence/desk.ts'
import type { RunRecord } from '#core/evidence/record.ts'
import { runRecord } from '#core/evidence/run-recorder.ts'
import type { RunSession } from '#core/run/session.ts'
import { AuditScreen } from '#features/evidence/audit-screen.tsx'
import { CertificatePage } from '#features/evidence/certificate-page.tsx'

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
