import { useEffect, useState, type ReactNode } from 'react'
import type { RestoreSession } from '#core/restore/session.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Notice } from '#ui/notice.tsx'
import { useJobState } from '../../shared/job/use-job-state.ts'

/** That the audit lacks a restore which has ended, or which contacts of a deletion it restored. */
export function Unrecorded({ session }: { session: RestoreSession }): ReactNode {
  const { t } = useTranslation()
  const { phase } = useJobState(session)
  const [lacking, setLacking] = useState(false)
  useEffect(() => {
    if (phase !== 'done') return undefined
    let left = false
    void session.recorded().then((whole) => {
      if (!left) setLacking(!whole)
    })
    return () => {
      left = true
    }
  }, [session, phase])
  return lacking && phase === 'done' ? <Notice tone="warning">{t('restore.notRecorded')}</Notice> : null
}
