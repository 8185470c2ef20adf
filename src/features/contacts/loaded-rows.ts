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

/** The contact in a row; undefined: its page is not loaded, or the contact is gone. */
export function loadedAt(loaded: LoadedPages, row: number): Contact | undefined {
  const { page, position } = placeOf(row)
  return loaded(page)?.[position]
}

/**
 * The next row with a contact in direction `by` (1 or -1); rows whose contact is gone are skipped. Null: the list ends
 * there, or the next page is not loaded yet.
 */
export function nextLoaded(
  loaded: LoadedPages,
  row: number,
  by: 1 | -1,
  rowCount: number,
): { readonly row: number; readonly id: number } | null {
  for (let next = row + by; next >= 0 && next < rowCount; next += by) {
    if (loaded(placeOf(next).page) === undefined) return null
    const contact = loadedAt(loaded, next)
    if (contact !== undefined) return { row: next, id: contact.id }
  }
  return null
}
