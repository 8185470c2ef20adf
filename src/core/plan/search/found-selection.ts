import type { ChosenContacts, FoundBy } from '../selection.ts'

/** Selects exactly the contacts that a search found, for one review; they belong to no list. */
export function foundSelection(ids: readonly number[], found: FoundBy): ChosenContacts {
  return { kind: 'chosen', chosen: new Map(ids.map((id) => [id, ''])), anchor: null, found }
}
