import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { createRecords } from '#core/records/records.ts'
import type { RunRecord } from '#core/records/record.ts'
import type { RunSession } from '#core/deletion/session.ts'
import { CopiesNote } from '#features/records/copies-note.tsx'
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
  /** As it was changed here; null: not yet. */
  record: RunRecord | null
  /** The record has changed. */
  onRecord: (record: RunRecord) => void
  onBack: () => void
}): ReactNode {
  const { session, work, waiting, onRecord, onBack } = props
  // This page holds the lock of deletions until the result is closed.
  const source = useMemo(() => createRecords(work, null), [work])
  const record = useRecord(session, props.record)
  if (record === null) return waiting
  return (
    <CertificatePage source={source} files={work.files} record={record} onRecord={onRecord} onBack={onBack} />
  )
}

/** What becomes of the copies of the run whose result is on the screen, once its record says so. */
export function RunCopies({ session, record }: { session: RunSession; record: RunRecord | null }): ReactNode {
  const known = useRecord(session, record)
  return known !== null && <CopiesNote record={known} />
}

/**
 * The record of the run, when it is up to date.
 * @param changed what was made of it on its page; it counts until the run goes on and ends again
 */
function useRecord(session: RunSession, changed: RunRecord | null): RunRecord | null {
  const [written, setWritten] = useState<RunRecord | null>(null)
  useEffect(() => {
    let left = false
    void session.recorded().then(({ record }) => {
      if (!left) setWritten(record)
    })
    return () => {
      left = true
    }
  }, [session])
  return changed !== null && changed.endedAt === written?.endedAt ? changed : written
}
