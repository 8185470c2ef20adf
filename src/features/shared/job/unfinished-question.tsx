import type { ReactNode } from 'react'
import type { MessageId } from '#i18n/catalogue.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'

export type EarlierWords = Readonly<
  Record<'title' | 'text' | 'broken' | 'resume' | 'stop' | 'discard' | 'stopping', MessageId>
>

interface UnfinishedQuestionProps {
  /** What the earlier job has done, in contacts; null: its stored progress cannot be read any more. */
  left: { readonly total: number; readonly settled: number } | null
  words: EarlierWords
  /** It is being stopped. */
  stopping: boolean
  onResume: () => void
  /** Stops the earlier job, or discards what cannot be read of it, and then begins this one. */
  onStop: () => void
}

/** Why a job did not begin: an earlier one is not finished. Asks what to do with that. */
export function UnfinishedQuestion({ left, words, stopping, ...acts }: UnfinishedQuestionProps): ReactNode {
  const { t, format } = useTranslation()
  if (stopping) return <Notice tone="info">{t(words.stopping)}</Notice>
  return (
    <Notice
      tone="warning"
      title={t(words.title)}
      actions={
        <>
          {left !== null && <Button onClick={acts.onResume}>{t(words.resume)}</Button>}
          <Button onClick={acts.onStop}>{t(left === null ? words.discard : words.stop)}</Button>
        </>
      }
    >
      {left === null
        ? t(words.broken)
        : t(words.text, { left: format.number(left.total - left.settled), total: format.number(left.total) })}
    </Notice>
  )
}
