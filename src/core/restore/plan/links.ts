/** The contacts of an item as it is now. */
export interface LinkedContacts {
  readonly contactIds: readonly number[]
  /** Null: none is. */
  readonly primaryId: number | null
}

/** What is to be written so that the contact is linked too; nobody else's link is touched. */
export type LinkChange =
  | { readonly kind: 'nothing'; readonly primary: boolean }
  | {
      readonly kind: 'add'
      /** For `crm.*.contact.add`: IS_PRIMARY. */
      readonly primary: boolean
      /** What the item's contacts become, the primary first: all that are there now, and the new one. */
      readonly contactIds: readonly number[]
    }

/**
 * Read, append, write. The contact becomes the primary one only where it was and no other is now: the portal made the
 * next one primary when it was deleted, and taking that back would change another's link.
 */
export function linkChange(now: LinkedContacts, contactId: number, wasPrimary: boolean): LinkChange {
  if (now.contactIds.includes(contactId)) return { kind: 'nothing', primary: now.primaryId === contactId }
  const primary = wasPrimary && now.primaryId === null
  const others = now.contactIds.filter((id) => id !== now.primaryId)
  const first = now.primaryId === null ? [] : [now.primaryId]
  return { kind: 'add', primary, contactIds: [...first, ...others, contactId] }
}
