import { PortalFailure } from '#core/failure.ts'
import type { BatchAnswer, Command, Rest } from '../rest.ts'

/**
 * Batches in which some commands are built on the answers of others (portal README, "References in a batch"). Whatever
 * those give is an extra: a portal may refuse them, or answer something else, so the caller must do without.
 */
export interface ChainedRest {
  /**
   * The answers of both in one request; of a chained command there may be none. Rejects with PortalFailure if the plain
   * ones alone could not be read either.
   */
  batch<Name extends string>(
    plain: Readonly<Record<Name, Command>>,
    chained: Readonly<Record<string, Command>>,
  ): Promise<BatchAnswer<Name> & Partial<BatchAnswer<string>>>
}

export function createChainedRest(rest: Pick<Rest, 'batch'>): ChainedRest {
  /** This portal ends the whole batch with an error where a reference leads to nothing. */
  let refuses = false
  return {
    async batch(plain, chained) {
      if (refuses) return rest.batch(plain)
      try {
        return await rest.batch({ ...plain, ...chained })
      } catch (thrown) {
        if (!isPerhapsForThem(thrown)) throw thrown
        const answers = await rest.batch(plain)
        refuses = true
        return answers
      }
    },
  }
}

/** The portal's own error, or no answer that can be read; not a limit, a lost connection or the end of a session. */
function isPerhapsForThem(thrown: unknown): boolean {
  return thrown instanceof PortalFailure && ['portal-error', 'bad-answer'].includes(thrown.failure.kind)
}
