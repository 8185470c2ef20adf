import type { WakeKeeper } from '#core/job/ports.ts'

/** The parts of the page used here; `wakeLock` is missing in old browsers and without https. */
export interface WakePage {
  readonly wakeLock: Pick<WakeLock, 'request'> | undefined
  readonly document: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>
}

/**
 * The screen wake lock. The browser releases it whenever the tab is hidden, so this requests it again when the tab is
 * shown. A refusal (the frame is not allowed to, or the battery is low) is ignored: it need not disturb the person.
 */
export function openAwake(page: WakePage = ownPage()): WakeKeeper {
  return {
    keep() {
      const { wakeLock, document } = page
      let wanted = true
      let asking = false
      let missed = false
      let held: Pick<WakeLockSentinel, 'released' | 'release'> | null = null

      async function take(): Promise<void> {
        if (wakeLock === undefined || document.visibilityState !== 'visible') return
        if (held !== null && !held.released) return
        missed = asking
        if (asking) return
        asking = true
        try {
          held = await wakeLock.request('screen')
        } catch {
          held = null
        }
        asking = false
        if (!wanted) await letGo()
        // The tab was hidden and shown again during the request, and the browser refuses hidden tabs.
        else if (missed) await take()
      }

      async function letGo(): Promise<void> {
        try {
          await held?.release()
        } catch {
          // The browser has released it already.
        }
      }

      const again = (): void => void take()
      document.addEventListener('visibilitychange', again)
      void take()
      return () => {
        wanted = false
        document.removeEventListener('visibilitychange', again)
        void letGo()
      }
    },
  }
}

/** Chromium's list of what a frame may do; other browsers have none. */
interface WithPolicy {
  readonly featurePolicy?: { allowsFeature(name: string): boolean }
}

/**
 * The portal's frame does not allow the lock (portal README, "How the portal opens the app"), and requesting it anyway
 * writes an error to the console.
 */
function ownPage(): WakePage {
  const { featurePolicy } = document as Document & WithPolicy
  const allowed = featurePolicy?.allowsFeature('screen-wake-lock') ?? true
  return { wakeLock: allowed && 'wakeLock' in navigator ? navigator.wakeLock : undefined, document }
}
