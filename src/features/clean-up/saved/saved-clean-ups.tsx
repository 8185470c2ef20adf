import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState, type ReactNode } from 'react'
import type { ContactFilters } from '#core/filter/filters.ts'
import { failureOf } from '#core/failure.ts'
import type { FilterScope } from '#core/filter/saved-filters.ts'
import type { CleanUpStore } from '#core/plan/saved/ports.ts'
import type { ListedCleanUp, SavedCleanUps } from '#core/plan/saved/saved-clean-up.ts'
import { usePorts } from '#features/ports.tsx'
import { cleanUpsQuery } from '#features/shared/saved-clean-up/clean-up-query.ts'
import { Retry } from '#features/shared/retry.tsx'
import { workQuery } from '#features/shared/work-query.ts'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Notice } from '#ui/notice.tsx'
import { SavedCard } from './saved-card.tsx'
import { Unreadable } from './unreadable.tsx'
import { countedNowQuery, countNow } from './saved-queries.ts'

interface SavedCleanUpsSectionProps {
  onShow: (filters: ContactFilters) => void
  onReview: (filters: ContactFilters, count: number, cleanUp: ListedCleanUp) => void
}

/** The clean-ups that were saved under a name; nothing where there are none. */
export function SavedCleanUpsSection({ onShow, onReview }: SavedCleanUpsSectionProps): ReactNode {
  const { t, format } = useTranslation()
  const ports = usePorts()
  const client = useQueryClient()
  const { data: work, error: workError, refetch: refetchWork } = useQuery(workQuery(ports))
  const saved = useQuery(cleanUpsQuery(work?.cleanUps ?? null))
  const { listed = [], unreadable = [] } = saved.data ?? {}
  const counted = useQuery(
    countedNowQuery(listed, work === undefined ? null : () => countNow(ports, work, listed)),
  )
  const heading = useRef<HTMLHeadingElement>(null)
  const [notChanged, setNotChanged] = useState<unknown>(null)
  const problem = notChanged ?? workError ?? saved.error ?? counted.error
  if (problem === null && listed.length === 0 && unreadable.length === 0) return null

  function changing(change: (store: CleanUpStore) => Promise<SavedCleanUps>): void {
    if (work === undefined) return
    setNotChanged(null)
    change(work.cleanUps).then((now) => {
      // The pressed button goes with what it belongs to, and the last one with the section.
      const isEmpty = now.listed.length + now.unreadable.length === 0
      const next = isEmpty ? heading.current?.closest('main')?.querySelector('h1') : heading.current
      next?.focus()
      client.setQueryData(cleanUpsQuery(null).queryKey, now)
    }, setNotChanged)
  }

  return (
    <section aria-labelledby="saved-title" className="flex min-w-0 flex-col gap-3">
      <h2 ref={heading} id="saved-title" tabIndex={-1} className="text-lead font-semibold focus:outline-none">
        {t('saved.title')}
      </h2>
      {problem !== null && (
        <Notice
          tone="problem"
          actions={
            <Retry
              failure={failureOf(problem)}
              onRetry={() => {
                setNotChanged(null)
                void client.invalidateQueries({ queryKey: cleanUpsQuery(null).queryKey })
                if (work === undefined) void refetchWork()
              }}
            />
          }
        >
          {t('filters.failed', { why: describeThrown(problem, t, format).title })}
        </Notice>
      )}
      {unreadable.length > 0 && (
        <Unreadable
          unreadable={unreadable}
          mayDiscard={work?.facts.isAdmin === true ? BOTH : OWN}
          files={work?.files ?? null}
          onDiscard={(scope, seen) => changing((cleanUps) => cleanUps.discardUnread(scope, seen))}
        />
      )}
      {work !== undefined && listed.length > 0 && (
        <>
          <div className="grid items-start gap-3 lg:grid-cols-2">
            {listed.map((one, at) => (
              <SavedCard
                key={one.cleanUp.id}
                listed={one}
                now={counted.data?.[at] ?? (counted.error === null ? undefined : NOT_COUNTED)}
                work={work}
                onShow={onShow}
                onReview={(filters, count) => onReview(filters, count, one)}
                onRemove={() => changing((cleanUps) => cleanUps.remove(one.scope, one.cleanUp.id))}
              />
            ))}
          </div>
          <p className="text-small text-muted">{t('saved.noServer')}</p>
          {listed.some(({ scope }) => scope === 'everybody') && (
            <p className="text-small text-muted">{t('saved.othersRuns')}</p>
          )}
        </>
      )}
    </section>
  )
}

const OWN: readonly FilterScope[] = ['me']
const BOTH: readonly FilterScope[] = ['me', 'everybody']
const NOT_COUNTED = { filters: null, count: null }
