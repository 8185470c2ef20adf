import type { ReactNode } from 'react'
import { DeleteDialog } from '#features/deletion/delete-dialog.tsx'
import type { DeleteFlow } from '#features/deletion/delete-flow.ts'
import { usePorts } from '#features/ports.tsx'
import type { DeleteDesk } from './use-delete-desk.ts'
import { useCopyPlace } from './use-copy-place.ts'

interface OpenQuestionProps {
  desk: DeleteDesk
  flow: Extract<DeleteFlow, { stage: 'asking' | 'deleting' }>
  onKept?: () => void
}

/** The question about one contact, with what hangs on it and where its copy will lie. */
export function OpenQuestion({ desk, flow, onKept }: OpenQuestionProps): ReactNode {
  const { host } = usePorts()
  const { deletion, reading, portalRefused } = desk
  const copies = useCopyPlace(portalRefused)
  return (
    <DeleteDialog
      name={flow.subject.name}
      reading={reading}
      copies={copies}
      deleting={flow.stage === 'deleting'}
      paused={deletion.paused}
      origin={host.origin}
      openPath={(path) => host.openPath(path)}
      onKeep={() => {
        deletion.actions.keep()
        if (flow.stage === 'asking') onKept?.()
      }}
      onConfirm={(wish) => deletion.actions.confirm({ ...wish, withoutPortal: portalRefused })}
      onGone={() => deletion.actions.foundGone()}
    />
  )
}
