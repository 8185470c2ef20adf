import type { PutAwayStore } from '#core/clean-up/ports.ts'
import { PUT_AWAY, readPutAway, withPutAway, writePutAway } from '#core/clean-up/put-away.ts'
import type { Rest } from '../rest/rest.ts'
import { createSharedOption } from '../rest/shared-option.ts'

export function createPutAwayStore(rest: Rest): PutAwayStore {
  const option = createSharedOption(rest, PUT_AWAY, false)
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
