import { useSyncExternalStore } from 'react'
import type { RunSession } from '#core/run/session.ts'
import type { RunState } from '#core/run/state.ts'

/** The state of a run, live. */
export function useRunState(session: RunSession): RunState {
  return useSyncExternalStore(
    (changed) => session.watch(changed),
    () => session.state,
  )
}
