import type { PutAwayStore } from '#core/clean-up/ports.ts'
import { readPutAway, withPutAway, writePutAway } from '#core/clean-up/put-away.ts'
import type { Rest } from '../rest/rest.ts'
import { createSharedOption } from '../rest/shared-option.ts'

/** Beside the user's own list, which has the same name in the user's options. */
export const PUT_AWAY_OPTION = 'suggestions'

export function createPutAwayStore(rest: Rest): PutAwayStore {
  const option = createSharedOption(rest, PUT_AWAY_OPTION, false)
  return {
    async change(name, away) {
      // Read again first: another administrator may have changed it since.
      const { portal } = await option.read()
      const next = withPutAway(readPutAway(portal), name, away)
      await option.writeTo('portal', writePutAway(next))
      return next.names
    },
  }
}
