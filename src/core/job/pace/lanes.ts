/**
 * How many batches are in flight at once: as many as the portal works on at full speed. A portal that is slower per
 * delete with more lanes does the same work for more operating time, so what deletes took with one lane, two, three is
 * remembered side by side, and the number at which they begin to slow down is read from that.
 */
export interface Lanes {
  readonly allowed: number
  /** What was seen with so many batches in flight, by that number; 0 is never used. */
  readonly levels: readonly Level[]
  /** Batches answered since the beginning, or since the portal was last in trouble. */
  readonly answered: number
  /** False: still finding out, so batches are kept small. */
  readonly settled: boolean
}

/** Natural logarithms of the seconds of deletes: twice as slow is as far at every speed, and one slow one weighs little. */
interface Level {
  readonly weight: number
  readonly mean: number
  readonly variance: number
}

/** More than any portal is known to serve one office well; also what a browser keeps open without queueing. */
export const MOST_LANES = 12

const NOTHING: Level = { weight: 0, mean: 0, variance: 0 }
export const ONE_LANE: Lanes = {
  allowed: 1,
  levels: Array.from({ length: MOST_LANES + 1 }, () => NOTHING),
  answered: 0,
  settled: false,
}

/** Deletes of one batch meet the same weather, so they are no more evidence than so many. */
const MOST_WEIGHT = 10
const LEVEL_MEMORY = 60
/** What a level must have shown before one lane more is tried, once settled. */
const ENOUGH = 16
/** What is remembered of a level, delete by delete: of more lanes than allowed less long, so that these are tried again. */
const KEPT_ABOVE = 0.999
const KEPT_BELOW = 0.9999
/** Finding out ends after so many batches, whatever was found. */
const LONGEST_TRIAL = 2 * MOST_LANES
const SHORTEST = 0.001

/** What a try of many lanes at once may cost a portal that can work on only one, in seconds of deletes. */
const AFFORDABLE_SECONDS = 24

/**
 * @param beside how many batches were in flight on average while this one was, itself included.
 * @param trial seconds that a batch takes which is to show how the portal takes it.
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

/** The portal is in trouble: one at a time, and up again only step by step, with nothing taken for granted. */
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

/** Spread of the logarithms that is taken for granted until seen, as of so many deletes. */
const USUAL_VARIANCE = 0.1
const USUAL_WEIGHT = 4
/** By how many variances a smaller number must explain better what was seen, for growing no further and for shrinking. */
const DOUBTFUL = 2.5
const CONVINCING = 5
const NO_DIFFERENCE = 0.01

/**
 * How many batches the portal works on at full speed, as far as was seen: the largest number n for which "up to n each
 * delete takes its time, beyond that n share it out" explains what was seen as well as the best n does, but for
 * `tolerance` variances.
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
