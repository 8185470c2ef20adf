import { useQuery } from '@tanstack/react-query'
import { useEffect, type ReactNode } from 'react'
import { claimWhileRestoring } from '#core/restore/claim.ts'
import type { FoundJob } from '#core/job/session.ts'
import { peekRestore, takeUpRestore, type RestoreSession } from '#core/restore/session.ts'
import { usePorts } from '#features/ports.tsx'
import { WatchRestore } from '#features/restore/watch-restore.tsx'
import { UnfinishedNotice } from '#features/shared/unfinished-notice.tsx'
import { workQuery } from '#features/shared/work-query.ts'
import { useFinding, type Search } from './use-finding.ts'
import type { WorkPorts } from '#core/ports.ts'
import { claimPorts } from './claim-ports.ts'

interface UnfinishedRestoreProps {
  /** The restore was resumed: show it. */
  onTakenUp: (session: RestoreSession) => void
  /** The contacts for which it still has something to do. */
  onOpen?: (contacts: ReadonlySet<number>) => void
}

/** A restore that an earlier visit left unfinished, or that another tab carries out now; nothing if there is none. */
export function UnfinishedRestore(props: UnfinishedRestoreProps): ReactNode {
  const { data: work } = useQuery(workQuery(usePorts()))
  return work === undefined ? null : <Found work={work} {...props} />
}

type Finding = { readonly kind: 'nothing' | 'elsewhere' } | FoundJob

/** This page's checks whether another tab is restoring. Each check takes the lock. */
let looking: Promise<unknown> = Promise.resolve()

/** Waits until this page has released the lock; it would take itself for another tab. */
export function untilLooked(): Promise<unknown> {
  return looking
}

const RESTORES: Search<Finding> = {
  nothing: { kind: 'nothing' },
  async find({ keeping }) {
    const taking = looking.then(() => keeping.restoreLock.hold())
    looking = taking.then((held) => held?.release())
    const held = await taking
    return held === null ? { kind: 'elsewhere' } : ((await peekRestore(keeping)) ?? RESTORES.nothing)
  },
  // When the other tab closes its restore or is closed itself; or when another tab reports a restore.
  whenChanged: ({ keeping }, { kind }, lookAgain) =>
    kind === 'elsewhere'
      ? keeping.restoreLock.whenFree(lookAgain)
      : keeping.restoreChannel.onProgress(lookAgain),
}

const WORDS = {
  title: 'restore.unfinishedTitle',
  text: 'restore.unfinishedText',
  report: 'restore.unfinishedReport',
  broken: 'restore.unfinishedBroken',
} as const

function Found({ work, onTakenUp, onOpen }: UnfinishedRestoreProps & { work: WorkPorts }): ReactNode {
  const [finding, lookAgain] = useFinding(work, RESTORES)
  useEffect(() => onOpen?.(new Set(finding.kind === 'found' ? finding.open : [])), [finding, onOpen])

  switch (finding.kind) {
    case 'nothing':
      return null
    case 'elsewhere':
      return <WatchRestore channel={work.keeping.restoreChannel} />
    case 'found':
    case 'damaged':
      return (
        <UnfinishedNotice
          left={finding.kind === 'found' ? finding : null}
          words={WORDS}
          onTakeUp={() => void takeUp()}
          onForget={() => void work.keeping.restoreJournal.finish(finding.planId).then(lookAgain)}
        />
      )
  }

  async function takeUp(): Promise<void> {
    const session = await takeUpRestore(work)
    if (session === null) {
      lookAgain()
      return
    }
    claimWhileRestoring(session, claimPorts(work))
    // The person pressed "Go on"; a restore that was stopped or done shows its result first.
    if (session.state.phase === 'paused') session.ask('resume-asked')
    onTakenUp(session)
  }
}
