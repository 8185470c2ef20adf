import { Suspense, type ReactNode } from 'react'
import { ErrorBoundary } from '../shared/error-boundary.tsx'
import { lazyComponent } from '../shared/lazy-component.tsx'
import type { DeleteDialogProps } from './delete-dialog.tsx'

const loadDialog = async () => (await import('./delete-dialog.tsx')).DeleteDialog
const DeleteDialog = lazyComponent(loadDialog)

/** Loads the dialog before it is needed, so that the question opens at once. */
export function preloadQuestion(): void {
  // The error is shown when the dialog is needed and still missing.
  loadDialog().catch(() => undefined)
}

/** The question; its code is in a file of its own. */
export function DeleteQuestion(props: DeleteDialogProps): ReactNode {
  const { subject, additions, missing } = props.flow
  // A repeated question is a new one: it starts at its top, with the focus on the button that deletes nothing.
  const key = JSON.stringify([subject.id, additions?.links.length, additions?.changedAt, missing])
  return (
    <ErrorBoundary floating>
      <Suspense fallback={null}>
        <DeleteDialog key={key} {...props} />
      </Suspense>
    </ErrorBoundary>
  )
}
