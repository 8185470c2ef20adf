import type { WakeKeeper } from '#core/job/ports.ts'

/** What of the page is used here; `wakeLock` is missing in old browsers and without https. */
export interface WakePage {
  readonly wakeLock: Pick<WakeLock, 'request'> | undefined
  readonly document: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>
}

/**
 * The screen wake lock. The browser takes it back whenever the tab is hidden, so it is asked for again when the tab
 * comes back; a refusal (a frame that may not, a low battery) is no reason to disturb the person.
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
        // The tab went and came back while the browser was asked, which refuses for a hidden one.
        else if (missed) await take()
      }

      async function letGo(): Promise<void> {
        try {
          await held?.release()
        } catch {
          // The browser has taken it back already.
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

/** Chromium's list of what a frame may; other browsers have none. */
interface WithPolicy {
  readonly featurePolicy?: { allowsFeature(name: string): boolean }
}

/**
 * The portal's frame does not allow it (portal README, "How the portal opens the app"), and asking all the same is an
 * error on the console.
 */
function ownPage(): WakePage {
  const { featurePolicy } = document as Document & WithPolicy
  const allowed = featurePolicy?.allowsFeature('screen-wake-lock') ?? true
  return { wakeLock: allowed && 'wakeLock' in navigator ? navigator.wakeLock : undefined, document }
}
