/**
 * The portal's leaky bucket of requests, per source address: every request adds one, and they leak out over time
 * (portal README, "Request limits"). A whole office has one address, so a run uses only its share and leaves the rest
 * to colleagues.
 */
export interface Bucket {
  /** Requests of ours still in it at the time `at` (Unix ms). */
  readonly level: number
  readonly at: number
}

export interface BucketLimits {
  /** Requests that fit in: 50, on Enterprise 250. */
  readonly size: number
  /** Requests a second that leak out: 2, on Enterprise 5. */
  readonly leakPerSecond: number
  /** The part of both that a run takes. */
  readonly share: number
}

export const USUAL_BUCKET: BucketLimits = { size: 50, leakPerSecond: 2, share: 0.5 }
export const ENTERPRISE_BUCKET: BucketLimits = { size: 250, leakPerSecond: 5, share: 0.5 }

/**
 * The share of a run for which the person chose full speed: all but what the page's own other requests may need, such as
 * those of another tab. Colleagues at the same address may then be refused for a second or two.
 */
export const FULL_SHARE = 0.9

/**
 * The limits of few requests that somebody waits for: more of them may be in the bucket at once, but what a colleague's page
 * sends when it is opened still fits in. They leak out as before, so over time these are no more than the share.
 */
export function hurried(limits: BucketLimits): BucketLimits {
  return { ...limits, size: limits.size * 1.2 }
}

export function afterRequest(bucket: Bucket, limits: BucketLimits, now: number): Bucket {
  return { level: levelAt(bucket, limits, now) + 1, at: Math.max(now, bucket.at) }
}

/** The bucket after the portal said that it is full: our share is used up too. */
export function full(limits: BucketLimits, now: number): Bucket {
  return { level: limits.size * limits.share, at: now }
}

/** The time from which one more request fits into our share; `now` if it fits already. */
export function admitsAt(bucket: Bucket, limits: BucketLimits, now: number): number {
  const excess = levelAt(bucket, limits, now) + 1 - limits.size * limits.share
  return excess <= 0 ? now : now + Math.ceil((excess / (limits.leakPerSecond * limits.share)) * 1000)
}

/** How many requests still fit into our share now. */
export function requestsLeft(bucket: Bucket, limits: BucketLimits, now: number): number {
  return limits.size * limits.share - levelAt(bucket, limits, now)
}

/** The same bucket, as it is now. */
export function leaked(bucket: Bucket, limits: BucketLimits, now: number): Bucket {
  return { level: levelAt(bucket, limits, now), at: Math.max(now, bucket.at) }
}

function levelAt(bucket: Bucket, { leakPerSecond, share }: BucketLimits, now: number): number {
  const leaked = (Math.max(0, now - bucket.at) / 1000) * leakPerSecond * share
  return Math.max(0, bucket.level - leaked)
}
