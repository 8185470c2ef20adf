import { keyOfValue, type FoundContact, type FoundContacts, type WantedValue } from './found-contacts.ts'
import type { WantedRow } from './read-list.ts'

/** The contacts that match a list. Each value that was needed is in exactly one of the first three lists. */
export interface ListMatch {
  readonly once: readonly OneMatch[]
  readonly notFound: readonly NotFound[]
  /** Values with several contacts, among which the person must choose. */
  readonly several: readonly SeveralMatches[]
  /** Contacts found by more than one value of `once`; they count once. */
  readonly repeated: readonly { readonly contact: FoundContact; readonly by: readonly WantedValue[] }[]
}

export interface OneMatch {
  /** The first row of the list that led to the contact, from 1. */
  readonly row: number
  readonly wanted: WantedValue
  readonly contact: FoundContact
}

/** All values that were tried for a row, or those that found nothing while another value of the row did. */
export interface NotFound {
  readonly row: number
  readonly wanted: readonly WantedValue[]
}

export interface SeveralMatches {
  readonly row: number
  readonly wanted: WantedValue
  /** Each contact once; it may be a single one if `atLeast` is true. */
  readonly contacts: readonly FoundContact[]
  /** There may be more (`FoundContacts.atLeast`). */
  readonly atLeast: boolean
}

/** @param found by `keyOfValue`; absent values were not found. */
export function matchList(rows: readonly WantedRow[], found: ReadonlyMap<string, FoundContacts>): ListMatch {
  const once: OneMatch[] = []
  const notFound: NotFound[] = []
  const several: SeveralMatches[] = []
  const settled = new Set<string>()
  const contactsOf = (value: WantedValue): readonly FoundContact[] =>
    found.get(keyOfValue(value))?.contacts ?? []
  for (const { row, steps } of rows) {
    const step = steps.find((values) => values.some((value) => contactsOf(value).length > 0))
    const missing = (step ?? steps.flat()).filter((value) => contactsOf(value).length === 0)
    const unnamed = missing.filter((value) => !settled.has(keyOfValue(value)))
    if (unnamed.length > 0) notFound.push({ row, wanted: unnamed })
    for (const wanted of step ?? []) {
      if (contactsOf(wanted).length === 0 || settled.has(keyOfValue(wanted))) continue
      settled.add(keyOfValue(wanted))
      const contacts = [...new Map(contactsOf(wanted).map((contact) => [contact.id, contact])).values()]
      const atLeast = found.get(keyOfValue(wanted))?.atLeast ?? false
      const [contact] = contacts
      // A single contact is no clear match if there may be more.
      if (contact === undefined || contacts.length > 1 || atLeast) {
        several.push({ row, wanted, contacts, atLeast })
      } else once.push({ row, wanted, contact })
    }
    for (const value of unnamed) settled.add(keyOfValue(value))
  }
  return { once, notFound, several, repeated: repeatedIn(once) }
}

/** The contacts that are clear without a decision, each once, with the first row that led to it. */
export function contactsOnce(match: ListMatch): OneMatch[] {
  const first = new Map<number, OneMatch>()
  for (const each of match.once) if (!first.has(each.contact.id)) first.set(each.contact.id, each)
  return [...first.values()]
}

/**
 * The ids of the matched contacts, each once.
 * @param picked contact ids that the person chose among `several`; other ids are ignored.
 */
export function idsOfMatch(match: ListMatch, picked: ReadonlySet<number>): number[] {
  const ids = new Set(match.once.map(({ contact }) => contact.id))
  for (const { contacts } of match.several) {
    for (const { id } of contacts) if (picked.has(id)) ids.add(id)
  }
  return [...ids]
}

function repeatedIn(once: readonly OneMatch[]): ListMatch['repeated'] {
  const named = new Map<number, { contact: FoundContact; by: WantedValue[] }>()
  for (const { wanted, contact } of once) {
    const known = named.get(contact.id)
    if (known === undefined) named.set(contact.id, { contact, by: [wanted] })
    else known.by.push(wanted)
  }
  return [...named.values()].filter(({ by }) => by.length > 1)
}
