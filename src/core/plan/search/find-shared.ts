import type { Contact } from '../../contact/contact.ts'
import type { ContactQuery } from '../../contact/contact-query.ts'
import { keyOfValue, type WantedValue } from '../../list/found-contacts.ts'
import type { ContactFinder } from '../../list/ports.ts'
import type { ContactReader } from '../ports.ts'
import { searchGroup, type GroupSearch, type WalkPorts } from './search-group.ts'

/** Each phone and e-mail is a question to the portal: more contacts than that are no group. */
export const SHARED_MOST = 20_000

/**
 * Looks for contacts of a group that share a phone or an e-mail with an older contact, one with a lower ID, that stays:
 * one that is not found itself, whether it is of the group or not. By the portal's own index, among all contacts that
 * this user may see. The portal names at most 20 contacts with a value, so some may be missed.
 */
export function findShared(
  query: ContactQuery,
  ports: WalkPorts & {
    readonly contactReader: ContactReader
    readonly finder: Pick<ContactFinder, 'find'>
  },
): AsyncGenerator<GroupSearch> {
  const ownersOf = new Map<string, readonly number[]>()
  const found = new Set<number>()

  /** The walk goes by ID, so that whoever is older was looked at before. */
  function hasOlder(contact: Contact): boolean {
    const owners = valuesOf(contact).flatMap((value) => ownersOf.get(keyOfValue(value)) ?? [])
    return owners.some((id) => id < contact.id && !found.has(id))
  }

  return searchGroup(query, ports, async function* (ids) {
    for await (const read of ports.contactReader.read(ids)) {
      const contacts = read.toSorted((a, b) => a.id - b.id)
      const values = new Map(contacts.flatMap(valuesOf).map((value) => [keyOfValue(value), value]))
      const unasked = [...values].filter(([key]) => !ownersOf.has(key)).map(([, value]) => value)
      for await (const answers of ports.finder.find(unasked)) {
        for (const { wanted, contacts: owners } of answers) {
          ownersOf.set(
            keyOfValue(wanted),
            owners.map(({ id }) => id),
          )
        }
        yield { checked: 0, found: [], unsure: 0 }
      }
      const before = found.size
      for (const contact of contacts) if (hasOlder(contact)) found.add(contact.id)
      yield { checked: contacts.length, found: [...found].slice(before), unsure: 0 }
    }
  })
}

/** A phone without a digit finds nobody, or everybody who has such a one. */
function valuesOf({ phones, emails }: Contact): WantedValue[] {
  return [
    ...phones.filter((value) => /\d/u.test(value)).map((value) => ({ kind: 'phone', value }) as const),
    ...emails.filter((value) => value.trim() !== '').map((value) => ({ kind: 'email', value }) as const),
  ]
}
