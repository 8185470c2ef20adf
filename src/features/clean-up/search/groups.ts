import type { Picture } from '#core/clean-up/counted.ts'
import type { ContactFilters } from '#core/filter/filters.ts'
import { NO_FILTERS } from '#core/filter/filters.ts'
import type { SavedFilters } from '#core/filter/saved-filters.ts'
import type { Format } from '#i18n/format.ts'
import type { Text } from '#i18n/translation.tsx'
import { barText, GROUP_TITLES } from '../bar-words.ts'
import { SUGGESTION_WORDS } from '../suggestion-words.ts'

/** Contacts that a search goes through. */
export interface Group {
  /** Each once. */
  readonly key: string
  readonly label: string
  readonly filters: ContactFilters
  /** By the portal's count; null: not counted. */
  readonly count: number | null
}

/** Everything that the picture counted and that is there, and the saved filters. */
export function groupsOf(picture: Picture, saved: SavedFilters, t: Text, format: Format): readonly Group[] {
  const counted = (key: string, name: string, filters: ContactFilters, count: number | null): Group => ({
    key,
    label: count === null ? name : t('clean-up-search.group', { name, count: format.number(count) }),
    filters,
    count,
  })
  return [
    counted('all', t('clean-up-search.all'), NO_FILTERS, picture.total),
    ...[...saved.me, ...saved.everybody].map(({ name, filters }, at) =>
      counted(`saved ${at}`, name, filters, null),
    ),
    ...picture.suggestions.flatMap(({ name, filters, count = null }) =>
      count === 0 ? [] : [counted(name, t(SUGGESTION_WORDS[name][0]), filters, count)],
    ),
    ...picture.bars.flatMap((bar, at) => {
      const { group, filters, count = null } = bar
      const name = t('clean-up-search.groupOf', { group: t(GROUP_TITLES[group]), name: barText(bar, t) })
      return count === 0 ? [] : [counted(`bar ${at}`, name, filters, count)]
    }),
  ]
}
