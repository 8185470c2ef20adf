/** How far the time of day may run ahead of the steady time before that counts as a sleep. Ms. */
const SLEPT_MS = 5_000

/**
 * A time that only goes forward, at the speed of a stopwatch. Waits are durations, so setting the clock back must not
 * make them longer. If the time of day runs ahead, this time follows: a stopwatch may stop while the computer sleeps,
 * and checks made before a sleep are old. A clock that is set forward looks the same, so the time then jumps too.
 * @param wall the time of day, Unix ms. @param elapsed a stopwatch: ms since some moment.
 * @returns Unix ms, equal to the time of day until somebody sets that back.
 */
export function steadyTime(wall: () => number, elapsed: () => number): () => number {
  let begun = wall() - elapsed()
  return () => {
    const now = begun + elapsed()
    const slept = wall() - now
    if (slept <= SLEPT_MS) return now
    begun += slept
    return now + slept
  }
}

/** The page and its worker each have their own, so they exchange only durations. */
export const steadyNow = steadyTime(
  () => Date.now(),
  () => performance.now(),
)
