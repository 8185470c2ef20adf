import type { FilterScope, SavedFilter, SavedFilters } from './saved-filters.ts'

/** Rejects with PortalFailure. */
export interface PeopleReader {
  /** Ids of everybody who has left the company and is still among the portal's users. */
  left(): Promise<readonly number[]>
}

/** Filters under names, for oneself and, set by administrators, for everybody. Rejects with PortalFailure. */
export interface SavedFilterStore {
  read(): Promise<SavedFilters>
  /** Takes the place of one of the same name. Resolves, with what there is then, when the portal has stored it. */
  save(scope: FilterScope, filter: SavedFilter): Promise<SavedFilters>
  remove(scope: FilterScope, name: string): Promise<SavedFilters>
}
