import { useEffect, useState, type ReactNode } from 'react'
import type { TabsChannel } from '#core/job/tabs.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Notice } from '#ui/notice.tsx'
import type { JobProgress } from '#core/job/state.ts'
import { JobProgressView } from './job-progress.tsx'
import type { JobWords } from './job-words.ts'

/** A job that another tab of this browser carries out, live; its pause, resume and stop can be asked for here. */
export function WatchJob<Progress extends JobProgress>(props: {
  /** Keep its identity: another channel starts again. */
  channel: TabsChannel<Progress>
  words: JobWords<Progress>
}): ReactNode {
  const { t } = useTranslation()
  const { channel, words } = props
  const [progress, setProgress] = useState<Progress | null>(null)
  useEffect(() => {
    const deafen = channel.onProgress(setProgress)
    channel.ask('progress-asked')
    return deafen
  }, [channel])
  const done = progress?.phase === 'done'

  return (
    <section className="flex flex-col gap-2">
      <Notice tone="info">{t(words.texts[progress === null ? 'silent' : done ? 'done' : 'going'])}</Notice>
      {progress !== null && !done && (
        <JobProgressView {...{ progress, words }} onAsk={(what) => channel.ask(what)} />
      )}
    </section>
  )
}
