import { PortalFailure } from '#core/failure.ts'
import type { Rest } from './rest.ts'
import type { PacedRest } from './paced-rest.ts'

/**
 * Reports every request to the page's account of requests. A run and a restore pace themselves; this way the readings
 * beside them and after them know how much of the page's share is left.
 */
export function countedRest(rest: Rest, paced: Pick<PacedRest, 'noteRequest' | 'noteFull'>): Rest {
  async function noted<Result>(request: () => Promise<Result>): Promise<Result> {
    paced.noteRequest()
    try {
      return await request()
    } catch (thrown) {
      if (thrown instanceof PortalFailure && thrown.failure.kind === 'rate-limit') paced.noteFull()
      throw thrown
    }
  }
  return {
    batch: (commands) => noted(() => rest.batch(commands)),
    timedBatch: (commands, limitMs) => noted(() => rest.timedBatch(commands, limitMs)),
    call: (method, params, limitMs) => noted(() => rest.call(method, params, limitMs)),
    portalOffset: () => rest.portalOffset(),
    portalNow: () => rest.portalNow(),
  }
}
