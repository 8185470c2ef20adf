import type { ReactNode } from 'react'
import { Watching } from '../shared/other-tab.tsx'
import { ProgressView } from './progress-view.tsx'
import type { RunChannel } from '#core/deletion/run/progress.ts'

const WORDS = {
  silent: 'deletion-run.elsewhereSilent',
  going: 'deletion-run.elsewhere',
  done: 'deletion-run.elsewhereDone',
} as const

/** A run owned by another tab of this browser, live; its pause, resume and stop can be asked for here. */
export function WatchView({ channel }: { channel: RunChannel }): ReactNode {
  return (
    <Watching channel={channel} words={WORDS}>
      {(progress) => <ProgressView progress={progress} onAsk={(what) => channel.ask(what)} />}
    </Watching>
  )
}
