import { useEffect, useSyncExternalStore } from 'react'
import type { RestoreSession } from '#core/restore/session.ts'
import type { RestoreState } from '#core/restore/state.ts'

/** The state of a restore, live. */
export function useRestoreState(session: RestoreSession): RestoreState {
  return useSyncExternalStore(
    (changed) => session.watch(changed),
    () => session.state,
  )
}

/** Has the browser ask before it closes the page while something is being created. */
export function useCloseWarning(active: boolean): void {
  useEffect(() => {
    if (!active) return undefined
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [active])
}
