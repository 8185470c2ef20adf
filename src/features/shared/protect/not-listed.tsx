import type { ReactNode } from 'react'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Notice } from '#ui/notice.tsx'

/** The protect list could not be changed. */
export function NotListed({ error }: { error: unknown }): ReactNode {
  const { t, format } = useTranslation()
  const { title, advice } = describeThrown(error, t, format)
  return (
    <Notice tone="problem" title={t('guards.notListed')}>
      {`${title}. ${advice}`}
    </Notice>
  )
}
