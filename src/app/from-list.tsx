import { Suspense, useState, type ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import type { ListedContacts } from '#core/list/list-note.ts'
import type { WorkPorts } from '#core/ports.ts'
import { ErrorBoundary } from '#features/shared/error-boundary.tsx'
import { lazyComponent } from '#features/shared/lazy-component.tsx'

const ListImport = lazyComponent(
  async () => (await import('#features/list-import/list-import.tsx')).ListImport,
)

interface FromListProps {
  loadWork: () => Promise<Pick<WorkPorts, 'finder' | 'files'>>
  onAdd: (listed: ListedContacts) => void
}

/** The button that selects contacts from a list, and the panel that it opens. */
export function FromList({ loadWork, onAdd }: FromListProps): ReactNode {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button icon="list" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t('list-import.open')}
      </Button>
      {open && (
        <ErrorBoundary floating>
          <Suspense fallback={null}>
            <ListImport
              loadWork={loadWork}
              onAdd={(listed) => {
                onAdd(listed)
                setOpen(false)
              }}
              onClose={() => setOpen(false)}
            />
          </Suspense>
        </ErrorBoundary>
      )}
    </>
  )
}
