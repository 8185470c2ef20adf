import { QueryClient } from '@tanstack/react-query'
import { mayPass, PortalFailure } from '#core/failure.ts'

/** Readings that failed in a way that passes by itself are tried this often again, in silence. */
const MOST_RETRIES = 2

/** The portal's bucket leaks two requests a second (portal README, "Request limits"); a few seconds give it room. */
const RATE_LIMIT_PAUSE_MS = 3000
const FIRST_PAUSE_MS = 500

/** How long what was read counts as fresh. */
const FRESH_MS = 30_000

/**
 * One cache for all screens. Only readings are repeated; what deletes never goes through here. Nothing is shown from
 * here either: each screen says in its place what it could not read.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < MOST_RETRIES && passes(error),
        retryDelay: pauseBefore,
        staleTime: FRESH_MS,
        refetchOnWindowFocus: false,
        // In a frame the browser's "offline" is no news; a reading that fails says so, one that waits would not.
        networkMode: 'always',
      },
    },
  })
}

/** A time-out has kept the person waiting for a minute already: the next try is theirs to start. */
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
