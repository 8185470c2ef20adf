import type { RunLock } from '#core/job/ports.ts'

/** Far more than waiting tabs need to give the lock back. */
const MOST_TRIES = 50

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

  function take(from: LockManager): ReturnType<RunLock['hold']> {
    return new Promise((resolve) => {
      const request = from.request(name, { ifAvailable: true }, (lock) => {
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
  }

  async function isHeld(): Promise<boolean> {
    if (locks === null) return byMessages.isHeld()
    // The browser frees a lock a moment after `release`; without this wait the tab would take itself for another.
    await freed
    try {
      const { held = [] } = await locks.query()
      return held.some((lock) => lock.name === name && lock.mode === 'exclusive')
    } catch {
      // Firefox lets a frame of another site take locks, but not list them. Shared, it blocks no other tab that looks.
      const options = { mode: 'shared', ifAvailable: true } as const
      return locks.request(name, options, (lock) => lock === null).catch(() => byMessages.isHeld())
    }
  }

  return {
    async hold() {
      if (locks === null) return byMessages.hold()
      await freed
      // Tabs that wait for it have it for a moment in shared mode, when it becomes free: no reason to refuse it.
      for (let tries = 1; ; tries++) {
        const held = await take(locks)
        if (held !== null || tries === MOST_TRIES || (await isHeld())) return held
      }
    },
    isHeld,
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
