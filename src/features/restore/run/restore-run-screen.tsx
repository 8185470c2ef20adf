import { useEffect, useRef, type ReactNode } from 'react'
import type { RestorePlan } from '#core/restore/plan/plan.ts'
import type { ArchiveReader } from '#core/archive/ports.ts'
import type { Files } from '#core/files.ts'
import type { RestoreSession } from '#core/restore/session.ts'
import { describeFailure } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { useCloseWarning } from '#ui/use-close-warning.ts'
import { ImportQuestion } from '../import-question.tsx'
import { RestoreProgressView } from './restore-progress.tsx'
import { RestoreReportView } from './restore-report.tsx'
import { useEverySecond } from '../../shared/use-every-second.ts'
import { titleText } from './run-words.ts'
import { usePageTitle } from '../../shared/use-page-title.ts'
import { Unrecorded } from './unrecorded.tsx'
import { useRestoreState } from './use-restore-session.ts'

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
  const { t, format } = useTranslation()
  const { session } = props
  const state = useRestoreState(session)
  const { progress } = session
  const { phase, stopped } = state
  const done = phase === 'done'
  const idle = done || phase === 'paused' || phase === 'ready'
  const asks = state.imports === 'refused' && phase === 'paused'
  const early = !done || progress.canGoOn
  useCloseWarning(!idle)
  useEverySecond(!idle)
  usePageTitle(titleText(progress, t))
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [done])

  return (
    <main className="flex h-sight min-h-80 min-w-0 flex-col gap-3 overflow-y-auto p-3 sm:p-4">
      <h1 ref={heading} tabIndex={-1} className="text-heading font-semibold focus:outline-none">
        {t(done ? 'restore.runTitleDone' : 'restore.runTitle', { count: progress.total })}
      </h1>
      {props.outcome}
      {!session.journalWhole && <Notice tone="warning">{t('restore.damaged')}</Notice>}
      {!session.kept && !done && <Notice tone="warning">{t('restore.notKeptRun')}</Notice>}
      <Unrecorded session={session} />
      {early && stopped?.kind === 'portal' && (
        <Notice
          tone="problem"
          title={t(done ? 'restore.stoppedPortal' : 'deletion-run.heldPortal', {
            why: describeFailure(stopped.failure, t, format).title,
          })}
        >
          {describeFailure(stopped.failure, t, format).advice}
        </Notice>
      )}
      {done && early && stopped?.kind === 'asked' && <Notice tone="info">{t('restore.stoppedAsked')}</Notice>}
      {asks && (
        <ImportQuestion onAgreed={() => session.ask('agreed')} onAgain={() => session.ask('resume-asked')} />
      )}
      {!done && <RestoreProgressView progress={progress} asks={asks} onAsk={(what) => session.ask(what)} />}
      {!idle && (
        <p className="max-w-3xl text-muted">
          {t(session.kept ? 'restore.canLeave' : 'deletion-run.canLeaveUnkept')}
        </p>
      )}
      {idle && !(asks && progress.finished === 0) && (
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
      )}
      {idle && (
        <div>
          <Button variant={done ? 'primary' : 'plain'} onClick={props.onLeave}>
            {t(done ? 'restore.leave' : 'restore.back')}
          </Button>
        </div>
      )}
    </main>
  )
}
