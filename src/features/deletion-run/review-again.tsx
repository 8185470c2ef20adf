import type { ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'

interface ReviewAgainProps {
  /** How many contacts were skipped because they changed since the review. */
  count: number
  onReview: () => void
}

/** Offers a new review of contacts that changed after theirs: they were confirmed, but not as they are now. */
export function ReviewAgain({ count, onReview }: ReviewAgainProps): ReactNode {
  const { t } = useTranslation()
  if (count === 0) return null
  return (
    <Notice
      tone="warning"
      live={false}
      title={t('deletion-run.reviewAgainTitle', { count })}
      actions={<Button onClick={onReview}>{t('deletion-run.reviewAgain')}</Button>}
    >
      {t('deletion-run.reviewAgainText')}
    </Notice>
  )
}
