import type { ArchivedActivity, ArchivedContact } from '../../../archive/archived-contact.ts'
import type { WantedValue } from '../../../list/found-contacts.ts'
import { keyText, originKeyOf, ourKey, textOf, type OriginKey } from '../external-key.ts'
import { wantedOf } from '../plan.ts'
import { ACTIVITY, COMPANY, CONTACT, USER } from '../../../entities.ts'
import { targetText, type AskedTarget } from '../references.ts'

export interface RestoreQuestions {
  readonly keys: readonly OriginKey[]
  readonly wanted: readonly WantedValue[]
  readonly targets: readonly AskedTarget[]
}

/**
 * What to ask the portal before these contacts can be planned; each question once.
 * @param deleted contacts that are surely deleted.
 */
export function restoreQuestions(
  contacts: readonly ArchivedContact[],
  deleted: ReadonlySet<number> = new Set(),
): RestoreQuestions {
  const keys = new Map<string, OriginKey>()
  const wanted = new Map<string, WantedValue>()
  const targets = new Map<string, AskedTarget>()
  const target = (entityTypeId: number, id: number, wentAlong = false): void => {
    const asked = { entityTypeId, id, ...(wentAlong ? { wentAlong } : {}) }
    if (id > 0) targets.set(targetText(asked), asked)
  }
  /** The portal deletes an activity with the last thing that it is bound to (portal README, "What a deletion takes along"). */
  const wentAlong = ({ bindings }: ArchivedActivity): boolean =>
    bindings.length > 0 &&
    bindings.every(({ entityTypeId, id }) => entityTypeId === CONTACT && deleted.has(id))
  for (const contact of contacts) {
    for (const key of [ourKey(contact.id), originKeyOf(contact)]) keys.set(keyText(key), key)
    for (const each of wantedOf(contact)) wanted.set(`${each.kind} ${each.value}`, each)
    for (const { id } of contact.companies) target(COMPANY, id)
    for (const { entityTypeId, id } of contact.links) target(entityTypeId, id)
    for (const activity of contact.activities) target(ACTIVITY, activity.id, wentAlong(activity))
    const responsible = Number(textOf(contact.fields.ASSIGNED_BY_ID))
    if (Number.isSafeInteger(responsible)) target(USER, responsible)
  }
  return { keys: [...keys.values()], wanted: [...wanted.values()], targets: [...targets.values()] }
}
