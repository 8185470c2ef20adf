import { Suspense, useState, type ComponentProps, type ReactNode } from 'react'
import { isKeepingView, type KeepingView, type UndoOffer, type View } from './work/views.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { useRoomyFrame } from './frame-height.ts'
import { part } from './lazy-screen.tsx'
import type { OfferUndo } from './undo-offer.tsx'
import { useJobInHand } from './work/job-in-hand.ts'

const KeepingScreens = part(async () => (await import('./work/archive-screens.tsx')).KeepingScreens)

interface InPlace {
  /** The contact was deleted; null: there is nothing to bring back. */
  readonly offer: (undo: UndoOffer | null) => void
  /** What is shown instead of the screen; null: the screen itself. */
  readonly view: KeepingView | null
  readonly show: (view: View) => void
  readonly panel: Required<ComponentProps<typeof OfferUndo>>
  /** The id under which a contact is back; null: it was not brought back here. */
  readonly newIdOf: (contactId: number) => number | null
  readonly onReturned: (newIds: ReadonlyMap<number, number>) => void
}

/** Bringing a contact back where there is no list to go to: in the tab of its card, in a slider of its own. */
export function useUndoInPlace(): InPlace {
  const [offers, setOffers] = useState<readonly UndoOffer[]>([])
  const inHand = useJobInHand()
  const [view, setView] = useState<KeepingView | null>(keepingOf(inHand.current))
  const [newIds, setNewIds] = useState<ReadonlyMap<number, number>>(new Map())

  function show(next: View): void {
    // It is being used: what is left of it is in "Deleted".
    if (next.kind === 'restore-run') setOffers([])
    inHand.show(next)
    setView(keepingOf(next))
  }

  return {
    offer: (undo) => setOffers(undo === null ? [] : [undo]),
    view,
    show,
    panel: { offers, onUndo: show, onClose: () => setOffers([]) },
    newIdOf: (contactId) => newIds.get(contactId) ?? null,
    onReturned: setNewIds,
  }
}

function keepingOf(view: View | null): KeepingView | null {
  return view !== null && isKeepingView(view) ? view : null
}

export function UndoInPlace(props: {
  view: KeepingView
  onView: (view: View) => void
  onReturned: (newIds: ReadonlyMap<number, number>) => void
}): ReactNode {
  // These screens fill the frame and scroll inside.
  useRoomyFrame()
  return (
    <ErrorBoundary>
      <Suspense fallback={null}>
        <KeepingScreens {...props} />
      </Suspense>
    </ErrorBoundary>
  )
}
