import type { ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'

export interface UndoActionsProps {
  /** How many contacts were deleted here and not restored. */
  count: number
  /** The last of them is being restored. */
  busy: boolean
  /** Restores the last one. */
  onUndo: () => void
  /** Absent where there is no list of all that was deleted. */
  onShowAll?: (() => void) | undefined
}

/** The ways back from a deletion: of the last contact at once, of the others from the list of deleted ones. */
export function UndoActions({ count, busy, onUndo, onShowAll }: UndoActionsProps): ReactNode {
  const { t } = useTranslation()
  return (
    <>
      <Button busy={busy ? t('restore.running') : undefined} onClick={onUndo}>
        {t(count > 1 && onShowAll !== undefined ? 'deletion.undoLast' : 'deletion-run.undo')}
      </Button>
      {count > 1 && onShowAll !== undefined && <Button onClick={onShowAll}>{t('deletion.showAll')}</Button>}
    </>
  )
}
