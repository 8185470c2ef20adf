import type { ReactNode } from 'react'
import type { MessageId } from '#i18n/catalogue.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'

interface UnfinishedNoticeProps {
  /** What was left, in contacts; null: the stored progress cannot be read any more. */
  left: { readonly total: number; readonly settled: number; readonly done: boolean } | null
  words: Readonly<Record<'title' | 'text' | 'report' | 'broken' | 'forget', MessageId>>
  onTakeUp: () => void
  onForget: () => void
}

/** Offers to resume what an earlier visit left unfinished, or to see its result. */
export function UnfinishedNotice({ left, words, onTakeUp, onForget }: UnfinishedNoticeProps): ReactNode {
  const { t, format } = useTranslation()
  const forget = <Button onClick={onForget}>{t(words.forget)}</Button>
  if (left === null) {
    return (
      <Notice tone="warning" inLine title={t(words.title)} actions={forget}>
        {t(words.broken)}
      </Notice>
    )
  }
  const { total, settled, done } = left
  const complete = done && settled === total
  return (
    <Notice
      inLine
      tone={complete ? 'info' : 'warning'}
      title={complete ? t(words.report, { count: total }) : t(words.title)}
      actions={
        <>
          <Button variant="primary" onClick={onTakeUp}>
            {t(complete ? 'deletion-run.look' : 'deletion-run.takeUp')}
          </Button>
          {forget}
        </>
      }
    >
      {complete
        ? undefined
        : t(words.text, { left: format.number(total - settled), total: format.number(total) })}
    </Notice>
  )
}
