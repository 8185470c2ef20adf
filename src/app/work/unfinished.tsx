import type { ReactNode } from 'react'
import { stopJob } from '#core/job/session.ts'
import { peekSession, takeUpSession, type RunSession } from '#core/deletion/session.ts'
import { RUN_WORDS } from '#features/deletion-run/run-words.ts'
import { WatchJob } from '#features/shared/job/watch-job.tsx'
import { UnfinishedJob, type UnfinishedKind } from './unfinished-job.tsx'

export const RUNS: UnfinishedKind<RunSession> = {
  words: {
    title: 'deletion-run.unfinishedTitle',
    text: 'deletion-run.unfinishedText',
    report: 'deletion-run.unfinishedReport',
    forget: 'deletion-run.forget',
    broken: 'deletion-run.unfinishedBroken',
    elsewhere: 'review.elsewhere',
    elsewhereText: 'review.elsewhereText',
    earlier: {
      title: 'review.earlierTitle',
      text: 'review.earlierText',
      broken: 'review.earlierBroken',
      resume: 'review.earlierResume',
      stop: 'review.earlierStop',
      discard: 'review.earlierDiscard',
      stopping: 'review.earlierStopping',
    },
  },
  lock: (work) => work.lock,
  peek: (work) => peekSession(work),
  onReported: (work, act) => work.channel.onProgress(act),
  watch: (work) => <WatchJob channel={work.channel} words={RUN_WORDS} />,
  discard: (work, planId) => work.journal.finish(planId),
  takeUp: (work) => takeUpSession(work),
  resume(session) {
    // A run that was stopped or done shows its result first. If all copies are made before anything is deleted, only
    // "Delete now" continues.
    const { phase, copies } = session.state
    if (phase === 'paused' && copies?.first !== 'ready') session.ask('resume-asked')
  },
  stop: (session) => stopJob(session),
}

/** A run that an earlier visit left unfinished, or that another tab carries out now. */
export function UnfinishedRun({ onTakenUp }: { onTakenUp: (session: RunSession) => void }): ReactNode {
  return <UnfinishedJob kind={RUNS} onTakenUp={onTakenUp} />
}
