import { failureOf } from '#core/failure.ts'
import type { ReactNode } from 'react'
import type { ContactQuery } from '#core/contact/contact-query.ts'
import { countFilters } from '#core/filter/filters.ts'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Notice } from '#ui/notice.tsx'
import { isNarrowed } from './is-narrowed.ts'
import type { ContactList } from './use-contact-list.ts'

/** The number of contacts, or what is going on; announced again when it changes. */
export function Count({ list }: { list: ContactList }): ReactNode {
  const { t } = useTranslation()
  return (
    <p aria-live="polite" className="text-muted">
      {countInWords()}
    </p>
  )

  function countInWords(): string {
    if (list.problem !== null && (list.total === null || list.stale)) return ''
    if (list.total === null) return t('contacts.loading')
    if (list.stale) return t('contacts.looking')
    return t(isNarrowed(list.shown) ? 'contacts.found' : 'contacts.total', { count: list.total })
  }
}

/** What could not be loaded, why, and the button that tries again. */
export function ListProblem({ list, onRetry }: { list: ContactList; onRetry: () => void }): ReactNode {
  const { t, format } = useTranslation()
  if (list.problem === null) return null
  const { title, advice } = describeThrown(list.problem, t, format)
  // If all rows are there and belong to the current search, only refreshing failed.
  const what = list.complete && !list.stale ? 'contacts.refreshProblem' : 'contacts.problem'
  return (
    <Notice
      tone="problem"
      title={`${t(what)}: ${title}`}
      actions={
        failureOf(list.problem).kind !== 'blocked' && (
          <Button busy={list.fetching ? t('contacts.loading') : undefined} onClick={onRetry}>
            {t('common.retry')}
          </Button>
        )
      }
    >
      {[advice, ...(list.stale && list.total !== null ? [t('contacts.staleProblem')] : [])].join(' ')}
    </Notice>
  )
}

/** Nothing could be loaded: the reason, where the rows would be. */
export function NoAnswer({ children }: { children: ReactNode }): ReactNode {
  return (
    <Area>
      <div className="mx-auto max-w-2xl p-4 sm:py-10">{children}</div>
    </Area>
  )
}

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

/** The place of the rows, where there are none: what stands there may be longer than a low frame. */
function Area({ children }: { children: ReactNode }): ReactNode {
  return (
    <div className="min-h-36 flex-1 overflow-y-auto rounded-panel border border-line bg-panel">
      {children}
    </div>
  )
}

function clearLabel(
  query: ContactQuery,
): 'contacts.clearSearch' | 'contacts.clearFilters' | 'contacts.clearAll' {
  if (countFilters(query.filters) === 0) return 'contacts.clearSearch'
  return query.search === '' ? 'contacts.clearFilters' : 'contacts.clearAll'
}
