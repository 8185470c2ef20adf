import type { FoundContacts, WantedValue } from './found-contacts.ts'

export interface NamedContact {
  readonly id: number
  readonly name: string | null
}

/** What the portal has of a person's list. Every wanted value is in exactly one of the first three. */
export interface ListMatch {
  readonly once: readonly OneMatch[]
  readonly notFound: readonly WantedValue[]
  /** The person must decide; nobody of them is in the list before. */
  readonly several: readonly SeveralMatches[]
  /** Contacts that more than one value of `once` leads to: they count once. */
  readonly repeated: readonly { readonly contact: NamedContact; readonly by: readonly WantedValue[] }[]
}

export interface OneMatch {
  readonly wanted: WantedValue
  readonly contact: NamedContact
}

export interface SeveralMatches {
  readonly wanted: WantedValue
  /** Each contact once; may be one, when `atLeast` says that there are more. */
  readonly contacts: readonly NamedContact[]
  /** The portal did not tell all (`FoundContacts`). */
  readonly atLeast: boolean
}

export function matchList(found: readonly FoundContacts[]): ListMatch {
  const once: OneMatch[] = []
  const notFound: WantedValue[] = []
  const several: SeveralMatches[] = []
  for (const { wanted, contacts, atLeast } of found) {
    const each = [...new Map(contacts.map((contact) => [contact.id, contact])).values()]
    const [first] = each
    // One that was told of more than one is no clear match.
    if (each.length > 1 || (first !== undefined && atLeast)) several.push({ wanted, contacts: each, atLeast })
    else if (first === undefined) notFound.push(wanted)
    else once.push({ wanted, contact: first })
  }
  return { once, notFound, several, repeated: repeatedIn(once) }
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
  const named = new Map<number, { contact: NamedContact; by: WantedValue[] }>()
  for (const { wanted, contact } of once) {
    const known = named.get(contact.id)
    if (known === undefined) named.set(contact.id, { contact, by: [wanted] })
    else known.by.push(wanted)
  }
  return [...named.values()].filter(({ by }) => by.length > 1)
}
