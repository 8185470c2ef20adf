/** Something that a contact was linked to, or that one of its fields names. */
export interface TargetRef {
  /** The portal's entityTypeId; see core/entities.ts. */
  readonly entityTypeId: number
  readonly id: number
}

/** A target whose existence is asked for. */
export interface AskedTarget extends TargetRef {
  /** It was deleted with the contact, so it is gone if no list shows it. */
  readonly wentAlong?: boolean
}

/** The target as one text, for sets and maps. */
export function targetText({ entityTypeId, id }: TargetRef): string {
  return `${entityTypeId} ${id}`
}
