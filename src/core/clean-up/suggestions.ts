import type { ContactFilters } from '../filter/filters.ts'
import { momentBefore, monthsAgo } from '../filter/day.ts'
import type { BaseDirectory } from './ports.ts'

/** Groups of contacts that are often worth cleaning. */
export const SUGGESTIONS = ['unreachable', 'quiet', 'left', 'nameless', 'test-names'] as const
export type SuggestionName = (typeof SUGGESTIONS)[number]

/** Suggestions that are looked for only when a person asks for it. */
export const SEARCHES = ['bursts', 'shared', 'unlinked'] as const
/** Everything that can be put away. */
export const ALL_SUGGESTIONS = [...SUGGESTIONS, ...SEARCHES] as const
export type AnySuggestion = (typeof ALL_SUGGESTIONS)[number]

/** "No activity for two years". */
const QUIET_YEARS = 2

export interface Suggestion {
  readonly name: SuggestionName
  readonly filters: ContactFilters
}

/** What can be suggested on this portal. @param now Unix ms. */
export function suggestionsOf({ people }: BaseDirectory, now: number): readonly Suggestion[] {
  const gone = (people ?? []).filter(({ left }) => left).map(({ id }) => id)
  return [
    { name: 'unreachable', filters: { withoutPhone: true, withoutEmail: true } },
    {
      name: 'quiet',
      filters: { activity: { from: null, to: momentBefore(monthsAgo(12 * QUIET_YEARS, now)) } },
    },
    ...(gone.length === 0
      ? []
      : [{ name: 'left', filters: { responsible: { kind: 'left', ids: gone } } } as const]),
    { name: 'nameless', filters: { name: 'empty' } },
    { name: 'test-names', filters: { name: 'test' } },
  ]
}
