import type { ArchivedContact } from '../../archive/archived-contact.ts'
import { folded } from '../../contact/folded.ts'

/**
 * What identifies a restored contact: its ORIGINATOR_ID and ORIGIN_ID, which the portal filters as whole texts.
 *
 * - A contact without an external key of its own gets our code and its old ID.
 * - A contact that this app restored before keeps the key it got then. So there is only one of it, even after it was
 *   deleted and restored several times.
 * - A contact with an external key of its own (both parts) keeps that key, because another system finds it by that.
 *   Others may write the same key, so a contact that has it already is a conflict for the person to decide, not
 *   "already back".
 */
export interface OriginKey {
  readonly originatorId: string
  readonly originId: string
  /** The contact's own key, from another system. */
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

/** The key as one text, for maps and comparisons. */
export function keyText({ originatorId, originId }: Pick<OriginKey, 'originatorId' | 'originId'>): string {
  return JSON.stringify([originatorId, originId])
}

/** Equal for keys that the portal's filter lists together: its database compares without case, accents and end blanks. */
export function foldedKeyText({
  originatorId,
  originId,
}: Pick<OriginKey, 'originatorId' | 'originId'>): string {
  return JSON.stringify([originatorId, originId].map((part) => folded(part).trim()))
}

/** The portal sends texts, but some portals send numbers. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : ''
}
