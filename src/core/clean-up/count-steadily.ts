import type { ContactFilters } from '../filter/filters.ts'
import { MOST_COUNTS, type BaseReader } from './ports.ts'

/** How long a request of counts should take: the portal gives up after 60 s, and a person does not wait for 30. */
const TARGET_MS = 15_000

/** Counts in as few requests as the portal's speed allows; where it is slow, fewer counts go into one request. */
export interface SteadyCounter {
  /** Yields the counts of each request, in the order of the filters. Rejects with PortalFailure. */
  count(filters: readonly ContactFilters[]): AsyncGenerator<readonly (number | null)[]>
}

/**
 * @param now Unix ms
 * @param eachMs what one count takes, as far as it is known
 */
export function createSteadyCounter(
  reader: Pick<BaseReader, 'counts'>,
  now: () => number,
  eachMs: number,
): SteadyCounter {
  let each = Math.max(1, eachMs)
  return {
    async *count(filters) {
      for (let at = 0; at < filters.length;) {
        const size = Math.min(MOST_COUNTS, Math.max(1, Math.floor(TARGET_MS / each)))
        const some = filters.slice(at, at + size)
        const begun = now()
        const counts = await reader.counts(some)
        each = Math.max(1, (now() - begun) / some.length)
        at += some.length
        yield counts
      }
    },
  }
}
