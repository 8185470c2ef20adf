import { useEffect, useSyncExternalStore } from 'react'
import type { RunSession } from '#core/run/session.ts'
import type { RunState } from '#core/run/state.ts'

/** The state of a run, live. */
export function useRunState(session: RunSession): RunState {
  return useSyncExternalStore(
    (changed) => session.watch(changed),
    () => session.state,
  )
}

/** Has the browser ask before it closes the page while something is being deleted. */
export function useCloseWarning(active: boolean): void {
  useEffect(() => {
    if (!active) return undefined
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [active])
}
