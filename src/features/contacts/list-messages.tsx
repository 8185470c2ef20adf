import { failureOf } from '#core/failure.ts'
import type { ReactNode } from 'react'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Notice } from '#ui/notice.tsx'
import { Retry } from '../shared/retry.tsx'
import { isNarrowed } from '#core/contact/is-narrowed.ts'
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
        <Retry
          failure={failureOf(list.problem)}
          busy={list.fetching ? t('contacts.loading') : undefined}
          onRetry={onRetry}
        />
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

/** The place of the rows, where there are none: what stands there may be longer than a low frame. */
export function Area({ children }: { children: ReactNode }): ReactNode {
  return (
    <div className="min-h-36 flex-1 overflow-y-auto rounded-panel border border-line bg-panel">
      {children}
    </div>
  )
}
