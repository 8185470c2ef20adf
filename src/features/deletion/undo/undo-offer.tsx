import type { ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { IconButton } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { UndoActions, type UndoActionsProps } from './undo-actions.tsx'

export type OfferUndoProps = UndoActionsProps & { onClose: () => void }

/** Offers to restore what was deleted just now where no message about the deletion does, until it is used or closed. */
export function OfferUndo({ onClose, ...undo }: OfferUndoProps): ReactNode {
  const { t } = useTranslation()
  return (
    <Notice
      tone="success"
      live={false}
      inLine
      title={t('deletion-run.undoTitle', { count: undo.count })}
      actions={<UndoActions {...undo} counted />}
      corner={<IconButton icon="close" label={t('deletion-run.undoClose')} onClick={onClose} />}
    />
  )
}
