import type { ReactNode } from 'react'
import { VerdictNotices } from '#features/deletion/verdict-notice.tsx'
import { usePorts } from '#features/ports.tsx'
import type { DeleteDesk } from './use-delete-desk.ts'

/** What became of the last attempt to delete, and of those in doubt, in words. */
export function Outcome(props: { desk: DeleteDesk; inList: boolean; lasting?: boolean }): ReactNode {
  const { host } = usePorts()
  const { desk, inList, lasting = false } = props
  return (
    <VerdictNotices
      deletion={desk.deletion}
      responsible={desk.reading.data?.responsibleName ?? null}
      inList={inList}
      lasting={lasting}
      origin={host.origin}
      openPath={(path) => host.openPath(path)}
    />
  )
}
