/** The time of day may run ahead of the steady one by so much before it counts as a sleep. Ms. */
const SLEPT_MS = 5_000

/**
 * A time that only goes forward, at the speed of a stopwatch: waits are durations, and a clock that is set back must not
 * make them longer. Where the time of day runs ahead, it is followed: a stopwatch may stand still while the computer
 * sleeps, and what was seen before a sleep is old. That a clock is set forward cannot be told from it; time then passes.
 * @param wall the time of day, Unix ms. @param elapsed ms since some moment, a stopwatch.
 * @returns Unix ms, which are the time of day's until that is set back.
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

/** One for the page, another for its worker: between them only durations are told. */
export const steadyNow = steadyTime(
  () => Date.now(),
  () => performance.now(),
)
