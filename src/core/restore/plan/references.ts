/** Something that a contact was linked to, or that one of its fields names. */
export interface TargetRef {
  /** The portal's entityTypeId; companies, activities and users have the numbers below. */
  readonly entityTypeId: number
  readonly id: number
}

/** A target whose existence is asked for. */
export interface AskedTarget extends TargetRef {
  /** It was deleted with the contact, so it is gone if no list shows it. */
  readonly wentAlong?: boolean
}

export const CONTACT = 3
export const COMPANY = 4
export const ACTIVITY = 6
/** Our own number: the portal has no entityTypeId for users. */
export const USER = 0

/** The target as one text, for sets and maps. */
export function targetText({ entityTypeId, id }: TargetRef): string {
  return `${entityTypeId} ${id}`
}
