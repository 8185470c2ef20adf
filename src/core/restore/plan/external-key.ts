import type { ArchivedContact } from '../../archive/archived-contact.ts'

/**
 * How a restored contact is known again: its ORIGINATOR_ID and ORIGIN_ID, which the portal filters exactly.
 *
 * - A contact without an external key of its own gets our code and its old id.
 * - One that we restored before keeps the pair it got then, so that however often it is deleted and restored there is
 *   only one of it.
 * - One with an external key of its own (both parts) keeps that: another system finds it by this key, and ours would
 *   take it away. It is then known again by that key; since others may write the same key too, a contact that has it
 *   already is a conflict for the person to decide, not "already back".
 */
export interface OriginKey {
  readonly originatorId: string
  readonly originId: string
  /** The contact's own, of some other system. */
  readonly foreign: boolean
}

export const OUR_ORIGINATOR = 'tidy-contacts'

export function ourKey(oldId: number): OriginKey {
  return { originatorId: OUR_ORIGINATOR, originId: String(oldId), foreign: false }
}

export function originKeyOf({ id, fields }: Pick<ArchivedContact, 'id' | 'fields'>): OriginKey {
  const [originatorId, originId] = [textOf(fields.ORIGINATOR_ID), textOf(fields.ORIGIN_ID)]
  if (originatorId === '' || originId === '') return ourKey(id)
  return { originatorId, originId, foreign: originatorId !== OUR_ORIGINATOR }
}

/** For maps and for comparing. */
export function keyText({ originatorId, originId }: Pick<OriginKey, 'originatorId' | 'originId'>): string {
  return JSON.stringify([originatorId, originId])
}

/** The portal gives texts; a number comes from portals that differ. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : ''
}
