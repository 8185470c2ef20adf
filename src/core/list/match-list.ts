import { keyOfValue, type FoundContact, type FoundContacts, type WantedValue } from './found-contacts.ts'
import { MOST_NOTED, shortReference, type ListedContacts, type ListNote } from './list-note.ts'
import type { WantedRow } from './read-list.ts'

/**
 * `found`: its contacts are clear. `several`: the person must choose among the contacts of at least one value.
 * `other-value`: no contact has the first value, such as the ID, but a contact has the next, such as the e-mail; it may be
 * somebody else, so the person must choose. `unreadable`: it has entries, and none could be read. `empty`: it has nothing in the columns that are used.
 */
export type MatchState = 'found' | 'several' | 'other-value' | 'not-found' | 'unreadable' | 'empty'

/** A value and its contacts. */
export interface MatchedValue extends FoundContacts {
  /** The values of the same row that were tried first, and that no contact has. */
  readonly insteadOf: readonly WantedValue[]
}

/** A row of a list, what was looked for, and whom the portal has. */
export interface RowMatch {
  /** From 1, as a spreadsheet counts it. */
  readonly row: number
  /** '' for none. */
  readonly reference: string
  readonly state: MatchState
  /** The values of the step that found somebody, or all that were tried; each contact of a value once. */
  readonly values: readonly MatchedValue[]
  readonly unreadable: readonly string[]
}

/** What became of each row. @param found by `keyOfValue`; absent values were not found. */
export function matchList(
  rows: readonly WantedRow[],
  found: ReadonlyMap<string, FoundContacts>,
): readonly RowMatch[] {
  return rows.map(({ row, reference, steps, unreadable }) => {
    const tried = steps.map((step) =>
      step.map((wanted): MatchedValue => {
        const { contacts = [], atLeast = false } = found.get(keyOfValue(wanted)) ?? {}
        return { wanted, contacts: [...byId(contacts).values()], atLeast, insteadOf: [] }
      }),
    )
    const hit = tried.findIndex((step) => step.some(({ contacts }) => contacts.length > 0))
    const insteadOf = tried.slice(0, Math.max(hit, 0)).flatMap((step) => step.map(({ wanted }) => wanted))
    const values = tried[hit]?.map((value) => ({ ...value, insteadOf })) ?? tried.flat()
    return { row, reference, state: stateOf(values, unreadable), values, unreadable }
  })
}

function stateOf(values: readonly MatchedValue[], unreadable: readonly string[]): MatchState {
  if (values.some(({ insteadOf }) => insteadOf.length > 0)) return 'other-value'
  if (values.some(isUnclear)) return 'several'
  if (values.some(({ contacts }) => contacts.length > 0)) return 'found'
  if (values.length > 0) return 'not-found'
  return unreadable.length > 0 ? 'unreadable' : 'empty'
}

/** Whether the person must choose. A single contact is no clear match if there may be more. */
export function isUnclear({ contacts, atLeast, insteadOf }: MatchedValue): boolean {
  return contacts.length > 1 || (contacts.length === 1 && (atLeast || insteadOf.length > 0))
}

/** The contacts that are clear without a decision, by id, each once. */
export function clearContacts(matches: readonly RowMatch[]): ReadonlyMap<number, FoundContact> {
  return byId(
    matches.flatMap(({ values }) => values.flatMap((each) => (isUnclear(each) ? [] : each.contacts))),
  )
}

/** How many of the clear contacts were found by more than one row. */
export function countRepeated(matches: readonly RowMatch[]): number {
  const times = new Map<number, number>()
  for (const match of matches)
    for (const id of clearContacts([match]).keys()) times.set(id, (times.get(id) ?? 0) + 1)
  return [...times.values()].filter((count) => count > 1).length
}

export function countRows(matches: readonly RowMatch[], ...states: readonly MatchState[]): number {
  return matches.filter(({ state }) => states.includes(state)).length
}

/**
 * The contacts to be selected, each once, with the references of their rows and a note of the others.
 * @param picked contact ids that the person chose where there were several; other ids are ignored.
 */
export function listedContacts(matches: readonly RowMatch[], picked: ReadonlySet<number>): ListedContacts {
  const taken = new Set(clearContacts(matches).keys())
  const references = new Map<number, Set<string>>()
  for (const { values, reference } of matches) {
    for (const each of values) {
      for (const { id } of each.contacts) {
        if (isUnclear(each) && !picked.has(id)) continue
        taken.add(id)
        if (reference === '') continue
        references.set(id, (references.get(id) ?? new Set()).add(reference))
      }
    }
  }
  return {
    ids: [...taken],
    references: new Map([...references].map(([id, own]) => [id, shortReference([...own].join(', '))])),
    note: noteOf(matches, picked),
  }
}

function noteOf(matches: readonly RowMatch[], picked: ReadonlySet<number>): ListNote {
  const open = matches.filter(
    ({ values }) =>
      values.some(isUnclear) &&
      !values.some((each) => each.contacts.some(({ id }) => !isUnclear(each) || picked.has(id))),
  )
  const missing = matches.filter(({ state }) => state === 'not-found')
  return {
    rows: matches.length,
    found: countRows(matches, 'found', 'several', 'other-value') - open.length,
    undecided: open.length,
    unread: countRows(matches, 'unreadable', 'empty'),
    notFound: missing.length,
    missing: missing.slice(0, MOST_NOTED).map(({ row, reference }) => ({ row, reference })),
  }
}

function byId(contacts: readonly FoundContact[]): ReadonlyMap<number, FoundContact> {
  return new Map(contacts.map((contact) => [contact.id, contact]))
}
