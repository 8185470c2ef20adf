import { useEffect, useState, type ReactNode } from 'react'
import type { RunChannel } from '#core/bulk-ports.ts'
import type { RunProgress } from '#core/run/progress.ts'
import { useSpeech } from '#i18n/text.tsx'
import { Notice } from '#ui/notice.tsx'
import { ProgressView } from './progress-view.tsx'

/** A run that another tab of this browser carries out, live, with the wishes that it can be told. */
export function WatchView({ channel }: { channel: RunChannel }): ReactNode {
  const { t } = useSpeech()
  const [progress, setProgress] = useState<RunProgress | null>(null)
  useEffect(() => {
    const deafen = channel.onProgress(setProgress)
    channel.ask('progress-asked')
    return deafen
  }, [channel])
  const done = progress?.phase === 'done'

  return (
    <section className="flex flex-col gap-2">
      <Notice tone="info">
        {t(progress === null ? 'run.elsewhereSilent' : done ? 'run.elsewhereDone' : 'run.elsewhere')}
      </Notice>
      {progress !== null && !done && <ProgressView progress={progress} onAsk={(what) => channel.ask(what)} />}
    </section>
  )
}
