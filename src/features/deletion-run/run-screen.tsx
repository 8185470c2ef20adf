import { useMemo, type ReactNode } from 'react'
import type { RunSession } from '#core/deletion/session.ts'
import { deletedIn, waitingCount } from '#core/deletion/run/state.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Details } from '#ui/details.tsx'
import { settlingOf } from '#core/deletion/settling.ts'
import { SettlingNotice } from './settling-notice.tsx'
import { ArchiveButton } from './archive-button.tsx'
import { confirmedIn } from '#core/deletion/confirmed-in.ts'
import { isIdle, JobScreen } from '../shared/job/job-screen.tsx'
import { RUN_WORDS } from './run-words.ts'
import { Report } from './report.tsx'
import { useJobState } from '../shared/job/use-job-state.ts'
import type { Files } from '#core/files.ts'
import type { RecoveryPorts } from '#core/ports.ts'

interface RunScreenProps {
  session: RunSession
  files: Files
  codec: RecoveryPorts['codec']
  /** The copies were erased: nothing can be restored or downloaded any more. */
  copiesErased: boolean
  /** What becomes of the copies. */
  copies: ReactNode
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
  const { t } = useTranslation()
  const { session } = props
  const state = useJobState(session)
  const { progress } = session
  const { phase } = state
  const done = phase === 'done'
  const idle = isIdle(state)
  const settling = settlingOf(state)
  /** All others have their verdict, so the report can be read. */
  const over = done || settling !== null
  // No contact has been deleted yet.
  const copied = phase === 'paused' && progress.copying?.ready === true
  const { copiesErased } = props
  const undoable = useMemo(
    () => (done && !copiesErased ? deletedIn(session.plan, state) : []),
    [done, copiesErased, session.plan, state],
  )

  const onResume = progress.canGoOn && done ? (): void => session.ask('resume-asked') : null
  const inFile = session.plan.confirmation?.copiesFirst === true
  const report = (
    <Report
      plan={session.plan}
      state={state}
      confirmed={confirmedIn(progress).of}
      download={!copiesErased && <ArchiveButton session={session} files={props.files} codec={props.codec} />}
      copies={done && props.copies}
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
    <JobScreen
      {...{ session, over }}
      words={RUN_WORDS}
      // A stop after every contact had its verdict ended nothing early.
      early={!done || waitingCount(state) + state.counts.unknown > 0}
      notices={settling !== null && <SettlingNotice settling={settling} />}
      beforeButtons={
        copied && <ArchiveButton first session={session} files={props.files} codec={props.codec} />
      }
      report={
        over ? report : idle && !copied && <Details label={t('deletion-run.details')}>{report}</Details>
      }
      leave={
        <Button variant={done && onResume === null ? 'primary' : 'plain'} onClick={props.onLeave}>
          {t('deletion-run.back')}
        </Button>
      }
    />
  )
}
