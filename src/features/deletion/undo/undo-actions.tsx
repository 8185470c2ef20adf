import type { ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { PortalLink } from '#ui/portal-link.tsx'
import { usePorts } from '../../ports.tsx'
import { RECYCLE_BIN } from '#features/shared/portal-paths.ts'

export interface UndoActionsProps {
  /** How many contacts were deleted here and not restored. */
  count: number
  /** There are earlier deletions to undo. */
  several: boolean
  /** The message around says how many already. */
  counted?: boolean
  /** The last of them is being restored. */
  busy: boolean
  /** Restores the last one. */
  onUndo: () => void
  /** Absent where there is no list of all that was deleted. */
  onShowAll?: (() => void) | undefined
}

/** The ways back from a deletion: of the last contact at once, of the others from the list of deleted ones. */
export function UndoActions({
  count,
  several,
  counted = false,
  busy,
  onUndo,
  onShowAll,
}: UndoActionsProps): ReactNode {
  const { t } = useTranslation()
  const { host } = usePorts()
  return (
    <>
      {several && !counted && <span className="text-muted">{t('deletion-run.undoTitle', { count })}</span>}
      <Button busy={busy ? t('restore.running') : undefined} onClick={onUndo}>
        {t(several ? 'deletion.undoLast' : 'deletion-run.undo')}
      </Button>
      {several && onShowAll !== undefined && <Button onClick={onShowAll}>{t('deletion.showAll')}</Button>}
      {!several && count === 1 && onShowAll !== undefined && (
        <PortalLink
          href={host.origin + RECYCLE_BIN}
          onOpen={() => host.openPath(RECYCLE_BIN)}
          className="inline-block min-h-6"
        >
          {t('deletion.openBin')}
        </PortalLink>
      )}
    </>
  )
}
