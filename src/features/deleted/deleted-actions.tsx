import type { ReactNode } from 'react'
import type { DeletedContact } from '#core/restore/deleted-contacts.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import type { DeletedState } from './use-deleted.ts'

/** The actions for the ticked contacts, always in sight. Actions for a whole archive are in its row. */
export function DeletedActions(props: {
  deleted: DeletedState
  onRestore: (contacts: readonly DeletedContact[]) => void
}): ReactNode {
  const { t } = useTranslation()
  const { deleted, onRestore } = props
  const { ticked, toRestore, shown, since } = deleted
  const inSight = new Set(shown.map(({ id }) => id))
  const hidden = [...ticked].filter((id) => !inSight.has(id)).length
  return (
    <section
      aria-label={t('deleted.colActions')}
      className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-t border-line bg-panel px-3 py-2.5 sm:px-4"
    >
      <p aria-live="polite" className="min-w-0 grow basis-48 text-muted">
        {[selectionText(), ...(hidden > 0 ? [t('deleted.selectedHidden', { count: hidden })] : [])].join(
          ' · ',
        )}
      </p>
      <div className="ms-auto flex flex-wrap gap-2 max-sm:w-full max-sm:*:grow">
        {ticked.size > 0 && <Button onClick={deleted.clearTicks}>{t('deleted.clear')}</Button>}
        {toRestore.length > 0 && (
          <Button variant="primary" onClick={() => onRestore(toRestore)}>
            {ticked.size === 0 && since === undefined
              ? t('deleted.restoreThose')
              : t('deleted.restore', { count: toRestore.length })}
          </Button>
        )}
      </div>
    </section>
  )

  function selectionText(): string {
    if (ticked.size > 0) return t('deleted.selected', { count: ticked.size })
    if (toRestore.length === 0) return t('deleted.noneLeft')
    const isAll = since !== undefined && toRestore.length === shown.length
    return t(isAll ? 'deleted.restoresAll' : 'deleted.restoresThose')
  }
}
