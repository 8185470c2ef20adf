/** Seconds as seen lately, in three numbers. */
export interface Sample {
  readonly count: number
  readonly mean: number
  readonly variance: number
  /** The slowest, slowly forgotten. */
  readonly worst: number
}

export const NO_SAMPLE: Sample = { count: 0, mean: 0, variance: 0, worst: 0 }

/** So many observations are remembered, roughly. */
const MEMORY = 100

export function afterSeconds(sample: Sample, seconds: readonly number[]): Sample {
  let { count, mean, variance, worst } = sample
  for (const each of seconds) {
    count++
    const weight = 1 / Math.min(count, MEMORY)
    const away = each - mean
    mean += weight * away
    variance = (1 - weight) * (variance + weight * away * away)
    worst = Math.max(each, worst * (1 - weight / 2))
  }
  return { count, mean, variance, worst }
}

/**
 * What `n` of these take together at most, but for once in a while: the sum, its spread, and room for one slow one.
 * With few observations the spread is taken to be as large as the mean.
 */
export function atMost(sample: Sample, n: number): number {
  if (n <= 0) return 0
  const deviation = Math.max(Math.sqrt(sample.variance), sample.count < 20 ? sample.mean : 0)
  return n * sample.mean + 2.5 * deviation * Math.sqrt(n)
}
