import type { ReactNode } from 'react'
import type { RestoreWish, UndoOffer } from '#core/restore/load-contacts.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button, IconButton } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'

interface OfferUndoProps {
  /** What was deleted just now; empty: there is nothing to offer. */
  offers: readonly UndoOffer[]
  onUndo: (wish: RestoreWish) => void
  /** Absent where the screen has a button of its own that closes all of it. */
  onClose?: () => void
}

/** Offers to restore what was deleted just now, until that is used or closed. In one line: the list needs the room. */
export function OfferUndo({ offers, onUndo, onClose }: OfferUndoProps): ReactNode {
  const { t } = useTranslation()
  if (offers.length === 0) return null
  const count = offers.reduce((sum, { contactIds }) => sum + contactIds.length, 0)
  return (
    <Notice
      tone="success"
      live={false}
      className="items-center"
      title={t('deletion-run.undoTitle', { count })}
      corner={
        <div className="flex items-center gap-2">
          <Button onClick={() => onUndo({ kind: 'undo', of: offers })}>{t('deletion-run.undo')}</Button>
          {onClose !== undefined && (
            <IconButton icon="close" label={t('deletion-run.undoClose')} onClick={onClose} />
          )}
        </div>
      }
    />
  )
}
