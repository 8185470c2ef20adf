import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { FoundJob } from '#core/job/session.ts'
import { peekSession, takeUpSession, type RunSession } from '#core/deletion/session.ts'
import { usePorts } from '#features/ports.tsx'
import { WatchView } from '#features/deletion-run/watch-view.tsx'
import { UnfinishedNotice } from '#features/shared/unfinished-notice.tsx'
import { bulkQuery } from '#features/shared/work-query.ts'
import { useFinding, type Search } from './use-finding.ts'
import type { BulkPorts } from '#core/ports.ts'

interface UnfinishedRunProps {
  /** The run was taken up: show it. */
  onTakenUp: (session: RunSession) => void
}

/** A run that an earlier visit left, or that another tab carries out right now; nothing where there is none. */
export function UnfinishedRun({ onTakenUp }: UnfinishedRunProps): ReactNode {
  const { data: bulk } = useQuery(bulkQuery(usePorts()))
  return bulk === undefined ? null : <Found bulk={bulk} onTakenUp={onTakenUp} />
}

type Finding = { readonly kind: 'nothing' | 'elsewhere' } | FoundJob

const RUNS: Search<Finding> = {
  nothing: { kind: 'nothing' },
  async find(bulk) {
    // First, for a browser that keeps no journal may have a run in another tab all the same.
    const held = await bulk.lock.hold()
    held?.release()
    return held === null ? { kind: 'elsewhere' } : ((await peekSession(bulk)) ?? RUNS.nothing)
  },
  // When the other tab puts its run away or is closed; or when one is heard that carries a run out.
  whenChanged: (bulk, { kind }, lookAgain) =>
    kind === 'elsewhere' ? bulk.lock.whenFree(lookAgain) : bulk.channel.onProgress(lookAgain),
}

const WORDS = {
  title: 'run.unfinishedTitle',
  text: 'run.unfinishedText',
  report: 'run.unfinishedReport',
  broken: 'run.unfinishedBroken',
} as const

function Found({ bulk, onTakenUp }: UnfinishedRunProps & { bulk: BulkPorts }): ReactNode {
  const [finding, lookAgain] = useFinding(bulk, RUNS)

  switch (finding.kind) {
    case 'nothing':
      return null
    case 'elsewhere':
      return <WatchView channel={bulk.channel} />
    case 'found':
    case 'damaged':
      return (
        <UnfinishedNotice
          left={finding.kind === 'found' ? finding : null}
          words={WORDS}
          onTakeUp={() => void takeUp(finding)}
          onForget={() => void bulk.journal.finish(finding.planId).then(lookAgain)}
        />
      )
  }

  async function takeUp(found: FoundJob): Promise<void> {
    const session = found.kind === 'found' ? await takeUpSession(bulk) : null
    if (session === null) {
      lookAgain()
      return
    }
    // "Go on" was the word; a run that was stopped or done shows its result first. Where all copies are made before
    // anything is deleted, only "Delete now" goes on.
    const { phase, copies } = session.state
    if (phase === 'paused' && copies?.first !== 'ready') session.ask('resume-asked')
    onTakenUp(session)
  }
}
