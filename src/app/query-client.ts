import { QueryClient } from '@tanstack/react-query'
import { mayPass, PortalFailure } from '#core/failure.ts'

/** How often a query is repeated silently if its failure may pass. */
const MOST_RETRIES = 2

/** The portal's bucket leaks two requests a second (portal README, "Request limits"); a few seconds give it room. */
const RATE_LIMIT_PAUSE_MS = 3000
const FIRST_PAUSE_MS = 500

/** In ms: how long an answer counts as fresh. */
const FRESH_MS = 30_000

/**
 * One cache for all screens. Only queries are repeated; deletes never go through here. Each screen itself shows what it
 * could not read.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < MOST_RETRIES && passes(error),
        retryDelay: pauseBefore,
        staleTime: FRESH_MS,
        refetchOnWindowFocus: false,
        // The browser's "offline" is unreliable in a frame. A query that fails shows a message, a paused one shows none.
        networkMode: 'always',
      },
    },
  })
}

/** After a time-out the person has waited a minute already, so only they start the next try. */
function passes(error: Error): boolean {
  return error instanceof PortalFailure && error.failure.kind !== 'timeout' && mayPass(error.failure)
}

/** In ms, growing. @param failures how many tries have failed after the first */
export function pauseBefore(failures: number, error: Error): number {
  const base =
    error instanceof PortalFailure && error.failure.kind === 'rate-limit'
      ? RATE_LIMIT_PAUSE_MS
      : FIRST_PAUSE_MS
  return base * 2 ** failures
}
