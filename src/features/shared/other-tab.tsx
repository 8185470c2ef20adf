import { useEffect, useState, type ReactNode } from 'react'
import type { TabsChannel } from '#core/job/tabs.ts'
import type { MessageId } from '#i18n/catalogue.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Notice } from '#ui/notice.tsx'
import type { Phase } from '#core/job/state.ts'

interface WatchingProps<Progress> {
  /** Keep its identity: another channel starts again. */
  channel: TabsChannel<Progress>
  /** Before the other tab has reported, while it works, and when it shows its result. */
  words: Readonly<Record<'silent' | 'going' | 'done', MessageId>>
  /** Its progress. */
  children: (progress: Progress) => ReactNode
}

/** A job that another tab of this browser carries out, live. */
export function Watching<Progress extends { readonly phase: Phase }>(
  props: WatchingProps<Progress>,
): ReactNode {
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
      <Notice tone="info">{t(words[progress === null ? 'silent' : done ? 'done' : 'going'])}</Notice>
      {progress !== null && !done && props.children(progress)}
    </section>
  )
}
