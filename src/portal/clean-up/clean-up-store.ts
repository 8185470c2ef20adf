import type { FilterScope } from '#core/filter/saved-filters.ts'
import { withoutUnread } from '#core/json.ts'
import type { CleanUpStore } from '#core/plan/saved/ports.ts'
import type { SavedCleanUps } from '#core/plan/saved/saved-clean-up.ts'
import {
  listCleanUps,
  readCleanUps,
  withCleanUp,
  withoutCleanUp,
  withRun,
  writeCleanUps,
  type StoredCleanUps,
} from '#core/plan/saved/stored-clean-ups.ts'
import type { Rest } from '../rest/rest.ts'
import { createSharedOption } from '../rest/shared-option.ts'

const CLEAN_UPS_OPTION = 'cleanUps'

export function createCleanUpStore(rest: Rest, isAdmin: boolean): CleanUpStore {
  const option = createSharedOption(rest, CLEAN_UPS_OPTION, isAdmin)
  /** One change after the other: each reads what the earlier one wrote. */
  let changing: Promise<unknown> = Promise.resolve()

  async function lists(): Promise<Record<FilterScope, StoredCleanUps>> {
    const { own, portal } = await option.read()
    return { me: readCleanUps(own), everybody: readCleanUps(portal) }
  }

  /** Read again first: another tab, or another administrator, may have changed it. The same value: nothing to write. */
  function change(scope: FilterScope, by: (list: StoredCleanUps) => StoredCleanUps): Promise<SavedCleanUps> {
    const mine = changing.then(async () => {
      const now = await lists()
      const next = by(now[scope])
      if (next !== now[scope]) {
        await option.writeTo(scope === 'me' ? 'own' : 'portal', writeCleanUps(next))
      }
      return listCleanUps({ ...now, [scope]: next })
    })
    changing = mine.catch(() => undefined)
    return mine
  }

  return {
    read: async () => listCleanUps(await lists()),
    save: (scope, cleanUp) => change(scope, (list) => withCleanUp(list, cleanUp)),
    remove: (scope, id) => change(scope, (list) => withoutCleanUp(list, id)),
    discardUnread: (scope, seen) => change(scope, (list) => withoutUnread(list, seen)),
    async noteRun({ id, scope }, run) {
      await change(scope === 'everybody' && isAdmin ? 'everybody' : 'me', (list) => withRun(list, id, run))
    },
  }
}
