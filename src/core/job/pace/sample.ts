/**
 * Seconds as seen lately: how long one takes, and how far several together may run over. Of the many seconds seen only
 * running means are kept, so a sample stays as small after 200,000 as after ten.
 */
export interface Sample {
  readonly count: number
  readonly mean: number
  /** Means of the natural logarithm, of all that is remembered and of the last few: for seeing a change of speed. */
  readonly log: number
  readonly lateLog: number
  /** The means of e^(tilt × seconds), one for each of TILTS: they hold the shape of the slow tail. */
  readonly tilted: readonly number[]
}

/** Per second, for tails from a few milliseconds to a minute. */
const TILTS = Array.from({ length: 26 }, (_, at) => 0.02 * 1.5 ** at)

export const NO_SAMPLE: Sample = { count: 0, mean: 0, log: 0, lateLog: 0, tilted: TILTS.map(() => 1) }

/** So many observations are remembered, roughly. */
const MEMORY = 200
const FEW = 15
const SHORTEST = 0.001
/** What overflows would never be forgotten; what is cut off, and not long forgotten, tells nothing. */
const LARGEST = 1e280
const TELLING = 1e200

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

/** By how much the last few may differ without any change of the portal's. */
const CHANCE = 1.3

/** How many times slower the last few were than all that is remembered, beyond chance. A lone slow one hardly counts. */
export function slowdown({ log, lateLog }: Sample): number {
  return Math.max(1, Math.exp(lateLog - log) / CHANCE)
}

/** One so many times as slow as usual is reckoned with although none was seen: the fewer were seen, the more. */
const UNSEEN_TIMES = 10

/** Seconds of one as the last few were, slower or quicker. */
export function recently({ mean, log, lateLog }: Sample): number {
  return mean * Math.exp(lateLog - log)
}

/**
 * What `n` of these take together at most, but for less than once in `times` (Chernoff's bound on the sum, over what
 * was seen and one that was not; in truth it is about ten times as rare). A few very slow ones weigh on it as they do
 * on a batch: a mean and a spread would not tell.
 */
export function atMost(sample: Sample, n: number, times: number): number {
  const { count, mean, tilted } = sample
  if (n <= 0 || count === 0) return 0
  const seen = Math.min(count, MEMORY)
  let least = Infinity
  TILTS.forEach((tilt, at) => {
    const unseen = Math.exp(tilt * UNSEEN_TIMES * mean)
    if ((tilted[at] ?? 1) > TELLING) return
    const tilts = (seen * (tilted[at] ?? 1) + unseen) / (seen + 1)
    least = Math.min(least, (n * Math.log(tilts) + Math.log(times)) / tilt)
  })
  return least * slowdown(sample)
}
