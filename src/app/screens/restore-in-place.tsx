import { useState, type ReactNode } from 'react'
import { ErrorBoundary } from '#features/shared/error-boundary.tsx'
import type { useDeleteContact } from '#features/deletion/use-delete-contact.tsx'
import { useJobInHand } from '#features/shared/job/job-in-hand.ts'
import { lazyComponent } from '#features/shared/lazy-component.tsx'
import { useRoomyFrame } from '../frame-height.ts'
import { isArchiveView, jobOf, type ArchiveView, type View } from '../work/views.ts'
import { useUndoHere } from './use-undo-here.tsx'

const ArchiveScreens = lazyComponent(async () => (await import('../work/archive-screens.tsx')).ArchiveScreens)

interface InPlace {
  /** The restore that is shown in place of the screen; null: the screen itself. */
  readonly view: ArchiveView | null
  readonly onView: (view: View) => void
  readonly undo: ReturnType<typeof useUndoHere>
}

/** Restores a contact where there is no list to go back to: in the tab of its card, or in a slider. */
export function useRestoreInPlace(): InPlace {
  const inHand = useJobInHand()
  const [view, setView] = useState<ArchiveView | null>(archiveViewOf(inHand.current))
  const undo = useUndoHere({ inSight: view === null, onView: show })

  function show(next: View): void {
    inHand.show(jobOf(next))
    setView(archiveViewOf(next))
  }

  return { view, onView: show, undo }
}

function archiveViewOf(view: View | null): ArchiveView | null {
  return view !== null && isArchiveView(view) ? view : null
}

/** @param deletion of what a restore made twice. */
export function RestoreInPlace(props: {
  view: ArchiveView
  onView: (view: View) => void
  undo: InPlace['undo']
  deletion: Pick<ReturnType<typeof useDeleteContact>, 'ask' | 'question' | 'messages'>
}): ReactNode {
  const { view, onView, undo, deletion } = props
  // These screens fill the frame and scroll inside.
  useRoomyFrame()
  return (
    <ErrorBoundary>
      <ArchiveScreens
        {...{ view, onView }}
        onReturned={undo.returned}
        onDelete={deletion.ask}
        outcome={deletion.messages}
      />
      {deletion.question}
    </ErrorBoundary>
  )
}
