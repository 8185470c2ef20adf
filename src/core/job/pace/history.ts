import type { Clock } from '../ports.ts'
import { isBusy, type Phase } from '../state.ts'

/** How much was done in how long. The unit is the caller's. */
export interface Measured {
  readonly ms: number
  readonly done: number
}

/** A shorter history predicts nothing: until then no time left is shown. */
const LEAST_HISTORY_MS = 30_000

/** A job whose changes can be followed. */
export interface Watched<State> {
  readonly state: State
  watch(changed: () => void): () => void
}

/** What was done since the job last started or resumed; null: it is not active, or its history is too short. */
export function watchHistory(
  job: Watched<{ readonly phase: Phase }>,
  clock: Pick<Clock, 'now'>,
  done: () => number,
): () => Measured | null {
  let begun: { readonly at: number; readonly done: number } | null = null
  job.watch(() => {
    begun = isBusy(job.state) ? (begun ?? { at: clock.now(), done: done() }) : null
  })
  return () => {
    if (begun === null) return null
    const ms = clock.now() - begun.at
    return ms < LEAST_HISTORY_MS ? null : { ms, done: done() - begun.done }
  }
}

/** Seconds for what is left at the measured speed; null: nothing was measured. */
export function secondsAt({ ms, done }: Measured, left: number): number | null {
  return done > 0 ? (left * ms) / done / 1000 : null
}

/** With fewer seconds left than this, a person reads "less than a minute". An estimate is never exact. */
export const SOON_SECONDS = 45
