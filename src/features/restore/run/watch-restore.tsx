import type { ReactNode } from 'react'
import type { RestoreProgress } from '#core/restore/run/progress.ts'
import type { TabsChannel } from '#core/job/tabs.ts'
import { Watching } from '../../shared/other-tab.tsx'
import { RestoreProgressView } from './restore-progress.tsx'

const WORDS = {
  silent: 'restore.elsewhereNow',
  going: 'restore.elsewhereWatch',
  done: 'restore.elsewhereDone',
} as const

/** The live progress of a restore in another tab of this browser, with buttons that control it. */
export function WatchRestore({ channel }: { channel: TabsChannel<RestoreProgress> }): ReactNode {
  return (
    <Watching channel={channel} words={WORDS}>
      {(progress) => <RestoreProgressView progress={progress} onAsk={(what) => channel.ask(what)} />}
    </Watching>
  )
}
