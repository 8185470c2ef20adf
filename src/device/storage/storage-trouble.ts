import { failureOfKind, PortalFailure } from '#core/failure.ts'

/** Turns errors of the browser's storage into a PortalFailure, for which the app has texts. */
export async function orTrouble<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof PortalFailure) throw error
    throw new PortalFailure(failureOfKind('browser-storage'))
  }
}

/** The failure for stored data that differs from what was written. */
export function damaged(): PortalFailure {
  return new PortalFailure(failureOfKind('copy-unreadable'))
}
