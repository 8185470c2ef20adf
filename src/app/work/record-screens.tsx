import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { createRecords } from '#core/records/records.ts'
import type { RunRecord } from '#core/records/record.ts'
import type { RunSession } from '#core/deletion/session.ts'
import { AuditScreen } from '#features/records/audit-screen.tsx'
import type { FindDoubles } from '#features/records/record-queries.ts'
import type { AskAboutDouble } from '#features/shared/doubles.tsx'
import { readDoubles } from '#core/restore/deleted-contacts.ts'
import { CertificatePage } from '#features/records/certificate/certificate-page.tsx'
import type { WorkPorts } from '#core/ports.ts'

/** All runs that were recorded. */
export function Audit(props: {
  work: WorkPorts
  /** See `AuditScreen`. */
  onDelete?: AskAboutDouble | undefined
  outcome?: ReactNode
  onBack: () => void
}): ReactNode {
  const { work, onDelete, outcome, onBack } = props
  const source = useMemo(() => createRecords(work, work.lock), [work])
  const find: FindDoubles = (oldIds) => readDoubles(oldIds, work.recovery.lookup)
  return <AuditScreen {...{ source, outcome, onBack }} files={work.files} doubles={{ find, onDelete }} />
}

/** The record of the run whose result is on the screen. */
export function RunCertificate(props: {
  session: RunSession
  work: WorkPorts
  waiting: ReactNode
  /** The record has changed. */
  onRecord: (record: RunRecord) => void
  onBack: () => void
}): ReactNode {
  const { session, work, waiting, onRecord, onBack } = props
  // This page holds the lock of deletions until the result is closed.
  const source = useMemo(() => createRecords(work, null), [work])
  const [record, setRecord] = useState<RunRecord | null>(null)
  useEffect(() => {
    let left = false
    void session.recorded().then((written) => {
      if (!left) setRecord(written.record)
    })
    return () => {
      left = true
    }
  }, [session])
  if (record === null) return waiting
  return (
    <CertificatePage
      source={source}
      files={work.files}
      record={record}
      onRecord={(changed) => {
        setRecord(changed)
        onRecord(changed)
      }}
      onBack={onBack}
    />
  )
}
