import type { ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { Icon } from '#ui/icons.tsx'
import { LiftButton } from '../shared/protect/lift-button.tsx'
import { protectionText } from '../shared/protect/protect-words.ts'
import { useProtected } from '../shared/protect/use-protected.ts'

/** A lock with the reason, where the contact is protected. */
export function CardProtection({ contactId }: { contactId: number }): ReactNode {
  const { t, format } = useTranslation()
  const protection = useProtected().get(contactId)
  if (protection === undefined) return null
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <p className="flex items-start gap-1.5 wrap-anywhere">
        <Icon name="lock" />
        <span>{protectionText(protection, t, format)}</span>
      </p>
      <LiftButton protections={[protection]} />
    </div>
  )
}
