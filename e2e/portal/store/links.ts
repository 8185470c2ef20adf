import { below, share } from './seed/prng.ts'
import { ODD } from './odd-contacts.ts'

/** From a contact to the seeded records that name it: two flat arrays instead of a million lists. */
export interface SeededLinks {
  of(contactId: number): number[]
}

/** @param contactsOf the contacts that seeded record `id` (1…count) names. */
export function createSeededLinks(
  count: number,
  contacts: number,
  contactsOf: (id: number) => readonly number[],
): SeededLinks {
  const starts = new Uint32Array(contacts + 2)
  for (let id = 1; id <= count; id++) for (const contact of contactsOf(id)) bump(starts, contact + 1)
  for (let i = 1; i < starts.length; i++) starts[i] = (starts[i] ?? 0) + (starts[i - 1] ?? 0)
  const records = new Uint32Array(starts.at(-1) ?? 0)
  const next = starts.slice()
  for (let id = 1; id <= count; id++)
    for (const contact of contactsOf(id)) {
      records[next[contact] ?? 0] = id
      bump(next, contact)
    }
  return {
    of: (contactId) =>
      contactId >= 1 && contactId <= contacts
        ? [...records.slice(starts[contactId], starts[contactId + 1])]
        : [],
  }
}

function bump(counts: Uint32Array, at: number): void {
  counts[at] = (counts[at] ?? 0) + 1
}

/** A contact for a seeded record: any but the one to which nothing is linked. 0 if there are no contacts. */
export function drawContact(contacts: number, seed: number, id: number, purpose: number): number {
  if (contacts === 0) return 0
  const drawn = 1 + below(contacts, seed, id, purpose)
  return drawn === ODD.nothing ? 1 : drawn
}

/** Primary contact first, for one record in ten a second one. */
export function drawContacts(contacts: number, seed: number, id: number, purpose: number): number[] {
  const primary = drawContact(contacts, seed, id, purpose)
  if (primary === 0) return []
  if (share(seed, id, purpose + 1) > 0.1) return [primary]
  const second = drawContact(contacts, seed, id, purpose + 2)
  return second === primary ? [primary] : [primary, second]
}
