import type { UndoOffer } from '#core/restore/load-contacts.ts'

/** What was deleted on this screen: one contact, or those of a run. */
export interface DeletedHere {
  readonly offer: UndoOffer
  /** Of the one contact, as shown; null: a run. */
  readonly name: string | null
}

/**
 * With what was deleted since. Each contact is offered once: a run that was left and resumed names those again that it
 * had deleted before.
 */
export function withDeleted(deleted: readonly DeletedHere[], more: DeletedHere): readonly DeletedHere[] {
  const ids = new Set(more.offer.contactIds)
  const before = deleted.map(({ offer, ...rest }) => ({
    ...rest,
    offer: { ...offer, contactIds: offer.contactIds.filter((id) => !ids.has(id)) },
  }))
  return [...before, more].filter(({ offer }) => offer.contactIds.length > 0)
}
