import type { FilterScope } from '../../filter/saved-filters.ts'
import type { CleanUpNote, CleanUpRun, SavedCleanUp, SavedCleanUps } from './saved-clean-up.ts'

/**
 * Clean-ups under names, for oneself and, set by administrators, for everybody. Each method resolves, with what there is
 * then, when the portal has stored it; rejects with PortalFailure.
 */
export interface CleanUpStore {
  read(): Promise<SavedCleanUps>
  /** Takes the place of the one with its id, and of one with its name. The portal refuses everybody's to all but administrators. */
  save(scope: FilterScope, cleanUp: SavedCleanUp): Promise<SavedCleanUps>
  remove(scope: FilterScope, id: string): Promise<SavedCleanUps>
  /** Deletes these parts that cannot be read, as they were seen; what came since stays. */
  discardUnread(scope: FilterScope, seen: readonly unknown[]): Promise<SavedCleanUps>
  /** Notes a run of this user: with everybody's where they may, else with their own. */
  noteRun(of: CleanUpNote, run: CleanUpRun): Promise<void>
}
