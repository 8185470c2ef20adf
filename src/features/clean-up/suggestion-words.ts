import type { AnySuggestion, SuggestionName } from '#core/clean-up/suggestions.ts'
import type { MessageId } from '#i18n/catalogue.ts'

/** What a suggestion is called, why it is one, and what usually speaks against it. */
export const SUGGESTION_WORDS: Readonly<
  Record<SuggestionName, readonly [title: MessageId, why: MessageId, but: MessageId]>
> = {
  unreachable: ['clean-up.unreachable', 'clean-up.unreachableWhy', 'clean-up.unreachableBut'],
  quiet: ['clean-up.quiet', 'clean-up.quietWhy', 'clean-up.quietBut'],
  left: ['clean-up.leftTitle', 'clean-up.leftWhy', 'clean-up.leftBut'],
  nameless: ['clean-up.nameless', 'clean-up.namelessWhy', 'clean-up.namelessBut'],
  'test-names': ['clean-up.testNames', 'clean-up.testNamesWhy', 'clean-up.testNamesBut'],
}

const SEARCH_TITLES = {
  bursts: 'clean-up.bursts',
  shared: 'clean-up-search.shared',
  unlinked: 'clean-up-search.unlinked',
} as const satisfies Record<Exclude<AnySuggestion, SuggestionName>, MessageId>

export function titleOf(name: AnySuggestion): MessageId {
  return name in SEARCH_TITLES
    ? SEARCH_TITLES[name as keyof typeof SEARCH_TITLES]
    : SUGGESTION_WORDS[name as SuggestionName][0]
}
