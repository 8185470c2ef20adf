import type { Pace } from './pacing.ts'
import type { RunState } from './state.ts'

/** Not told yet. */
export function secondsLeft(_state: RunState, _pace: Pace, _now: number): number | null {
  return null
}
