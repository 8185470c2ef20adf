import type { ReactNode } from 'react'
import type { Failure } from '#core/failure.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { reload } from '#ui/reload.ts'

interface RetryProps {
  /** Why it has to be repeated. */
  failure: Failure
  /** Absent: there is another button for it. */
  onRetry?: () => void
  /** Instead of "Try again". */
  label?: string
  variant?: 'primary' | 'plain'
  /** While it works, as for `Button`. */
  busy?: string | undefined
}

/** Repeats what failed. If a file of the app is missing only a new page helps, so the button reloads. */
export function Retry({ failure, onRetry, label, variant = 'plain', busy }: RetryProps): ReactNode {
  const { t } = useTranslation()
  if (failure.kind === 'app-outdated') {
    return (
      <Button variant="primary" onClick={reload}>
        {t('app.reload')}
      </Button>
    )
  }
  // Only the vendor's support can end it.
  if (onRetry === undefined || failure.kind === 'blocked') return null
  return (
    <Button variant={variant} busy={busy} onClick={onRetry}>
      {label ?? t('common.retry')}
    </Button>
  )
}
