import type { ReactNode } from 'react'
import { stopJob } from '#core/job/session.ts'
import { claimPorts, claimWhileRestoring, dropClaim } from '#core/restore/claim.ts'
import { peekRestore, takeUpRestore, type RestoreSession } from '#core/restore/session.ts'
import { RESTORE_WORDS } from '#features/restore/run/run-words.ts'
import { WatchJob } from '#features/shared/job/watch-job.tsx'
import { UnfinishedJob, type UnfinishedKind } from './unfinished-job.tsx'

export const RESTORES: UnfinishedKind<RestoreSession> = {
  words: {
    title: 'restore.unfinishedTitle',
    text: 'restore.unfinishedText',
    report: 'restore.unfinishedReport',
    forget: 'restore.forget',
    broken: 'restore.unfinishedBroken',
    elsewhere: 'restore.elsewhere',
    elsewhereText: 'restore.elsewhereText',
    earlier: {
      title: 'restore.earlierTitle',
      text: 'restore.earlierText',
      broken: 'restore.earlierBroken',
      resume: 'restore.earlierResume',
      stop: 'restore.earlierStop',
      discard: 'restore.earlierDiscard',
      stopping: 'restore.earlierStopping',
    },
  },
  lock: ({ recovery }) => recovery.restoreLock,
  peek: ({ recovery }) => peekRestore(recovery),
  onReported: ({ recovery }, act) => recovery.restoreChannel.onProgress(act),
  watch: ({ recovery }) => <WatchJob channel={recovery.restoreChannel} words={RESTORE_WORDS} />,
  discard: ({ recovery }, planId) => recovery.restoreJournal.finish(planId),
  async takeUp(work) {
    const session = await takeUpRestore(work)
    if (session !== null) claimWhileRestoring(session, claimPorts(work))
    return session
  },
  resume(session) {
    // A restore that was stopped or done shows its result first.
    if (session.state.phase === 'paused') session.ask('resume-asked')
  },
  async stop(session, work) {
    await stopJob(session)
    // One that was paused may have its claim from an earlier visit.
    await dropClaim(session.plan, claimPorts(work))
  },
}

/** A restore that an earlier visit left unfinished, or that another tab carries out now. */
export function UnfinishedRestore(props: {
  onTakenUp: (session: RestoreSession) => void
  /** The contacts for which it still has something to do. */
  onOpen?: (contacts: ReadonlySet<number>) => void
}): ReactNode {
  return <UnfinishedJob kind={RESTORES} {...props} />
}
