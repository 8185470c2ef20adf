import type { RunLock } from '#core/job/ports.ts'

/**
 * One run (or restore) per portal and user at a time, by Web Locks: the browser frees a lock when its tab dies, unlike a
 * flag in a store. Without Web Locks (a page without https, storage refused) the tabs ask each other; if they cannot,
 * `hold` succeeds, since not running at all would be worse. Two tabs that delete at once then only do work twice, since
 * each contact is checked before it is deleted; the journal has only the younger run. Two restores look for a contact
 * before they make it, but may still make one twice.
 * @param name of `ownNameOf`
 * @param byMessages used where Web Locks are not available
 */
export function openLock(name: string, byMessages: RunLock, locks: LockManager | null = ownLocks()): RunLock {
  let freed: Promise<unknown> = Promise.resolve()
  return {
    async hold() {
      if (locks === null) return byMessages.hold()
      // The browser frees a lock a moment after `release`; without this wait the tab might not get its own lock again.
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
    async isHeld() {
      if (locks === null) return byMessages.isHeld()
      await freed
      try {
        const { held = [] } = await locks.query()
        // Shared are those that wait for it to be free.
        return held.some((lock) => lock.name === name && lock.mode === 'exclusive')
      } catch {
        return byMessages.isHeld()
      }
    },
    whenFree(act) {
      const waiting = new AbortController()
      const { signal } = waiting
      const stopListening = byMessages.whenFree(act)
      // Shared, so that all waiting tabs get it at once; given back at once, so that it blocks no tab.
      locks
        ?.request(name, { mode: 'shared', signal }, () => undefined)
        .then(
          () => signal.aborted || act(),
          () => undefined,
        )
      return () => {
        waiting.abort()
        stopListening()
      }
    },
  }
}

function ownLocks(): LockManager | null {
  return 'locks' in navigator ? navigator.locks : null
}
