import { useEffect, useRef, type ReactNode } from 'react'
import type { Wish } from '#core/job/engine.ts'
import type { JobProgress } from '#core/job/state.ts'
import { describeFailure } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Notice } from '#ui/notice.tsx'
import { useCloseWarning } from '#ui/use-close-warning.ts'
import { JobProgressView } from './job-progress.tsx'
import { titleText, type JobWords } from './job-words.ts'
import { useEverySecond } from './use-every-second.ts'
import { usePageTitle } from './use-page-title.ts'

interface JobScreenProps<Progress> {
  session: {
    readonly progress: Progress
    readonly kept: boolean
    readonly journalWhole: boolean
    ask(what: Wish): void
  }
  words: JobWords<Progress>
  /** The result is shown in place of the progress. */
  over: boolean
  /** Something is left to do, so that it matters what stopped the job. */
  early: boolean
  /** See `JobProgressView`. */
  held?: string | null
  /** Shown above the notices about the job, and below them. */
  outcome?: ReactNode
  notices?: ReactNode
  /** Shown before the buttons of the progress. */
  beforeButtons?: ReactNode
  /** The result for each contact. */
  report: ReactNode
  /** Leads away, once nothing is under way. */
  leave: ReactNode
}

/** A job that this tab carries out: its progress, then its result. */
export function JobScreen<Progress extends JobProgress>(props: JobScreenProps<Progress>): ReactNode {
  const { t, format } = useTranslation()
  const { session, words, over, early, held = null } = props
  const { progress } = session
  const { phase, stopped } = progress
  const { texts } = words
  const done = phase === 'done'
  const idle = isIdle(progress)
  useCloseWarning(!idle)
  useEverySecond(!idle)
  usePageTitle(titleText(words, progress, t))
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [over])

  return (
    <main className="flex h-sight min-h-80 min-w-0 flex-col gap-3 overflow-y-auto p-3 sm:p-4">
      <h1 ref={heading} tabIndex={-1} className="text-heading font-semibold focus:outline-none">
        {t(over ? texts.titleDone : texts.title, { count: words.amountOf(progress).of })}
      </h1>
      {props.outcome}
      {!session.journalWhole && <Notice tone="warning">{t(texts.damaged)}</Notice>}
      {!session.kept && !done && <Notice tone="warning">{t(texts.notKept)}</Notice>}
      {early && stopped?.kind === 'portal' && (
        <Notice
          tone="problem"
          title={t(done ? texts.stoppedPortal : 'deletion-run.heldPortal', {
            why: describeFailure(stopped.failure, t, format).title,
          })}
        >
          {describeFailure(stopped.failure, t, format).advice}
        </Notice>
      )}
      {done && early && stopped?.kind === 'asked' && <Notice tone="info">{t(texts.stoppedAsked)}</Notice>}
      {props.notices}
      {!over && (
        <JobProgressView {...{ progress, words, held }} onAsk={(what) => session.ask(what)}>
          {props.beforeButtons}
        </JobProgressView>
      )}
      {!idle && (
        <p className="max-w-3xl text-muted">
          {t(session.kept ? texts.canLeave : 'deletion-run.canLeaveUnkept')}
        </p>
      )}
      {props.report}
      {idle && <div>{props.leave}</div>}
    </main>
  )
}

/** Whether nothing happens before the person acts. */
export function isIdle({ phase }: Pick<JobProgress, 'phase'>): boolean {
  return phase === 'done' || phase === 'paused' || phase === 'ready'
}
