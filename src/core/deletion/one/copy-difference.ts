import type { ArchivedContact } from '../../archive/archived-contact.ts'

/**
 * How two readings of one contact differ. `values`: only in fields as the portal gives them, of which some may differ
 * each time although nothing was changed. `things`: something was changed, linked, written or removed.
 */
export type CopyDifference = 'none' | 'values' | 'things'

/**
 * Compares everything that a copy holds: a change, a new thing and a removed one all show. Not names, which belong to
 * other things, nor the bytes of files, whose ids are among the fields. The order of things does not count.
 */
export function differenceOf(before: ArchivedContact, now: ArchivedContact): CopyDifference {
  if (textOf(thingsOf(before)) !== textOf(thingsOf(now))) return 'things'
  return textOf(valuesOf(before)) === textOf(valuesOf(now)) ? 'none' : 'values'
}

function thingsOf(contact: ArchivedContact): unknown {
  const { fields, requisites, activities, unsaved } = contact
  return [
    fields.DATE_MODIFY ?? null,
    // Comments and activities of others move it.
    fields.LAST_ACTIVITY_TIME ?? null,
    setOf(contact.communications),
    setOf(contact.companies),
    setOf(contact.links),
    setOf(contact.comments),
    setOf(
      requisites.map(({ id, bankDetails, addresses }) => [
        id,
        setOf(bankDetails.map((bank) => bank.id)),
        setOf(addresses.map(({ typeId }) => typeId)),
      ]),
    ),
    setOf(
      activities.map(({ id, subject, typeId, providerId, deadline, responsibleId, bindings }) => [
        [id, subject, typeId, providerId, deadline, responsibleId],
        setOf(bindings),
      ]),
    ),
    setOf(unsaved.filter(({ part }) => part !== 'names' && part !== 'files')),
  ]
}

function valuesOf({ fields, requisites, activities }: ArchivedContact): unknown {
  return [
    fields,
    setOf(
      requisites.map((requisite) => [
        requisite.id,
        requisite.fields,
        setOf(requisite.bankDetails),
        setOf(requisite.addresses),
      ]),
    ),
    setOf(activities.map((activity) => [activity.id, activity.fields])),
  ]
}

/** The same texts in whatever order the things come. */
function setOf(things: readonly unknown[]): readonly string[] {
  return things.map(textOf).toSorted()
}

/** The same text in whatever order the keys come. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(textOf).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  const entries = Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}:${textOf(inner)}`)
  return `{${entries.toSorted().join()}}`
}
