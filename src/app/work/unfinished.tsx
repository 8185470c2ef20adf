import type { ReactNode } from 'react'
import { peekSession, takeUpSession, type RunSession } from '#core/deletion/session.ts'
import { WatchView } from '#features/deletion-run/watch-view.tsx'
import { UnfinishedJob, type UnfinishedKind } from './unfinished-job.tsx'

const RUNS: UnfinishedKind<RunSession> = {
  words: {
    title: 'deletion-run.unfinishedTitle',
    text: 'deletion-run.unfinishedText',
    report: 'deletion-run.unfinishedReport',
    forget: 'deletion-run.forget',
    broken: 'deletion-run.unfinishedBroken',
  },
  lock: (work) => work.lock,
  peek: (work) => peekSession(work),
  onReported: (work, act) => work.channel.onProgress(act),
  watch: (work) => <WatchView channel={work.channel} />,
  discard: (work, planId) => work.journal.finish(planId),
  async takeUp(work) {
    const session = await takeUpSession(work)
    if (session === null) return null
    // The person pressed "Go on"; a run that was stopped or done shows its result first. If all copies are made before
    // anything is deleted, only "Delete now" continues.
    const { phase, copies } = session.state
    if (phase === 'paused' && copies?.first !== 'ready') session.ask('resume-asked')
    return session
  },
}

/** A run that an earlier visit left unfinished, or that another tab carries out now. */
export function UnfinishedRun({ onTakenUp }: { onTakenUp: (session: RunSession) => void }): ReactNode {
  return <UnfinishedJob kind={RUNS} onTakenUp={onTakenUp} />
}
