/**
 * Recent durations in seconds: how long one delete takes, and how long several together may take. Only running means
 * are stored, so a sample stays as small after 200,000 deletes as after ten.
 */
export interface Sample {
  readonly count: number
  readonly mean: number
  /** Means of the natural logarithm, over all remembered durations and over the last few: they show a change of speed. */
  readonly log: number
  readonly lateLog: number
  /** The mean of e^(tilt × seconds) for each of TILTS: together they describe the slow tail. */
  readonly tilted: readonly number[]
}

/** Per second, for tails from a few milliseconds to a minute. */
const TILTS = Array.from({ length: 26 }, (_, at) => 0.02 * 1.5 ** at)

export const NO_SAMPLE: Sample = { count: 0, mean: 0, log: 0, lateLog: 0, tilted: TILTS.map(() => 1) }

/** Roughly how many durations are remembered. */
const MEMORY = 200
const FEW = 15
const SHORTEST = 0.001
/** Values are cut off here: a mean that overflowed would never recover. */
const LARGEST = 1e280
/** A mean above this still contains a cut-off value and is not used. */
const MOST_USABLE = 1e200

export function afterSeconds(sample: Sample, seconds: readonly number[]): Sample {
  let { count, mean, log, lateLog } = sample
  const tilted = [...sample.tilted]
  for (const each of seconds) {
    count++
    const weight = 1 / Math.min(count, MEMORY)
    mean += weight * (each - mean)
    const own = Math.log(Math.max(SHORTEST, each))
    log += weight * (own - log)
    lateLog += (own - lateLog) / Math.min(count, FEW)
    TILTS.forEach((tilt, at) => {
      const before = tilted[at] ?? 1
      tilted[at] = before + weight * (Math.min(LARGEST, Math.exp(tilt * each)) - before)
    })
  }
  return { count, mean, log, lateLog, tilted }
}

/** By which factor the last few may differ by chance, without any change at the portal. */
const CHANCE = 1.3

/** How many times slower the last few were than all that is remembered, beyond chance. A single slow one hardly counts. */
export function slowdown({ log, lateLog }: Sample): number {
  return Math.max(1, Math.exp(lateLog - log) / CHANCE)
}

/** `atMost` always assumes one unseen delete that takes this many times the mean; it matters less the more were seen. */
const UNSEEN_TIMES = 10

/** Seconds of one delete, by the last few. */
export function recently({ mean, log, lateLog }: Sample): number {
  return mean * Math.exp(lateLog - log)
}

/**
 * An upper limit for the sum of `n` durations that is exceeded less than once in `times` (Chernoff's bound, over the
 * seen durations and one unseen; in practice about ten times rarer). A mean and a variance would not do: a few very
 * slow deletes decide how long a batch takes.
 */
export function atMost(sample: Sample, n: number, times: number): number {
  const { count, mean, tilted } = sample
  if (n <= 0 || count === 0) return 0
  const seen = Math.min(count, MEMORY)
  let least = Infinity
  TILTS.forEach((tilt, at) => {
    const unseen = Math.exp(tilt * UNSEEN_TIMES * mean)
    if ((tilted[at] ?? 1) > MOST_USABLE) return
    const tilts = (seen * (tilted[at] ?? 1) + unseen) / (seen + 1)
    least = Math.min(least, (n * Math.log(tilts) + Math.log(times)) / tilt)
  })
  return least * slowdown(sample)
}
