import type { ReactNode } from 'react'
import { claimWhileRestoring } from '#core/restore/claim.ts'
import { peekRestore, takeUpRestore, type RestoreSession } from '#core/restore/session.ts'
import { WatchRestore } from '#features/restore/watch-restore.tsx'
import { claimPorts } from './claim-ports.ts'
import { untilChecked, UnfinishedJob, type UnfinishedKind } from './unfinished-job.tsx'

const RESTORES: UnfinishedKind<RestoreSession> = {
  words: {
    title: 'restore.unfinishedTitle',
    text: 'restore.unfinishedText',
    report: 'restore.unfinishedReport',
    forget: 'restore.forget',
    broken: 'restore.unfinishedBroken',
  },
  lock: ({ recovery }) => recovery.restoreLock,
  peek: ({ recovery }) => peekRestore(recovery),
  onReported: ({ recovery }, act) => recovery.restoreChannel.onProgress(act),
  watch: ({ recovery }) => <WatchRestore channel={recovery.restoreChannel} />,
  discard: ({ recovery }, planId) => recovery.restoreJournal.finish(planId),
  async takeUp(work) {
    const session = await takeUpRestore(work)
    if (session === null) return null
    claimWhileRestoring(session, claimPorts(work))
    // The person pressed "Go on"; a restore that was stopped or done shows its result first.
    if (session.state.phase === 'paused') session.ask('resume-asked')
    return session
  },
}

/** Waits until this page does not hold the lock for a check of its own. */
export const untilRestoreChecked = (): Promise<void> => untilChecked(RESTORES)

/** A restore that an earlier visit left unfinished, or that another tab carries out now. */
export function UnfinishedRestore(props: {
  onTakenUp: (session: RestoreSession) => void
  /** The contacts for which it still has something to do. */
  onOpen?: (contacts: ReadonlySet<number>) => void
}): ReactNode {
  return <UnfinishedJob kind={RESTORES} {...props} />
}
