import type { Network } from '#core/job/ports.ts'

/** The browser's `online` event. Where a browser sends none, a run tries again by itself a little later. */
export const network: Network = {
  onBack(act) {
    window.addEventListener('online', act)
    return () => window.removeEventListener('online', act)
  },
}
