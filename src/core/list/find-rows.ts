import { keyOfValue, type FoundContacts, type WantedValue } from './found-contacts.ts'
import { matchList, type RowMatch } from './match-list.ts'
import type { WantedRow } from './read-list.ts'

/** Finds the contacts with each of these values; answers some values at a time. */
export type FindContacts = (wanted: readonly WantedValue[]) => AsyncIterable<readonly FoundContacts[]>

export type FindProgress =
  | { readonly kind: 'looking'; readonly looked: number }
  | { readonly kind: 'found'; readonly matches: readonly RowMatch[] }

/**
 * Finds the contacts of each row by the first of its steps that finds any. `looked` counts different values. Stop
 * iterating to cancel.
 */
export async function* findRows(
  rows: readonly WantedRow[],
  find: FindContacts,
): AsyncGenerator<FindProgress, void, undefined> {
  const found = new Map<string, FoundContacts>()
  const foundNone = (row: WantedRow, step: number): boolean =>
    !(row.steps[step] ?? []).some((value) => (found.get(keyOfValue(value))?.contacts.length ?? 0) > 0)
  let open = rows
  for (let step = 0; open.length > 0; step++) {
    const values = new Map<string, WantedValue>()
    for (const row of open) {
      for (const value of row.steps[step] ?? []) {
        const key = keyOfValue(value)
        if (!found.has(key)) values.set(key, value)
      }
    }
    if (values.size > 0) {
      for await (const portion of find([...values.values()])) {
        for (const each of portion) found.set(keyOfValue(each.wanted), each)
        yield { kind: 'looking', looked: found.size }
      }
    }
    open = open.filter((row) => row.steps.length > step + 1 && foundNone(row, step))
  }
  yield { kind: 'found', matches: matchList(rows, found) }
}
