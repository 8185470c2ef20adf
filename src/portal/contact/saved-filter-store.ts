import type { SavedFilterStore } from '#core/filter/ports.ts'
import {
  readSavedFilters,
  withoutSaved,
  withSaved,
  writeSavedFilters,
  type FilterScope,
  type SavedFilters,
  type StoredList,
} from '#core/filter/saved-filters.ts'
import type { Rest } from '../rest/rest.ts'
import { createSharedOption } from '../rest/shared-option.ts'

export function createSavedFilterStore(rest: Rest, isAdmin: boolean): SavedFilterStore {
  const option = createSharedOption(rest, 'savedFilters', isAdmin)

  async function lists(): Promise<Record<FilterScope, StoredList>> {
    const { own, portal } = await option.read()
    return { me: readSavedFilters(own), everybody: readSavedFilters(portal) }
  }

  /** Read again first: another tab, or another administrator, may have saved one since. */
  async function change(scope: FilterScope, by: (list: StoredList) => StoredList): Promise<SavedFilters> {
    const now = await lists()
    const next = by(now[scope])
    await option.writeTo(scope === 'me' ? 'own' : 'portal', writeSavedFilters(next))
    return filtersOf({ ...now, [scope]: next })
  }

  return {
    read: async () => filtersOf(await lists()),
    save: (scope, filter) => change(scope, (list) => withSaved(list, filter)),
    remove: (scope, name) => change(scope, (list) => withoutSaved(list, name)),
  }
}

function filtersOf({ me, everybody }: Record<FilterScope, StoredList>): SavedFilters {
  return { me: me.filters, everybody: everybody.filters }
}
