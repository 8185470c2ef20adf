import { PortalFailure } from '#core/failure.ts'
import type { Rest } from './rest.ts'
import type { PacedRest } from './paced-rest.ts'

/**
 * The same requests, told to the account of this page: whoever keeps to its share by itself (a run, a restore) leaves
 * so much less of it to readings beside it and to what comes after.
 */
export function noting(rest: Rest, paced: Pick<PacedRest, 'noteRequest' | 'noteFull'>): Rest {
  async function noted<Told>(request: () => Promise<Told>): Promise<Told> {
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
  }
}
