import { useEffect, useMemo, useRef, type ReactNode } from 'react'
import type { RunSession } from '#core/deletion/session.ts'
import { deletedIn, waitingCount } from '#core/deletion/run/state.ts'
import { describeFailure } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Details } from '#ui/details.tsx'
import { Notice } from '#ui/notice.tsx'
import { useCloseWarning } from '#ui/use-close-warning.ts'
import { settlingOf } from '#core/deletion/settling.ts'
import { SettlingNotice } from './settling-notice.tsx'
import { ArchiveButton } from './archive-button.tsx'
import { amountOf, titleText } from './progress-text.ts'
import { usePageTitle } from '../shared/use-page-title.ts'
import { ProgressView } from './progress-view.tsx'
import { Report } from './report.tsx'
import { useEverySecond } from '../shared/use-every-second.ts'
import { useRunState } from './use-session.ts'
import type { Files } from '#core/files.ts'
import type { RecoveryPorts } from '#core/ports.ts'

interface RunScreenProps {
  session: RunSession
  files: Files
  codec: RecoveryPorts['codec']
  /** The copies were erased: nothing can be restored or downloaded any more. */
  copiesErased: boolean
  /** Back to the list. */
  onLeave: () => void
  /** Review these contacts and try them once more. */
  onRetry: (ids: readonly number[]) => void
  onShowInList: (ids: readonly number[]) => void
  /** Restore these deleted contacts. */
  onUndo: (ids: readonly number[]) => void
  /** Show the certificate of this deletion. */
  onCertificate: () => void
}

/** A run owned by this tab: its progress, then the result for each contact. */
export function RunScreen(props: RunScreenProps): ReactNode {
  const { t, format } = useTranslation()
  const { session } = props
  const state = useRunState(session)
  const { progress } = session
  const { phase, stopped } = state
  const done = phase === 'done'
  const settling = settlingOf(state)
  /** All others have their verdict, so the report can be read. */
  const over = done || settling !== null
  // A stop after every contact had its verdict ended nothing early.
  const early = !done || waitingCount(state) + state.counts.unknown > 0
  // No contact has been deleted yet.
  const copied = phase === 'paused' && progress.copying?.ready === true
  const idle = done || phase === 'paused' || phase === 'ready'
  useCloseWarning(!idle)
  const { copiesErased } = props
  const undoable = useMemo(
    () => (done && !copiesErased ? deletedIn(session.plan, state) : []),
    [done, copiesErased, session.plan, state],
  )
  useEverySecond(!idle)
  usePageTitle(titleText(progress, t))
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [over])

  const onResume = progress.canGoOn && done ? (): void => session.ask('resume-asked') : null
  const inFile = session.plan.confirmation?.copiesFirst === true
  const report = (
    <Report
      plan={session.plan}
      state={state}
      confirmed={amountOf(progress).total}
      download={!copiesErased && <ArchiveButton session={session} files={props.files} codec={props.codec} />}
      files={props.files}
      onResume={onResume}
      onLookAgain={settling === null ? () => session.ask('recheck-asked') : null}
      onRetry={props.onRetry}
      onShowInList={props.onShowInList}
      onUndo={undoable.length > 0 ? () => props.onUndo(undoable) : null}
      undoNote={inFile ? t('deletion-run.undoTextFile') : ''}
      onCertificate={done ? props.onCertificate : null}
    />
  )

  return (
    <main className="flex h-sight min-h-80 min-w-0 flex-col gap-3 overflow-y-auto p-3 sm:p-4">
      <h1 ref={heading} tabIndex={-1} className="text-heading font-semibold focus:outline-none">
        {over
          ? t('deletion-run.titleDone', { count: amountOf(progress).total })
          : t('deletion-run.title', { count: amountOf(progress).total })}
      </h1>
      {!session.journalWhole && <Notice tone="warning">{t('deletion-run.damaged')}</Notice>}
      {!session.kept && !done && <Notice tone="warning">{t('deletion-run.notKept')}</Notice>}
      {early && stopped?.kind === 'portal' && (
        <Notice
          tone="problem"
          title={t(done ? 'deletion-run.stoppedPortal' : 'deletion-run.heldPortal', {
            why: describeFailure(stopped.failure, t, format).title,
          })}
        >
          {describeFailure(stopped.failure, t, format).advice}
        </Notice>
      )}
      {done && early && stopped?.kind === 'asked' && (
        <Notice tone="info">{t('deletion-run.stoppedAsked')}</Notice>
      )}
      {settling !== null && <SettlingNotice settling={settling} />}
      {!over && (
        <ProgressView
          progress={progress}
          onAsk={(what) => session.ask(what)}
          download={<ArchiveButton first session={session} files={props.files} codec={props.codec} />}
        />
      )}
      {!idle && (
        <p className="max-w-3xl text-muted">
          {t(session.kept ? 'deletion-run.canLeave' : 'deletion-run.canLeaveUnkept')}
        </p>
      )}
      {over && report}
      {idle && !done && !copied && <Details label={t('deletion-run.details')}>{report}</Details>}
      {idle && (
        <div>
          <Button variant={done && onResume === null ? 'primary' : 'plain'} onClick={props.onLeave}>
            {t('deletion-run.back')}
          </Button>
        </div>
      )}
    </main>
  )
}
