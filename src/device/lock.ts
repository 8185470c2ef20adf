import type { RunLock } from '#core/run/ports.ts'
import { nameOf } from './names.ts'
import type { TabLock } from './tab-lock.ts'

/**
 * One run a portal and user at a time, by Web Locks: the browser lets go of a lock by itself when its tab dies, which
 * no flag in a store does. Where there are none (a page without https, storage refused) the tabs agree among themselves.
 * Should two run at once all the same, they do no harm beyond work done twice: each contact is checked before it is
 * deleted, and one that the other tab deleted is found gone. The journal takes the younger run only.
 */
export function openLock(
  memberId: string,
  userId: number,
  tabs: TabLock,
  locks: LockManager | null = ownLocks(),
): RunLock {
  let freed: Promise<unknown> = Promise.resolve()
  return {
    async hold() {
      if (locks === null) return tabs.hold()
      // The browser frees a lock a moment after `release`; this tab must not find itself in its own way.
      await freed
      return new Promise((resolve) => {
        const request = locks.request(nameOf(memberId, userId), { ifAvailable: true }, (lock) => {
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
        request.catch(() => resolve(tabs.hold()))
      })
    },
  }
}

function ownLocks(): LockManager | null {
  return 'locks' in navigator ? navigator.locks : null
}
