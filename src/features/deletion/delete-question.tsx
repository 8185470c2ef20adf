import { Suspense, type ReactNode } from 'react'
import { ErrorBoundary } from '../shared/error-boundary.tsx'
import { lazyComponent } from '../shared/lazy-component.tsx'
import type { DeleteDialogProps } from './delete-dialog.tsx'
import type { OfferUndoProps } from './undo/undo-offer.tsx'
import type { VerdictNoticesProps } from './verdict-notice.tsx'

const load = () => import('./question-and-result.ts')
const DeleteDialog = lazyComponent(async () => (await load()).DeleteDialog)
const LazyVerdicts = lazyComponent(async () => (await load()).VerdictNotices)
const LazyOffer = lazyComponent(async () => (await load()).OfferUndo)

/** Loads the dialog before it is needed, so that the question opens at once. */
export function preloadQuestion(): void {
  // The error is shown when the dialog is needed and still missing.
  load().catch(() => undefined)
}

/** The results; nothing until there is one. */
export function VerdictNotices(props: VerdictNoticesProps): ReactNode {
  const { flow, unknowns } = props.deletion
  return (
    (flow.stage === 'finished' || unknowns.length > 0) && (
      <Suspense fallback={null}>
        <LazyVerdicts {...props} />
      </Suspense>
    )
  )
}

/** The offer to undo where no result has it. */
export function OfferUndo(props: OfferUndoProps): ReactNode {
  return (
    <Suspense fallback={null}>
      <LazyOffer {...props} />
    </Suspense>
  )
}

/** The question; its code is in a file of its own. */
export function DeleteQuestion(props: DeleteDialogProps): ReactNode {
  const { subject, again, missing } = props.flow
  // A repeated question is a new one: it starts at its top, with the focus on the button that deletes nothing.
  const key = JSON.stringify([subject.id, again, missing])
  return (
    <ErrorBoundary floating>
      <DeleteDialog key={key} {...props} />
    </ErrorBoundary>
  )
}
