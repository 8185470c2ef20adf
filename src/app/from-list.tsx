import { type ReactNode } from 'react'
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
  onClose: () => void
}

/** The dialog that selects contacts from a list. */
export function FromList(props: FromListProps): ReactNode {
  return (
    <ErrorBoundary floating>
      <ListImport {...props} />
    </ErrorBoundary>
  )
}
