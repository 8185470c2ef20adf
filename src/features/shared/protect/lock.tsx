import type { ReactNode } from 'react'
import type { Protection } from '#core/plan/protect/protect-list.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Icon } from '#ui/icons.tsx'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import { protectionText } from './protect-words.ts'

/** The mark of a protected contact: a lock; why and until when is read out, and shown under the pointer. */
export function Lock({ protection }: { protection: Protection }): ReactNode {
  const { t, format } = useTranslation()
  const text = protectionText(protection, t, format)
  return (
    <span title={text} className="inline-flex shrink-0 text-muted">
      <Icon name="lock" />
      <VisuallyHidden>{text}</VisuallyHidden>
    </span>
  )
}
