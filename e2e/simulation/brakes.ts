/** The simulated portal's limits, written from the portal README, "Limits", and from nothing of the engine's. */
export interface BrakeLimits {
  readonly bucketSize: number
  readonly leakPerSecond: number
  readonly operatingSeconds: number
}

export const USUAL_LIMITS: BrakeLimits = { bucketSize: 50, leakPerSecond: 2, operatingSeconds: 480 }

export interface SimBrakes {
  /** False: 503. */
  admit(now: number): boolean
  /** Seconds of the last ten one-minute bins. */
  operating(method: 'delete' | 'read', now: number): number
  resetAt(method: 'delete' | 'read', now: number): number
  spend(method: 'delete' | 'read', seconds: number, now: number): void
}

const MINUTE = 60_000

export function createSimBrakes({ bucketSize, leakPerSecond }: BrakeLimits): SimBrakes {
  let level = 0
  let levelAt = 0
  const bins = { delete: new Map<number, number>(), read: new Map<number, number>() }

  function recent(method: 'delete' | 'read', now: number): Map<number, number> {
    const oldest = Math.floor(now / MINUTE) - 9
    for (const minute of bins[method].keys()) if (minute < oldest) bins[method].delete(minute)
    return bins[method]
  }

  return {
    admit(now) {
      level = Math.max(0, level - ((now - levelAt) / 1000) * leakPerSecond)
      levelAt = now
      if (level + 1 > bucketSize) return false
      level++
      return true
    },
    operating: (method, now) => [...recent(method, now).values()].reduce((sum, each) => sum + each, 0),
    resetAt(method, now) {
      const oldest = Math.min(Math.floor(now / MINUTE), ...recent(method, now).keys())
      return (oldest + 10) * MINUTE
    },
    spend(method, seconds, now) {
      if (seconds <= 0.1) return
      const minute = Math.floor(now / MINUTE)
      const own = recent(method, now)
      own.set(minute, (own.get(minute) ?? 0) + seconds)
    },
  }
}
