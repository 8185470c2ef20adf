import type { Limits } from '../contract.ts'

const MINUTE = 60_000
const BINS = 10
/** Calls of at most this many seconds cost nothing (REST25 loadlimiter.php). */
const FREE_SECONDS = 0.1

/** What slows an eager app: the bucket of requests a source address, and the operating time a method. */
export interface Brakes {
  /** False: the bucket is full, the request is refused. */
  admit(address: string, limits: Limits): boolean
  /** As if nobody had asked for a while. */
  emptyBuckets(): void
  /** Seconds of the method's own time in the last ten minutes. */
  operating(method: string): number
  /** Unix seconds at which the oldest minute falls out. */
  operatingResetAt(method: string): number
  /** Only what succeeded is to be told. */
  spend(method: string, seconds: number): void
}

export function createBrakes(now: () => number): Brakes {
  const buckets = new Map<string, { level: number; at: number }>()
  const bins = new Map<string, Map<number, number>>()

  function recent(method: string): [minute: number, seconds: number][] {
    const oldest = Math.floor(now() / MINUTE) - BINS + 1
    return [...(bins.get(method) ?? [])].filter(([minute]) => minute >= oldest)
  }

  return {
    admit(address, { bucketSize, leakPerSecond }) {
      const at = now()
      const bucket = buckets.get(address) ?? { level: 0, at }
      const level = Math.max(0, bucket.level - ((at - bucket.at) / 1000) * leakPerSecond)
      const admitted = level + 1 <= bucketSize
      buckets.set(address, { level: admitted ? level + 1 : level, at })
      return admitted
    },
    emptyBuckets: () => buckets.clear(),
    operating: (method) => recent(method).reduce((sum, [, seconds]) => sum + seconds, 0),
    operatingResetAt(method) {
      const oldest = recent(method).reduce(
        (least, [minute]) => Math.min(least, minute),
        Math.floor(now() / MINUTE),
      )
      return ((oldest + BINS) * MINUTE) / 1000
    },
    spend(method, seconds) {
      if (seconds <= FREE_SECONDS) return
      const kept = new Map(recent(method))
      const minute = Math.floor(now() / MINUTE)
      kept.set(minute, (kept.get(minute) ?? 0) + seconds)
      bins.set(method, kept)
    },
  }
}
