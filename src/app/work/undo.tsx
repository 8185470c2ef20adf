import type { ReactNode } from 'react'
import { useSpeech } from '#i18n/text.tsx'
import { Button, IconButton } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import type { UndoOffer } from './views.ts'

interface UndoProps {
  offers: readonly UndoOffer[]
  onUndo: () => void
  /** Absent where the screen has a button of its own that closes all of it. */
  onClose?: (() => void) | undefined
}

/** What was deleted just now can come back: stays until it is used or closed. In one line: the list needs the room. */
export function Undo({ offers, onUndo, onClose }: UndoProps): ReactNode {
  const { t } = useSpeech()
  const count = offers.reduce((sum, { contactIds }) => sum + contactIds.length, 0)
  return (
    <Notice
      tone="success"
      live={false}
      className="items-center"
      title={t('run.undoTitle', { count })}
      corner={
        <div className="flex items-center gap-2">
          <Button onClick={onUndo}>{t('run.undo')}</Button>
          {onClose !== undefined && <IconButton icon="close" label={t('run.undoClose')} onClick={onClose} />}
        </div>
      }
    />
  )
}
