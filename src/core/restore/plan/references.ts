/** Something that a contact was linked to, or that its fields name. */
export interface TargetRef {
  /** The portal's entityTypeId; companies, activities and users have the numbers below. */
  readonly entityTypeId: number
  readonly id: number
}

export const COMPANY = 4
export const ACTIVITY = 6
/** No entityTypeId of the portal's. */
export const USER = 0

/** For sets and maps. */
export function targetText({ entityTypeId, id }: TargetRef): string {
  return `${entityTypeId} ${id}`
}
