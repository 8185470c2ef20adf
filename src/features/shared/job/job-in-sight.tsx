import type { ReactNode } from 'react'
import { confirmedIn } from '#core/deletion/confirmed-in.ts'
import { failureOf } from '#core/failure.ts'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { useCloseWarning } from '#ui/use-close-warning.ts'
import { isActive, type Phase } from '#core/job/state.ts'
import type { JobView } from './job-in-hand.ts'
import { useJobState } from './use-job-state.ts'
import { Retry } from '../retry.tsx'

interface JobInSightProps {
  job: JobView
  /** What its screen threw. */
  thrown: unknown
  /** Renders the screen once more. */
  onAgain: () => void
}

/**
 * A run or restore whose screen failed: its progress and its buttons. Built from as little as possible, so that what
 * broke the screen does not break this too: plain numbers, and each text alone in its element.
 */
export function JobInSight({ job, thrown, onAgain }: JobInSightProps): ReactNode {
  const { t, format } = useTranslation()
  const { session } = job
  const { phase } = useJobState<{ readonly phase: Phase }>(session)
  const { done, of, awaitsPerson } = amountOf(job)
  const goesOn = isActive(phase)
  const idle = phase === 'paused' || phase === 'ready' || phase === 'done'
  useCloseWarning(!idle)
  const { title, advice } = describeThrown(thrown, t, format)
  const stage = phase === 'waiting-for-portal' ? 'waiting' : phase
  const kind = job.kind === 'run' ? 'deletion' : 'restore'
  return (
    <main className="p-4">
      <Notice
        tone="problem"
        live={false}
        title={t('app.jobTitle', { kind, stage, done: String(done), of: String(of) })}
        actions={
          <>
            {goesOn && <Button onClick={() => session.ask('pause-asked')}>{t('deletion-run.pause')}</Button>}
            {(phase === 'paused' || phase === 'ready') && !awaitsPerson && (
              <Button onClick={() => session.ask('resume-asked')}>{t('deletion-run.resume')}</Button>
            )}
            {phase !== 'done' && (
              <Button aria-disabled={phase === 'stopping'} onClick={() => session.ask('stop-asked')}>
                {t('deletion-run.stop')}
              </Button>
            )}
            {idle ? (
              <Retry
                failure={failureOf(thrown)}
                onRetry={onAgain}
                label={t('app.jobAgain')}
                variant="primary"
              />
            ) : (
              <Button variant="primary" onClick={onAgain}>
                {t('app.jobAgain')}
              </Button>
            )}
          </>
        }
      >
        <p role="alert">{t('app.jobScreen', { title })}</p>
        {idle && <p>{advice}</p>}
        <progress className="mt-2 w-full" aria-label={t('app.jobBar')} value={done} max={Math.max(1, of)} />
      </Notice>
    </main>
  )
}

interface Amount {
  readonly done: number
  readonly of: number
  /** The next step needs a decision that only the failed screen explains. */
  readonly awaitsPerson: boolean
}

function amountOf(job: JobView): Amount {
  if (job.kind === 'restore-run') {
    const { finished, total } = job.session.progress
    return { done: finished, of: total, awaitsPerson: false }
  }
  const { progress } = job.session
  return { ...confirmedIn(progress), awaitsPerson: progress.copying?.ready === true }
}
