import type { ReactNode } from 'react'
import type { ContactQuery } from '#core/contact/contact-query.ts'
import { countFilters } from '#core/filter/filters.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { isNarrowed } from '#core/contact/is-narrowed.ts'
import { Area } from './list-messages.tsx'

/** Nothing matches, or this person can see no contacts at all: two different messages. */
export function NoContacts(props: { query: ContactQuery; onClear: () => void }): ReactNode {
  const { t } = useTranslation()
  const { query, onClear } = props
  const nothing = isNarrowed(query) ? (
    <EmptyState
      icon="search"
      title={t('contacts.nothingTitle')}
      actions={<Button onClick={onClear}>{t(clearLabel(query))}</Button>}
    >
      {t('contacts.nothingText')}
    </EmptyState>
  ) : (
    <EmptyState icon="person" title={t('contacts.emptyTitle')}>
      {t('contacts.emptyText')}
    </EmptyState>
  )
  return <Area>{nothing}</Area>
}

function clearLabel(
  query: ContactQuery,
): 'contacts.clearSearch' | 'contacts.clearFilters' | 'contacts.clearAll' {
  if (countFilters(query.filters) === 0) return 'contacts.clearSearch'
  return query.search === '' ? 'contacts.clearFilters' : 'contacts.clearAll'
}
