import { env } from 'node:process'

/**
 * How often a long property is tried, and what is to be seen in so many tries. `npm test` draws the same values every
 * time, so a third of them holds what has been found; the search for what is new is that of `npm run fuzz`, in full.
 */
export function numberOfRuns(full: number): number {
  return env.PROPERTY_SEED === undefined ? Math.ceil(full / 3) : full
}
