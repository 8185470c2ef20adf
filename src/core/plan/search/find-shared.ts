import type { Contact } from '../../contact/contact.ts'
import type { ContactQuery } from '../../contact/contact-query.ts'
import { keyOfValue, type WantedValue } from '../../list/found-contacts.ts'
import type { ContactFinder } from '../../list/ports.ts'
import type { ContactReader } from '../ports.ts'
import { searchGroup, type GroupSearch, type Looked, type WalkPorts } from './search-group.ts'

/** Each phone and e-mail is a question to the portal: more contacts than that are no group. */
export const SHARED_MOST = 20_000

export interface SharedPorts {
  readonly contactReader: ContactReader
  readonly finder: Pick<ContactFinder, 'find'>
}

/** Looks for contacts of a group that share a phone or an e-mail with an older contact. */
export function findShared(query: ContactQuery, ports: WalkPorts & SharedPorts): AsyncGenerator<GroupSearch> {
  return searchGroup(query, ports, lookForShared(ports))
}

interface LookedForShared extends Looked {
  /** Of each that was found so far, an older one that stays. */
  readonly olderOf: ReadonlyMap<number, number>
}

/**
 * Looks for those that share a phone or an e-mail with an older contact, one with a lower ID, that stays: one that is not
 * found itself, whether it is looked at or not. By the portal's own index, among all contacts that this user may see. The
 * portal names at most 20 contacts with a value, so some may be missed.
 * @returns what is asked again and again, by ID, so that the older contact was looked at before
 */
export function lookForShared({
  contactReader,
  finder,
}: SharedPorts): (ids: readonly number[]) => AsyncGenerator<LookedForShared> {
  const ownersOf = new Map<string, readonly number[]>()
  const found = new Map<number, number>()

  function olderOf(contact: Contact): number | undefined {
    const owners = valuesOf(contact).flatMap((value) => ownersOf.get(keyOfValue(value)) ?? [])
    return owners.find((id) => id < contact.id && !found.has(id))
  }

  return async function* (ids) {
    for await (const read of contactReader.read(ids)) {
      const contacts = read.toSorted((a, b) => a.id - b.id)
      const values = new Map(contacts.flatMap(valuesOf).map((value) => [keyOfValue(value), value]))
      const unasked = [...values].filter(([key]) => !ownersOf.has(key)).map(([, value]) => value)
      for await (const answers of finder.find(unasked)) {
        for (const { wanted, contacts: owners } of answers) {
          ownersOf.set(
            keyOfValue(wanted),
            owners.map(({ id }) => id),
          )
        }
        yield { checked: 0, found: [], unsure: 0, olderOf: found }
      }
      const before = found.size
      for (const contact of contacts) {
        const older = olderOf(contact)
        if (older !== undefined) found.set(contact.id, older)
      }
      const fresh = [...found.keys()].slice(before)
      yield { checked: contacts.length, found: fresh, unsure: 0, olderOf: found }
    }
  }
}

/** A phone without a digit finds no contact, or all that have one like it. */
function valuesOf({ phones, emails }: Contact): WantedValue[] {
  return [
    ...phones.filter((value) => /\d/u.test(value)).map((value) => ({ kind: 'phone', value }) as const),
    ...emails.filter((value) => value.trim() !== '').map((value) => ({ kind: 'email', value }) as const),
  ]
}
