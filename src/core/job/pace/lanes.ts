/**
 * How many batches are in flight at once: as many as the portal works on at full speed. If deletes get slower with more
 * lanes, the same work costs more operating time. So the seconds of deletes are remembered per number of lanes, and
 * from them follows the number at which deletes begin to slow down.
 */
export interface Lanes {
  readonly allowed: number
  /** What was seen with a number of batches in flight, indexed by that number; index 0 is never used. */
  readonly levels: readonly Level[]
  /** Batches answered since the beginning, or since the portal last had trouble. */
  readonly answered: number
  /** False: the number of lanes is still being tried out, so batches are small. */
  readonly settled: boolean
}

/**
 * Natural logarithms of the seconds of deletes: "twice as slow" is the same distance at every speed, and a single slow
 * delete has little weight.
 */
interface Level {
  readonly weight: number
  readonly mean: number
  readonly variance: number
}

/** More than any known portal serves well for one office; also what a browser keeps open without queueing. */
export const MOST_LANES = 12

const NOTHING: Level = { weight: 0, mean: 0, variance: 0 }
export const ONE_LANE: Lanes = {
  allowed: 1,
  levels: Array.from({ length: MOST_LANES + 1 }, () => NOTHING),
  answered: 0,
  settled: false,
}

/** The most weight of one batch: its deletes meet the same conditions, so a large batch shows little more than a small one. */
const MOST_WEIGHT = 10
const LEVEL_MEMORY = 60
/** The weight a level needs before one more lane is tried, once settled. */
const ENOUGH = 16
/**
 * The part of a level's weight that is left after each delete. Levels above the allowed number fade faster, so that they
 * are tried again.
 */
const KEPT_ABOVE = 0.999
const KEPT_BELOW = 0.9999
/** The trial of lanes ends after this many batches, whatever it found. */
const LONGEST_TRIAL = 2 * MOST_LANES
const SHORTEST = 0.001

/** What trying many lanes at once may cost on a portal that works on only one, in seconds of deletes. */
const AFFORDABLE_SECONDS = 24

/**
 * @param beside how many batches were in flight on average while this one was, itself included.
 * @param trial seconds that a trial batch takes.
 */
export function afterDeletes(lanes: Lanes, beside: number, seconds: readonly number[], trial: number): Lanes {
  if (seconds.length === 0) return lanes
  const level = Math.min(MOST_LANES, Math.max(1, Math.round(beside)))
  const levels = lanes.levels.map((each, at) => {
    const kept = (at > lanes.allowed ? KEPT_ABOVE : KEPT_BELOW) ** seconds.length
    const faded = each.weight < 0.5 ? NOTHING : { ...each, weight: each.weight * kept }
    return at === level ? together(faded, seconds) : faded
  })
  const answered = lanes.answered + 1
  const served = servedAtOnce(levels, lanes.settled ? CONVINCING : DOUBTFUL)
  if (served < lanes.allowed) {
    return { allowed: Math.min(served, servedAtOnce(levels, 0)), levels, answered, settled: true }
  }
  if (lanes.settled) {
    const seen = level >= lanes.allowed && (levels[level]?.weight ?? 0) >= ENOUGH
    const more = seen && servedAtOnce(levels, DOUBTFUL) > lanes.allowed
    return { allowed: lanes.allowed + Number(more), levels, answered, settled: true }
  }
  // With n lanes a portal that works on one takes n times as long for each of n batches.
  const affordable = Math.max(2, Math.floor(Math.sqrt(AFFORDABLE_SECONDS / trial)))
  const allowed = level < lanes.allowed / 2 ? lanes.allowed : Math.min(served, affordable)
  return { allowed, levels, answered, settled: level >= allowed - 1 || answered >= LONGEST_TRIAL }
}

/** After trouble of the portal: one lane, then up again step by step; what was seen before is forgotten. */
export function afterTrouble(): Lanes {
  return { ...ONE_LANE, settled: true }
}

function together({ weight, mean, variance }: Level, seconds: readonly number[]): Level {
  const logs = seconds.map((each) => Math.log(Math.max(SHORTEST, each)))
  const own = logs.reduce((sum, each) => sum + each, 0) / logs.length
  const spread = logs.reduce((sum, each) => sum + (each - own) ** 2, 0) / logs.length
  const more = Math.min(MOST_WEIGHT, logs.length)
  const all = weight + more
  const part = more / all
  return {
    weight: Math.min(LEVEL_MEMORY, all),
    mean: mean + part * (own - mean),
    variance: (1 - part) * variance + part * spread + part * (1 - part) * (own - mean) ** 2,
  }
}

/** The spread of the logarithms assumed until it is seen, with the weight of four deletes. */
const USUAL_VARIANCE = 0.1
const USUAL_WEIGHT = 4
/** By how many variances a smaller number must explain the data better: to stop growing, and to shrink. */
const DOUBTFUL = 2.5
const CONVINCING = 5
const NO_DIFFERENCE = 0.01

/**
 * How many batches the portal works on at full speed, by what was seen. The model for a number n: up to n batches in
 * flight a delete takes its usual time; beyond n it takes longer in proportion. The result is the largest n whose model
 * explains the data as well as the best one, within `tolerance` variances.
 */
function servedAtOnce(levels: readonly Level[], tolerance: number): number {
  const total = levels.reduce((sum, { weight }) => sum + weight, 0)
  const within = levels.reduce((sum, { weight, variance }) => sum + weight * variance, 0)
  const variance = (within + USUAL_WEIGHT * USUAL_VARIANCE) / (total + USUAL_WEIGHT)
  const misfits = levels.map((_, served) => {
    if (served === 0) return Infinity
    const alone = levels.map(({ mean }, at) => mean - Math.max(0, Math.log(at / served)))
    const base = levels.reduce((sum, { weight }, at) => sum + weight * (alone[at] ?? 0), 0) / total
    return levels.reduce((sum, { weight }, at) => sum + weight * ((alone[at] ?? 0) - base) ** 2, 0)
  })
  const good = Math.min(...misfits) + (tolerance + NO_DIFFERENCE) * variance
  return misfits.findLastIndex((misfit) => misfit <= good)
}
