import { Suspense, type ReactNode } from 'react'
import type { KeepingView, UndoOffer } from './work/views.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { part } from './lazy-screen.tsx'

const Undo = part(async () => (await import('./work/undo.tsx')).Undo)

/** Offers to bring back what was deleted just now, while there is something. */
export function OfferUndo(props: {
  offers: readonly UndoOffer[]
  onUndo: (view: KeepingView) => void
  onClose?: () => void
}): ReactNode {
  const { offers, onUndo, onClose } = props
  if (offers.length === 0) return null
  return (
    <ErrorBoundary>
      <Suspense fallback={null}>
        <Undo
          offers={offers}
          onUndo={() => onUndo({ kind: 'restore', wish: { kind: 'undo', of: offers }, from: 'list' })}
          onClose={onClose}
        />
      </Suspense>
    </ErrorBoundary>
  )
}
