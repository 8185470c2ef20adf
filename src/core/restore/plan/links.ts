import { DEAL, LEAD, QUOTE } from '../../entities.ts'
import type { RestoreTask } from './tasks.ts'

/** The contacts that an item has now. */
export interface LinkedContacts {
  readonly contactIds: readonly number[]
  /** Null: no contact is primary. */
  readonly primaryId: number | null
}

/** Leads, deals and quotes: the types whose records take one more contact without the others being written again. */
const ADDED_SINGLY: ReadonlySet<number> = new Set([LEAD, DEAL, QUOTE])

export function isAddedSingly(entityTypeId: number): boolean {
  return ADDED_SINGLY.has(entityTypeId)
}

/** Whether how a link is written depends on the contacts that are linked already. */
export function isReadBefore(what: RestoreTask): boolean {
  return what.kind === 'link' && (what.primary || !isAddedSingly(what.entityTypeId))
}

/** The change that links the contact too and leaves the links of other contacts alone. */
export type LinkChange =
  | { readonly kind: 'nothing'; readonly primary: boolean }
  | {
      readonly kind: 'add'
      /** For `crm.*.contact.add`: IS_PRIMARY. */
      readonly primary: boolean
      /** The item's contacts after the change, the primary first: all present ones and the new one. */
      readonly contactIds: readonly number[]
    }

/**
 * Read, append, write. The contact becomes primary only where it was before and no other is now: when it was deleted,
 * the portal made another contact primary, and undoing that would change the other's link.
 */
export function linkChange(now: LinkedContacts, contactId: number, wasPrimary: boolean): LinkChange {
  if (now.contactIds.includes(contactId)) return { kind: 'nothing', primary: now.primaryId === contactId }
  const primary = wasPrimary && now.primaryId === null
  const others = now.contactIds.filter((id) => id !== now.primaryId)
  const first = now.primaryId === null ? [] : [now.primaryId]
  return { kind: 'add', primary, contactIds: [...first, ...others, contactId] }
}
