import type { ArchivedContact } from '../../../archive/archived-contact.ts'
import type { WantedValue } from '../../../list/found-contacts.ts'
import { keyText, originKeyOf, ourKey, textOf, type OriginKey } from '../external-key.ts'
import { wantedOf } from '../plan.ts'
import { ACTIVITY, COMPANY, targetText, USER, type TargetRef } from '../references.ts'

export interface RestoreQuestions {
  readonly keys: readonly OriginKey[]
  readonly wanted: readonly WantedValue[]
  readonly targets: readonly TargetRef[]
}

/** What to ask the portal before these contacts can be planned; each question once. */
export function restoreQuestions(contacts: readonly ArchivedContact[]): RestoreQuestions {
  const keys = new Map<string, OriginKey>()
  const wanted = new Map<string, WantedValue>()
  const targets = new Map<string, TargetRef>()
  const target = (entityTypeId: number, id: number): void => {
    if (id > 0) targets.set(targetText({ entityTypeId, id }), { entityTypeId, id })
  }
  for (const contact of contacts) {
    for (const key of [ourKey(contact.id), originKeyOf(contact)]) keys.set(keyText(key), key)
    for (const each of wantedOf(contact)) wanted.set(`${each.kind} ${each.value}`, each)
    for (const { id } of contact.companies) target(COMPANY, id)
    for (const { entityTypeId, id } of contact.links) target(entityTypeId, id)
    for (const { id } of contact.activities) target(ACTIVITY, id)
    const responsible = Number(textOf(contact.fields.ASSIGNED_BY_ID))
    if (Number.isSafeInteger(responsible)) target(USER, responsible)
  }
  return { keys: [...keys.values()], wanted: [...wanted.values()], targets: [...targets.values()] }
}
