import { matchesFilters } from '../filter/conditions.ts'
import type { FilterRow } from '../filter/field-test.ts'
import type { ContactQuery } from './contact-query.ts'
import { folded } from './folded.ts'
import { planSearch } from './search.ts'

/** A row that the portal lists for a query. */
export interface ListedRow {
  /** What it shows of the fields that queries speak of. */
  readonly shown: FilterRow
  /** Whether the phone or e-mail that was searched for is the contact's, by the portal's index. */
  readonly owns: boolean
}

/** Whether a row of the portal shows that it belongs to what was asked for: a portal may drop a condition without a word. */
export function matchesQuery(
  { search, filters }: Pick<ContactQuery, 'search' | 'filters'>,
  { shown, owns }: ListedRow,
): boolean {
  return matchesFilters(filters, shown) && (owns || hasWords(planSearch(search).words, shown))
}

/** Each word is in one part of the name. */
function hasWords(words: readonly string[], { firstName, secondName, lastName }: FilterRow): boolean {
  if (words.length === 0) return true
  const parts = [firstName, secondName, lastName].map((part) => folded(part ?? ''))
  return words.map(folded).every((word) => parts.some((part) => part.includes(word)))
}
