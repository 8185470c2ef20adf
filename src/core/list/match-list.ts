import { keyOfValue, type FoundContact, type FoundContacts, type WantedValue } from './found-contacts.ts'
import type { WantedRow } from './read-list.ts'

/** What the portal has of a list. Each value that was needed is in exactly one of the first three. */
export interface ListMatch {
  readonly once: readonly OneMatch[]
  readonly notFound: readonly NotFound[]
  /** The person must decide: nothing of it is in the list before. */
  readonly several: readonly SeveralMatches[]
  /** Contacts that more than one value of `once` leads to: they count once. */
  readonly repeated: readonly { readonly contact: FoundContact; readonly by: readonly WantedValue[] }[]
}

export interface OneMatch {
  /** Of the list, from 1: the first row that led to it. */
  readonly row: number
  readonly wanted: WantedValue
  readonly contact: FoundContact
}

/** All that was tried for a row, or what found nothing while another value of the row did. */
export interface NotFound {
  readonly row: number
  readonly wanted: readonly WantedValue[]
}

export interface SeveralMatches {
  readonly row: number
  readonly wanted: WantedValue
  /** Each contact once; may be one, when `atLeast` says that there are more. */
  readonly contacts: readonly FoundContact[]
  /** The portal did not name all (`FoundContacts`). */
  readonly atLeast: boolean
}

/** @param found by `keyOfValue`; what is absent was not found. */
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
      // One of which there may be more is no clear match.
      if (contact === undefined || contacts.length > 1 || atLeast) {
        several.push({ row, wanted, contacts, atLeast })
      } else once.push({ row, wanted, contact })
    }
    for (const value of unnamed) settled.add(keyOfValue(value))
  }
  return { once, notFound, several, repeated: repeatedIn(once) }
}

/** The contacts that the list stands for without any decision, each once, by the first row that led to it. */
export function contactsOnce(match: ListMatch): OneMatch[] {
  const first = new Map<number, OneMatch>()
  for (const each of match.once) if (!first.has(each.contact.id)) first.set(each.contact.id, each)
  return [...first.values()]
}

/**
 * The ids that the list stands for, each once.
 * @param picked contact ids that the person chose among `several`; others are not let in.
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
