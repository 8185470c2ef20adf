import type { ReactNode } from 'react'
import type { RestorePlan } from '#core/restore/plan/plan.ts'
import type { ArchiveReader } from '#core/archive/ports.ts'
import type { Files } from '#core/files.ts'
import type { RestoreSession } from '#core/restore/session.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { ImportQuestion } from '../import-question.tsx'
import { RestoreReportView } from './restore-report.tsx'
import { isIdle, JobScreen } from '../../shared/job/job-screen.tsx'
import { RESTORE_WORDS } from './run-words.ts'
import { Unrecorded } from './unrecorded.tsx'
import { useJobState } from '../../shared/job/use-job-state.ts'

interface RestoreRunScreenProps {
  session: RestoreSession
  files: Pick<Files, 'save'>
  archives: Pick<ArchiveReader, 'read'>
  /** Unix ms of our clock. */
  now: () => number
  onLeave: () => void
  /** Tries again what was not restored, with this plan. */
  onRetry: (plan: RestorePlan) => void
  /** See `RestoreGroup`. */
  onDelete?: ((subject: { id: number; name: string }) => void) | undefined
  /** The result of deleting a contact from this screen. */
  outcome?: ReactNode
}

/** A restore that this tab carries out: its progress, then its result. */
export function RestoreRunScreen(props: RestoreRunScreenProps): ReactNode {
  const { t } = useTranslation()
  const { session } = props
  const state = useJobState(session)
  const { progress } = session
  const done = state.phase === 'done'
  const asks = state.imports === 'refused' && state.phase === 'paused'
  return (
    <JobScreen
      session={session}
      words={RESTORE_WORDS}
      over={done}
      early={!done || progress.canGoOn}
      held={asks ? t('restore.pausedAsks') : null}
      outcome={props.outcome}
      notices={
        <>
          <Unrecorded session={session} />
          {asks && (
            <ImportQuestion
              onAgreed={() => session.ask('agreed')}
              onAgain={() => session.ask('resume-asked')}
            />
          )}
        </>
      }
      report={
        isIdle(state) &&
        !(asks && progress.finished === 0) && (
          <RestoreReportView
            plan={session.plan}
            state={state}
            files={props.files}
            archives={props.archives}
            now={props.now}
            onResume={progress.canGoOn && done ? () => session.ask('resume-asked') : null}
            onLookAgain={() => session.ask('recheck-asked')}
            onRetry={done ? props.onRetry : null}
            onDelete={done ? props.onDelete : undefined}
          />
        )
      }
      leave={
        <Button variant={done ? 'primary' : 'plain'} onClick={props.onLeave}>
          {t(done ? 'restore.leave' : 'restore.back')}
        </Button>
      }
    />
  )
}
