import type { RunLock } from '#core/job/ports.ts'

/**
 * One run (or restore) a portal and user at a time, by Web Locks: the browser frees a lock by itself when its tab dies,
 * which no flag in a store does. Where there are none (a page without https, storage refused) the tabs ask each other,
 * and where they cannot either `hold` succeeds: not to run at all would be worse. Two tabs that delete at once then do
 * work twice: each contact is checked before it is deleted. The journal takes the younger run only. Two restores look
 * for a contact before they make it, and may then still make one twice.
 * @param name of `ownNameOf`
 * @param byMessages asked where Web Locks cannot be had
 */
export function openLock(name: string, byMessages: RunLock, locks: LockManager | null = ownLocks()): RunLock {
  let freed: Promise<unknown> = Promise.resolve()
  return {
    async hold() {
      if (locks === null) return byMessages.hold()
      // The browser frees a lock a moment after `release`; this tab must not find itself in its own way.
      await freed
      return new Promise((resolve) => {
        const request = locks.request(name, { ifAvailable: true }, (lock) => {
          if (lock === null) {
            resolve(null)
            return undefined
          }
          return new Promise<void>((free) => {
            const release = (): void => {
              freed = request.catch(() => undefined)
              free()
            }
            resolve({ release })
          })
        })
        request.catch(() => resolve(byMessages.hold()))
      })
    },
    whenFree(act) {
      const waiting = new AbortController()
      const { signal } = waiting
      const unhear = byMessages.whenFree(act)
      // Shared, so that all who wait hear it at once; given back at once, so that it is in no tab's way.
      locks
        ?.request(name, { mode: 'shared', signal }, () => undefined)
        .then(
          () => signal.aborted || act(),
          () => undefined,
        )
      return () => {
        waiting.abort()
        unhear()
      }
    },
  }
}

function ownLocks(): LockManager | null {
  return 'locks' in navigator ? navigator.locks : null
}
