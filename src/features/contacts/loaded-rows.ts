import type { Contact } from '#core/contact/contact.ts'
import { placeOf } from './contact-cache.ts'

/** A page's contacts; undefined: not loaded. */
export type LoadedPages = (page: number) => readonly Contact[] | undefined

/**
 * Ids of the rows around a row, as far as they are loaded without a gap, in the order on the screen: the rows that a
 * range may cover. Empty if the row itself is not loaded.
 */
export function loadedAround(loaded: LoadedPages, row: number): readonly number[] {
  const { page } = placeOf(row)
  let first = page
  while (first > 0 && loaded(first - 1) !== undefined) first -= 1
  const ids: number[] = []
  for (let index = first; ; index += 1) {
    const contacts = loaded(index)
    if (contacts === undefined) return index > page ? ids : []
    ids.push(...contacts.map(({ id }) => id))
  }
}
