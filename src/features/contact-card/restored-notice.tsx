import type { ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { IconButton } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { PortalLink } from '#ui/portal-link.tsx'
import { cardPath } from './paths.ts'

interface ReturnedProps {
  /** Of the contact, as shown. */
  name: string
  newId: number
  /** `https://portal.example` */
  origin: string
  openPath: (path: string) => void
  /** Absent where the message stays for good. */
  onClose?: () => void
}

/** Shown where a contact was deleted and restored: it has a new ID and a new card. */
export function Returned({ name, newId, origin, openPath, onClose }: ReturnedProps): ReactNode {
  const { t } = useTranslation()
  const path = cardPath(newId)
  return (
    <Notice
      tone="success"
      title={t('contact-card.backTitle', { name, id: String(newId) })}
      corner={
        onClose !== undefined && <IconButton icon="close" label={t('deletion.dismiss')} onClick={onClose} />
      }
      actions={
        <PortalLink href={origin + path} onOpen={() => openPath(path)} className="underline">
          {t('contact-card.backOpen')}
        </PortalLink>
      }
    />
  )
}
