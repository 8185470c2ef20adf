import { useSyncExternalStore } from 'react'
import type { RestoreSession } from '#core/restore/session.ts'
import type { RestoreState } from '#core/restore/run/state.ts'

/** The live state of a restore. */
export function useRestoreState(session: RestoreSession): RestoreState {
  return useSyncExternalStore(
    (changed) => session.watch(changed),
    () => session.state,
  )
}
