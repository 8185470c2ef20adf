import { Suspense, useState, type ComponentProps, type ReactNode } from 'react'
import type { UndoOffer } from '#core/restore/load-contacts.ts'
import type { OfferUndo } from '#features/deletion/undo-offer.tsx'
import { ErrorBoundary } from '#features/shared/error-boundary.tsx'
import { useJobInHand } from '#features/shared/job-in-hand.ts'
import { lazyComponent } from '#features/shared/lazy-component.tsx'
import { useRoomyFrame } from '../frame-height.ts'
import { isArchiveView, jobOf, type ArchiveView, type View } from '../work/views.ts'

const ArchiveScreens = lazyComponent(async () => (await import('../work/archive-screens.tsx')).ArchiveScreens)

interface InPlace {
  /** The contact was deleted; null: there is nothing to restore. */
  readonly offer: (undo: UndoOffer | null) => void
  /** Shown instead of the screen; null: the screen itself. */
  readonly view: ArchiveView | null
  readonly show: (view: View) => void
  readonly panel: Required<ComponentProps<typeof OfferUndo>>
  /** The new ID of a contact that was restored here; null: it was not. */
  readonly newIdOf: (contactId: number) => number | null
  readonly onReturned: (newIds: ReadonlyMap<number, number>) => void
}

/** Restores a contact where there is no list to go back to: in the tab of its card, or in a slider. */
export function useRestoreInPlace(): InPlace {
  const [offers, setOffers] = useState<readonly UndoOffer[]>([])
  const inHand = useJobInHand()
  const [view, setView] = useState<ArchiveView | null>(archiveViewOf(inHand.current))
  const [newIds, setNewIds] = useState<ReadonlyMap<number, number>>(new Map())

  function show(next: View): void {
    // "Undo" was used. Contacts that were not restored are in "Deleted".
    if (next.kind === 'restore-run') setOffers([])
    inHand.show(jobOf(next))
    setView(archiveViewOf(next))
  }

  return {
    offer: (undo) => setOffers(undo === null ? [] : [undo]),
    view,
    show,
    panel: {
      offers,
      onUndo: (wish) => show({ kind: 'restore', wish, from: 'list' }),
      onClose: () => setOffers([]),
    },
    newIdOf: (contactId) => newIds.get(contactId) ?? null,
    onReturned: setNewIds,
  }
}

function archiveViewOf(view: View | null): ArchiveView | null {
  return view !== null && isArchiveView(view) ? view : null
}

export function RestoreInPlace(props: {
  view: ArchiveView
  onView: (view: View) => void
  onReturned: (newIds: ReadonlyMap<number, number>) => void
}): ReactNode {
  // These screens fill the frame and scroll inside.
  useRoomyFrame()
  return (
    <ErrorBoundary>
      <Suspense fallback={null}>
        <ArchiveScreens {...props} />
      </Suspense>
    </ErrorBoundary>
  )
}
