import { failureOfKind, PortalFailure } from '#core/failure.ts'

/** Trouble of the browser's storage in the one shape of failure that the app has words for. */
export async function orTrouble<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof PortalFailure) throw error
    throw new PortalFailure(failureOfKind('browser-storage'))
  }
}

/** What lies there is not what was written. */
export function damaged(): PortalFailure {
  return new PortalFailure(failureOfKind('copy-unreadable'))
}
