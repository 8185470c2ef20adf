import { matchesFilters } from '../filter/conditions.ts'
import type { FilterRow } from '../filter/field-test.ts'
import type { ContactQuery } from './contact-query.ts'
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

/**
 * Databases take some letters for one, and which ones differs: “Semen” finds “Semën”, “walesa” may find “Wałęsa”. A
 * contact that the portal rightly found must not be called one that does not match, so all of these are one here.
 */
function folded(text: string): string {
  const bare = text.normalize('NFKD').replaceAll(/\p{M}/gu, '')
  // In capitals ß and ẞ, i and ı, σ and ς are one.
  return bare
    .toLowerCase()
    .toUpperCase()
    .replaceAll(/[ØŁĐ]/gu, (letter) => STRUCK[letter] ?? letter)
    .replaceAll(/[ァ-ヶ]/gu, (kana) => String.fromCodePoint(kana.charCodeAt(0) - KATAKANA_AFTER_HIRAGANA))
}

/** Unicode has no parts for these. */
const STRUCK: Readonly<Record<string, string>> = { Ø: 'O', Ł: 'L', Đ: 'D' }
const KATAKANA_AFTER_HIRAGANA = 0x60
