import { SOON_SECONDS } from '../../src/core/job/pace/history.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** What was said about the time left at one moment, and the truth. Seconds. */
export interface Said {
  /** Null: nothing was said. */
  readonly estimate: number | null
  readonly truth: number
}

const FROM_PART = 0.2
const EVERY_MS = 5_000

/**
 * Notes every few seconds what a job says about its time left, once a fifth is done.
 * @param part how much of the job is done, from 0 to 1.
 */
export function noteTimeLeft(
  clock: VirtualClock,
  estimate: () => number | null,
  part: () => number,
  isOver: () => boolean,
): () => Said[] {
  const notes: { readonly at: number; readonly estimate: number | null }[] = []
  const beat = (): void => {
    if (isOver()) return
    if (part() >= FROM_PART) notes.push({ at: clock.now(), estimate: estimate() })
    clock.quietly(clock.now() + EVERY_MS, beat)
  }
  clock.quietly(clock.now() + EVERY_MS, beat)
  return () => notes.map(({ at, estimate: said }) => ({ estimate: said, truth: (clock.now() - at) / 1000 }))
}

/** A person reads minutes, and under one only that it is less: there the estimate need not be exact. */
const MINUTE = 60
const CLEARLY_MORE = 90
const TOLERANCE = 0.3

type Judged = Said & { readonly estimate: number }

function judged(said: readonly Said[]): Judged[] {
  return said.flatMap(({ estimate, truth }) => (estimate === null ? [] : [{ estimate, truth }]))
}

/** The part of what was said that is near the truth; null: nothing was said. */
export function nearPart(said: readonly Said[]): number | null {
  const all = judged(said)
  const near = all.filter(({ estimate, truth }) =>
    truth < MINUTE ? estimate <= CLEARLY_MORE : Math.abs(estimate - truth) <= TOLERANCE * truth,
  )
  return all.length === 0 ? null : near.length / all.length
}

/** Where "less than a minute" was said although there was clearly more to wait for. */
export function tooSoon(said: readonly Said[]): Judged[] {
  return judged(said).filter(({ estimate, truth }) => estimate < SOON_SECONDS && truth > CLEARLY_MORE)
}

/** Of several jobs of one kind together: at least so much of what was said was near the truth. */
export const GOOD_PART = 0.9

export function mean(parts: readonly (number | null)[]): number {
  const known = parts.flatMap((part) => (part === null ? [] : [part]))
  return known.reduce((sum, part) => sum + part, 0) / known.length
}
