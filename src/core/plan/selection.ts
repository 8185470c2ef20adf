import type { ContactQuery } from '../contact/contact-query.ts'
import type { ContactFilters } from '../filter/filters.ts'
import { shortReference, type ListedContacts, type ListNote } from '../list/list-note.ts'

/**
 * The contacts that a person has ticked: single ones, or all that match a query except those unticked since. A chosen id
 * remembers under which search and filters it was ticked, so that the app can say which ones are hidden now.
 */
export type Selection = ChosenContacts | AllThatMatch

export interface ChosenContacts {
  readonly kind: 'chosen'
  /** Contact id → the scope (see `scopeOf`) in which it was ticked, in the order of ticking. */
  readonly chosen: ReadonlyMap<number, string>
  /** The contact where the next shift-range begins; null: none yet. */
  readonly anchor: number | null
  /** What the lists said from which contacts were added; absent: none were. */
  readonly listed?: SelectedLists
  /** What a search on the clean-up screen looked for; absent: they come from elsewhere. */
  readonly found?: FoundBy
}

/** A search through a group of contacts: those with a phone or e-mail of an older one, or linked to nothing. */
export interface FoundBy {
  readonly what: 'shared' | 'unlinked'
  readonly group: ContactFilters
}

/** What a plan takes over from lists: the references of contacts, and a note of each list. */
export interface SelectedLists {
  /** By contact id. A contact that was unticked since may still be in it. */
  readonly references: ReadonlyMap<number, string>
  readonly notes: readonly ListNote[]
}

export interface AllThatMatch {
  readonly kind: 'all-that-match'
  readonly query: ContactQuery
  /** How many contacts matched when they were selected, by the portal's count. */
  readonly total: number
  readonly except: ReadonlySet<number>
  readonly anchor: number | null
}

export const NOTHING_SELECTED: ChosenContacts = { kind: 'chosen', chosen: new Map(), anchor: null }

/** Identifies which contacts the list shows: the search and the filters, not the order. */
export function scopeOf(query: ContactQuery): string {
  const conditions = Object.entries(query.filters).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([query.search.trim(), conditions])
}

export function isSelected(selection: Selection, id: number): boolean {
  return selection.kind === 'chosen' ? selection.chosen.has(id) : !selection.except.has(id)
}

/**
 * Whether a row is shown as ticked. If "all that match" belongs to another search or filter, only the portal knows
 * whether the contact is among them, so no row is shown as ticked.
 */
export function showsTicked(selection: Selection, id: number, query: ContactQuery): boolean {
  if (selection.kind === 'all-that-match' && scopeOf(selection.query) !== scopeOf(query)) return false
  return isSelected(selection, id)
}

/** How many contacts are selected; for "all that match" by the portal's count. Never below 0. */
export function countSelected(selection: Selection): number {
  return selection.kind === 'chosen'
    ? selection.chosen.size
    : Math.max(0, selection.total - selection.except.size)
}

/** Ticks or unticks one contact and makes it the start of the next range. */
export function toggle(selection: Selection, id: number, query: ContactQuery): Selection {
  return { ...mark(selection, [id], !showsTicked(selection, id, query), query), anchor: id }
}

/** Shift+arrow on a row that was not touched last: ticks it, whatever it was, and begins the next range there. */
export function tick(selection: Selection, id: number, query: ContactQuery): Selection {
  return { ...mark(selection, [id], true, query), anchor: id }
}

/**
 * Adds contacts from a list. They belong to no search, so they count as hidden until a row shows them. They replace "all
 * that match", since both together could not be reviewed.
 */
export function addListed(selection: Selection, { ids, references, note }: ListedContacts): Selection {
  const before = selection.kind === 'chosen' ? selection : NOTHING_SELECTED
  const chosen = new Map(before.chosen)
  for (const id of ids) if (!chosen.has(id)) chosen.set(id, LISTED)
  const { references: known = new Map<number, string>(), notes = [] } = before.listed ?? {}
  return {
    kind: 'chosen',
    chosen,
    anchor: null,
    listed: { references: withReferences(known, references), notes: [...notes, note] },
  }
}

/** A contact that two lists call differently has both references. */
function withReferences(
  known: ReadonlyMap<number, string>,
  added: ReadonlyMap<number, string>,
): ReadonlyMap<number, string> {
  const all = new Map(known)
  for (const [id, reference] of added) {
    const before = all.get(id)
    const isNew = before !== undefined && !before.split(', ').includes(reference)
    all.set(id, isNew ? shortReference(`${before}, ${reference}`) : reference)
  }
  return all
}

/** The scope of contacts from a list; no query has it. */
const LISTED = 'listed'

/** How many of the selected contacts came from a list of ids, and how many from the result of a run. */
export function countOrigins({ chosen }: ChosenContacts): {
  readonly listed: number
  readonly again: number
} {
  const scopes = [...chosen.values()]
  return {
    listed: scopes.filter((scope) => scope === LISTED).length,
    again: scopes.filter((scope) => scope === AGAIN).length,
  }
}

/** Selects contacts of a run for another review. They belong to no search. */
export function chosenAgain(ids: readonly number[]): ChosenContacts {
  return { kind: 'chosen', chosen: new Map(ids.map((id) => [id, AGAIN])), anchor: null }
}

/** The scope of contacts from the result of a run; no query has it. */
const AGAIN = 'again'

/**
 * Shift-click or shift+arrow: all rows from the last touched one to this one become ticked or unticked as the last
 * touched one is.
 * @param order the ids in the order on the screen; if the last touched row is not among them, only this row changes.
 */
export function selectRange(
  selection: Selection,
  id: number,
  order: readonly number[],
  query: ContactQuery,
): Selection {
  const [from, to] = [selection.anchor === null ? -1 : order.indexOf(selection.anchor), order.indexOf(id)]
  if (selection.anchor === null || from < 0 || to < 0) return toggle(selection, id, query)
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1)
  const ticked = showsTicked(selection, selection.anchor, query)
  return { ...mark(selection, range, ticked, query), anchor: selection.anchor }
}

/** The box above the rows, and ctrl+A: ticks all rows of the loaded page, or unticks them when all were ticked. */
export function togglePage(selection: Selection, page: readonly number[], query: ContactQuery): Selection {
  const allTicked = page.length > 0 && page.every((id) => showsTicked(selection, id, query))
  return mark(selection, page, !allTicked, query)
}

/** "Select all 12,430 that match": replaces what was ticked before. */
export function selectAllThatMatch(query: ContactQuery, total: number): AllThatMatch {
  return { kind: 'all-that-match', query, total, except: new Set(), anchor: null }
}

/** Removes contacts that are gone (deleted here or by others), so that counts stay true. */
export function forget(selection: Selection, gone: readonly number[]): Selection {
  if (selection.kind === 'chosen') {
    const chosen = new Map(selection.chosen)
    for (const id of gone) chosen.delete(id)
    return { ...selection, chosen }
  }
  const inIt = gone.filter((id) => !selection.except.has(id)).length
  const except = new Set(selection.except)
  const total = selection.total - inIt - gone.filter((id) => except.delete(id)).length
  return { ...selection, except, total: Math.max(0, total) }
}

export interface Hidden {
  /** How many selected contacts are hidden, at most. */
  readonly count: number
  /** Their ids; null for "all that match" another query, where only the portal knows. */
  readonly ids: readonly number[] | null
}

/**
 * The selected contacts that are hidden because the search or filter has changed since they were ticked.
 * @param seen the ids that the list has shown under the current query.
 */
export function hiddenSelected(selection: Selection, query: ContactQuery, seen: ReadonlySet<number>): Hidden {
  const scope = scopeOf(query)
  if (selection.kind === 'chosen') {
    const ids = [...selection.chosen].filter(([id, at]) => at !== scope && !seen.has(id)).map(([id]) => id)
    return { count: ids.length, ids }
  }
  return scopeOf(selection.query) === scope
    ? { count: 0, ids: [] }
    : { count: countSelected(selection), ids: null }
}

function mark(selection: Selection, ids: readonly number[], ticked: boolean, query: ContactQuery): Selection {
  if (selection.kind === 'all-that-match') {
    if (scopeOf(selection.query) !== scopeOf(query)) {
      // Ticking under another filter begins a new selection: "all that match A, and these of B" could not be reviewed.
      return ticked ? mark(NOTHING_SELECTED, ids, true, query) : selection
    }
    const except = new Set(selection.except)
    for (const id of ids) {
      if (ticked) except.delete(id)
      else except.add(id)
    }
    return { ...selection, except }
  }
  const scope = scopeOf(query)
  const chosen = new Map(selection.chosen)
  for (const id of ids) {
    if (ticked) chosen.set(id, scope)
    else chosen.delete(id)
  }
  return { ...selection, chosen }
}
