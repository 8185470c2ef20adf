import { Suspense, type ReactNode } from 'react'
import { ErrorBoundary } from '../shared/error-boundary.tsx'
import { part } from '../shared/lazy-component.tsx'
import type { DeleteDialogProps } from './delete-dialog.tsx'

const loadDialog = async () => (await import('./delete-dialog.tsx')).DeleteDialog
const DeleteDialog = part(loadDialog)

/** Fetches the dialog before it is needed, so that the question comes at once. */
export function preloadQuestion(): void {
  // A failure is shown when it is needed and still missing.
  loadDialog().catch(() => undefined)
}

/** The question, which is in a file of its own. */
export function DeleteQuestion(props: DeleteDialogProps): ReactNode {
  const { subject, additions } = props.flow
  // Asked again, it is a new question: it begins at its top, with the focus on the button that deletes nothing.
  const key = JSON.stringify([subject.id, additions?.links.length, additions?.changedAt])
  return (
    <ErrorBoundary floating>
      <Suspense fallback={null}>
        <DeleteDialog key={key} {...props} />
      </Suspense>
    </ErrorBoundary>
  )
}
