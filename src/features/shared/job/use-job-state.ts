import { useSyncExternalStore } from 'react'

/** The state of a job, live. */
export function useJobState<State>(session: {
  readonly state: State
  watch(changed: () => void): () => void
}): State {
  return useSyncExternalStore(
    (changed) => session.watch(changed),
    () => session.state,
  )
}
