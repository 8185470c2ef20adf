import { Suspense, type ReactNode } from 'react'
import { usePorts } from '#features/ports.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { part } from './part.tsx'
import type { DeleteDesk } from './use-delete-desk.ts'

const loadDialog = async () => (await import('#features/deletion/delete-dialog.tsx')).DeleteDialog
const DeleteDialog = part(loadDialog)

/** Fetches the dialog before anybody asks for it, so that the question comes at once. */
export function preloadQuestion(): void {
  // Told when it is needed and still missing.
  loadDialog().catch(() => undefined)
}

/** The question, while there is one. Esc while the portal works is no answer: `onKept` is called only for one. */
export function DeleteQuestion(props: { desk: DeleteDesk; onKept?: () => void }): ReactNode {
  const { host } = usePorts()
  const { deletion, reading } = props.desk
  const { flow } = deletion
  if (flow.stage !== 'asking' && flow.stage !== 'deleting') return null
  return (
    <ErrorBoundary floating>
      <Suspense fallback={null}>
        <DeleteDialog
          key={flow.subject.id}
          name={flow.subject.name}
          reading={reading}
          deleting={flow.stage === 'deleting'}
          origin={host.origin}
          openPath={(path) => host.openPath(path)}
          onKeep={() => {
            deletion.actions.keep()
            if (flow.stage === 'asking') props.onKept?.()
          }}
          onConfirm={() => deletion.actions.confirm()}
          onGone={() => deletion.actions.foundGone()}
        />
      </Suspense>
    </ErrorBoundary>
  )
}
