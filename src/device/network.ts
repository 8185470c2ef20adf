import type { Network } from '#core/job/ports.ts'

/** The browser's own news of its connection; where it tells none a run tries again by itself, a little later. */
export const network: Network = {
  onBack(act) {
    window.addEventListener('online', act)
    return () => window.removeEventListener('online', act)
  },
}
