import type { ReactNode } from 'react'
import { UndoPanel } from '#features/run/undo-panel.tsx'
import { useSpeech } from '#i18n/text.tsx'
import { IconButton } from '#ui/button.tsx'
import type { UndoOffer } from './views.ts'

interface UndoProps {
  offers: readonly UndoOffer[]
  onUndo: () => void
  onClose: () => void
}

/** What was deleted just now can come back: stays until it is used or closed. */
export function Undo({ offers, onUndo, onClose }: UndoProps): ReactNode {
  const { t } = useSpeech()
  return (
    <UndoPanel
      count={offers.reduce((sum, { contactIds }) => sum + contactIds.length, 0)}
      onUndo={onUndo}
      corner={<IconButton icon="close" label={t('run.undoClose')} onClick={onClose} />}
    />
  )
}
