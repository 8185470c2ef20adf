import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { FoundJob } from '#core/job/session.ts'
import { peekSession, takeUpSession, type RunSession } from '#core/deletion/session.ts'
import { usePorts } from '#features/ports.tsx'
import { WatchView } from '#features/deletion-run/watch-view.tsx'
import { UnfinishedNotice } from '#features/shared/unfinished-notice.tsx'
import { workQuery } from '#features/shared/work-query.ts'
import { useFinding, type Search } from './use-finding.ts'
import type { WorkPorts } from '#core/ports.ts'

interface UnfinishedRunProps {
  /** The run was resumed: show it. */
  onTakenUp: (session: RunSession) => void
}

/** A run that an earlier visit left unfinished, or that another tab carries out now; nothing if there is none. */
export function UnfinishedRun({ onTakenUp }: UnfinishedRunProps): ReactNode {
  const { data: work } = useQuery(workQuery(usePorts()))
  return work === undefined ? null : <Found work={work} onTakenUp={onTakenUp} />
}

type Finding = { readonly kind: 'nothing' | 'elsewhere' } | FoundJob

const RUNS: Search<Finding> = {
  nothing: { kind: 'nothing' },
  async find(work) {
    // First, because a browser that stores no journal may still have a run in another tab.
    const held = await work.lock.hold()
    held?.release()
    return held === null ? { kind: 'elsewhere' } : ((await peekSession(work)) ?? RUNS.nothing)
  },
  // When the other tab closes its run or is closed itself; or when another tab reports a run.
  whenChanged: (work, { kind }, lookAgain) =>
    kind === 'elsewhere' ? work.lock.whenFree(lookAgain) : work.channel.onProgress(lookAgain),
}

const WORDS = {
  title: 'deletion-run.unfinishedTitle',
  text: 'deletion-run.unfinishedText',
  report: 'deletion-run.unfinishedReport',
  broken: 'deletion-run.unfinishedBroken',
} as const

function Found({ work, onTakenUp }: UnfinishedRunProps & { work: WorkPorts }): ReactNode {
  const [finding, lookAgain] = useFinding(work, RUNS)

  switch (finding.kind) {
    case 'nothing':
      return null
    case 'elsewhere':
      return <WatchView channel={work.channel} />
    case 'found':
    case 'damaged':
      return (
        <UnfinishedNotice
          left={finding.kind === 'found' ? finding : null}
          words={WORDS}
          onTakeUp={() => void takeUp(finding)}
          onForget={() => void work.journal.finish(finding.planId).then(lookAgain)}
        />
      )
  }

  async function takeUp(found: FoundJob): Promise<void> {
    const session = found.kind === 'found' ? await takeUpSession(work) : null
    if (session === null) {
      lookAgain()
      return
    }
    // The person pressed "Go on"; a run that was stopped or done shows its result first. If all copies are made before
    // anything is deleted, only "Delete now" continues.
    const { phase, copies } = session.state
    if (phase === 'paused' && copies?.first !== 'ready') session.ask('resume-asked')
    onTakenUp(session)
  }
}
