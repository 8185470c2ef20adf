import { useQueryClient } from '@tanstack/react-query'
import { forgetCounts } from '#features/clean-up/forget-counts.ts'
import { rowsMoved } from '#features/contacts/contact-cache.ts'
import { useUndo, type UndoHere, type UndoOptions } from '#features/deletion/undo/use-undo.tsx'
import { usePorts } from '#features/ports.tsx'
import { lazyComponent } from '#features/shared/lazy-component.tsx'

const Notice = lazyComponent(
  async () => (await import('#features/restore/undo/undone-notice.tsx')).UndoneNotice,
)

/** Undo, with the message of the restore and the queries that it makes old. */
export function useUndoHere(options: Omit<UndoOptions, 'Notice' | 'onUndone'>): UndoHere {
  const cache = useQueryClient()
  const { pictures } = usePorts()
  return useUndo({
    ...options,
    Notice,
    onUndone() {
      forgetCounts(cache, pictures, [])
      void rowsMoved(cache)
      // Loaded with the screens of deleted contacts, and only of use to them.
      void import('#features/deleted/deleted-queries.ts').then(({ deletedQueries }) =>
        cache.invalidateQueries(deletedQueries.all()),
      )
    },
  })
}
