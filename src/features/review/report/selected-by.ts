import { EVERYBODY } from '#core/contact/contact-query.ts'
import { countFilters } from '#core/filter/filters.ts'
import { countOrigins, type Selection } from '#core/plan/selection.ts'
import type { Format } from '#i18n/format.ts'
import type { Text } from '#i18n/translation.tsx'
import { queryTexts } from '../../shared/query/query-words.ts'

/** What was asked for, in words: "created from Nov 28, 2026 · responsible: Ada Admin". */
export function selectedBy(selection: Selection, t: Text, format: Format): string {
  return partsOf(selection, t, format)
    .map((part) => part.charAt(0).toLocaleLowerCase() + part.slice(1))
    .join(' · ')
}

function partsOf(selection: Selection, t: Text, format: Format): string[] {
  if (selection.kind === 'chosen') {
    const { found } = selection
    const { listed, again } = countOrigins(selection)
    const ticked = selection.chosen.size - listed - again
    const fromReport = again > 0 ? [t('review.byReport', { count: again })] : []
    if (found !== undefined) {
      const what = t(found.what === 'shared' ? 'review.byShared' : 'review.byUnlinked')
      return [what, ...queryTexts({ ...EVERYBODY, filters: found.group }, t, format), ...fromReport]
    }
    return [
      ...fromReport,
      ...(ticked > 0 ? [t('review.byHand', { count: ticked })] : []),
      ...(listed > 0 ? [t('review.byList', { count: listed })] : []),
    ]
  }
  const { query, except } = selection
  const words = query.search.trim()
  const filtered = words === '' || countFilters(query.filters) > 0
  return [
    ...(words === '' ? [] : [t('review.bySearch', { words })]),
    ...(filtered ? queryTexts({ ...query, search: '' }, t, format) : []),
    ...(except.size > 0 ? [t('review.byExcept', { count: except.size })] : []),
  ]
}
