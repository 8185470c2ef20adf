import type { FilterScope } from '../../filter/saved-filters.ts'
import type { ProtectEntry, Protection, Protections } from './protect-list.ts'

/** The protect list, one's own and everybody's. Rejects with PortalFailure. */
export interface ProtectStore {
  /** Old lists inside the rules are among them: without reason, user and time. */
  read(): Promise<Protections>
  /**
   * Takes the place of earlier entries of the same contacts. Resolves, with what there is then, when the portal has
   * stored it. The portal refuses everybody's list to all but administrators.
   */
  protect(scope: FilterScope, entries: readonly ProtectEntry[]): Promise<Protections>
  lift(entries: readonly Pick<Protection, 'scope' | 'id'>[]): Promise<Protections>
  /** Deletes these parts that cannot be read, as they were seen; what came since stays. */
  discardUnread(seen: Protections['unread']): Promise<Protections>
}
