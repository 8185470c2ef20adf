import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { createRecords } from '#core/records/records.ts'
import type { RunRecord } from '#core/records/record.ts'
import { runRecord } from '#core/deletion/record-run.ts'
import type { RunSession } from '#core/deletion/session.ts'
import { AuditScreen } from '#features/records/audit-screen.tsx'
import { CertificatePage } from '#features/records/certificate-page.tsx'
import type { WorkPorts } from '#core/ports.ts'

/** All runs that were recorded. */
export function Audit({ work, onBack }: { work: WorkPorts; onBack: () => void }): ReactNode {
  const source = useMemo(() => createRecords(work), [work])
  return <AuditScreen source={source} files={work.files} onBack={onBack} />
}

/** The certificate of the run whose result is on the screen. */
export function RunCertificate(props: {
  session: RunSession
  work: WorkPorts
  waiting: ReactNode
  onBack: () => void
}): ReactNode {
  const { session, work, waiting, onBack } = props
  const source = useMemo(() => createRecords(work), [work])
  const [record, setRecord] = useState<RunRecord | null>(null)
  useEffect(() => {
    let left = false
    void runRecord(session, work).then((made) => {
      if (!left) setRecord(made)
    })
    return () => {
      left = true
    }
  }, [session, work])
  if (record === null) return waiting
  return <CertificatePage source={source} files={work.files} record={record} onBack={onBack} />
}
