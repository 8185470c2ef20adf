import type { ReactNode } from 'react'
import type { DeletedContact } from '#core/restore/deleted-contacts.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import type { DeletedState } from './use-deleted.ts'

/** The actions for the ticked contacts. Actions for a whole archive are in its row. */
export function DeletedActions(props: {
  deleted: DeletedState
  onRestore: (contacts: readonly DeletedContact[]) => void
}): ReactNode {
  const { t } = useTranslation()
  const { deleted, onRestore } = props
  const { ticked, toRestore, shown } = deleted
  const inSight = new Set(shown.map(({ id }) => id))
  const hidden = [...ticked].filter((id) => !inSight.has(id)).length
  return (
    <section
      aria-label={t('deleted.colActions')}
      className="flex flex-col gap-2 rounded-card border border-line bg-panel px-4 py-3"
    >
      {(shown.length > 0 || ticked.size > 0) && (
        <p aria-live="polite" className="text-small text-muted">
          {[selectionText(), ...(hidden > 0 ? [t('deleted.selectedHidden', { count: hidden })] : [])].join(
            ' · ',
          )}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {toRestore.length > 0 && (
          <Button variant="primary" onClick={() => onRestore(toRestore)}>
            {t('deleted.restore', { count: toRestore.length })}
          </Button>
        )}
        {ticked.size > 0 && <Button onClick={deleted.clearTicks}>{t('deleted.clear')}</Button>}
      </div>
    </section>
  )

  function selectionText(): string {
    if (ticked.size > 0) return t('deleted.selected', { count: ticked.size })
    return t(toRestore.length > 0 ? 'deleted.noneSelected' : 'deleted.noneLeft')
  }
}
