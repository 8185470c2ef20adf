import { vi } from 'vitest'

/** Waits until the check passes: the usual second is too short on a busy machine, which is no fault of the app. */
export function eventually<Result>(check: () => Result | Promise<Result>): Promise<Result> {
  return vi.waitFor(check, { timeout: 60_000 })
}
