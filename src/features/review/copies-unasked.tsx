import type { ReactNode } from 'react'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'

/** Why nothing can be deleted yet: it is not known where copies can be stored. */
export function CopiesUnasked({ error, onRetry }: { error: Error; onRetry: () => void }): ReactNode {
  const { t, format } = useTranslation()
  const { title, advice } = describeThrown(error, t, format)
  return (
    <Notice
      tone="problem"
      title={t('review.copiesUnasked', { why: title })}
      actions={<Button onClick={onRetry}>{t('review.copiesAsk')}</Button>}
    >
      {advice}
    </Notice>
  )
}
