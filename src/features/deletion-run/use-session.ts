import { useSyncExternalStore } from 'react'
import type { RunSession } from '#core/deletion/session.ts'
import type { RunState } from '#core/deletion/run/state.ts'

/** The state of a run, live. */
export function useRunState(session: RunSession): RunState {
  return useSyncExternalStore(
    (changed) => session.watch(changed),
    () => session.state,
  )
}
