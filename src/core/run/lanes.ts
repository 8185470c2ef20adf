/**
 * How many batches are in flight at once. Grown only while each delete takes no longer than with fewer: a portal that
 * is slower per delete with more lanes does the same work for more operating time.
 */
export interface Lanes {
  readonly allowed: number
  /** Not to be grown beyond, for now. */
  readonly ceiling: number
  /** Median seconds of a delete with fewer lanes; null: not measured yet. */
  readonly baseline: number | null
  /** Seconds of deletes seen with `allowed` lanes since it changed. */
  readonly seen: readonly number[]
  /** Measurements at the ceiling without a slowdown, and how many of them earn another try above it. */
  readonly calm: number
  readonly patience: number
  /** False: still finding out, so batches are kept small. */
  readonly settled: boolean
}

export const MOST_LANES = 4
/** By how much the median may differ without being called slower. */
const TOLERANCE = 1.25
const SEEN_PER_LANE = 4

export const ONE_LANE: Lanes = {
  allowed: 1,
  ceiling: MOST_LANES,
  baseline: null,
  seen: [],
  calm: 0,
  patience: 8,
  settled: false,
}

/** @param inFlight how many batches were in flight when this one had been sent, itself included. */
export function afterDeletes(lanes: Lanes, inFlight: number, seconds: readonly number[]): Lanes {
  if (inFlight !== lanes.allowed) return lanes
  const seen = [...lanes.seen, ...seconds]
  if (seen.length < SEEN_PER_LANE * lanes.allowed) return { ...lanes, seen }
  const median = seen.toSorted((a, b) => a - b)[Math.floor(seen.length / 2)] ?? 0
  const { allowed, ceiling, baseline, calm, patience } = lanes
  if (allowed > 1 && baseline !== null && median > baseline * TOLERANCE) {
    return { ...lanes, allowed: allowed - 1, ceiling: allowed - 1, seen: [], calm: 0, settled: true }
  }
  const next = { ...lanes, seen: [], baseline: baseline === null ? median : (baseline * 3 + median) / 4 }
  // Alone nothing competes: what is seen then is the truth.
  if (allowed === 1) next.baseline = median
  if (allowed < ceiling) return { ...next, allowed: Math.min(ceiling, allowed * 2) }
  if (calm + 1 < patience || ceiling >= MOST_LANES) return { ...next, settled: true, calm: calm + 1 }
  return {
    ...next,
    settled: true,
    calm: 0,
    patience: patience * 2,
    ceiling: ceiling + 1,
    allowed: ceiling + 1,
  }
}

/** The portal is in trouble: one at a time, and up again only step by step. */
export function afterTrouble(lanes: Lanes): Lanes {
  return { ...lanes, allowed: 1, ceiling: 1, seen: [], calm: 0, settled: true }
}
