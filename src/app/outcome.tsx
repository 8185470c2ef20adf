import type { ReactNode } from 'react'
import { VerdictNotice } from '#features/deletion/verdict-notice.tsx'
import { usePorts } from '#features/ports.tsx'
import type { DeleteDesk } from './use-delete-desk.ts'

/** What became of the last attempt to delete, in words. */
export function Outcome(props: { desk: DeleteDesk; inList: boolean; lasting?: boolean }): ReactNode {
  const { host } = usePorts()
  const { desk, inList, lasting = false } = props
  return (
    <VerdictNotice
      deletion={desk.deletion}
      responsible={desk.reading.data?.responsibleName ?? null}
      inList={inList}
      lasting={lasting}
      origin={host.origin}
      openPath={(path) => host.openPath(path)}
    />
  )
}
