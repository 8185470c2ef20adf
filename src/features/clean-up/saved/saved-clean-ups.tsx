import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { ContactFilters } from '#core/filter/filters.ts'
import type { FilterScope } from '#core/filter/saved-filters.ts'
import type { CleanUpStore } from '#core/plan/saved/ports.ts'
import type { ListedCleanUp, SavedCleanUps } from '#core/plan/saved/saved-clean-up.ts'
import { usePorts } from '#features/ports.tsx'
import { cleanUpsQuery } from '#features/shared/saved-clean-up/clean-up-query.ts'
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
  const { data: work, error: workError } = useQuery(workQuery(ports))
  const saved = useQuery(cleanUpsQuery(work?.cleanUps ?? null))
  const { listed = [], unreadable = [] } = saved.data ?? {}
  const counted = useQuery(
    countedNowQuery(listed, work === undefined ? null : () => countNow(ports, work, listed)),
  )
  const [notRemoved, setNotRemoved] = useState<unknown>(null)
  const problem = notRemoved ?? workError ?? saved.error ?? counted.error
  if (problem === null && listed.length === 0 && unreadable.length === 0) return null

  function changing(change: (store: CleanUpStore) => Promise<SavedCleanUps>): void {
    if (work === undefined) return
    setNotRemoved(null)
    change(work.cleanUps).then((now) => client.setQueryData(cleanUpsQuery(null).queryKey, now), setNotRemoved)
  }

  return (
    <section aria-labelledby="saved-title" className="flex min-w-0 flex-col gap-3">
      <h2 id="saved-title" className="text-lead font-semibold">
        {t('saved.title')}
      </h2>
      {problem !== null && (
        <Notice tone="problem">
          {t('filters.failed', { why: describeThrown(problem, t, format).title })}
        </Notice>
      )}
      {unreadable.length > 0 && (
        <Unreadable
          unreadable={unreadable}
          mayDiscard={work?.facts.isAdmin === true ? BOTH : OWN}
          onDiscard={(scope) => changing((cleanUps) => cleanUps.discardUnreadable(scope))}
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
          {!work.facts.isAdmin && listed.some(({ scope }) => scope === 'everybody') && (
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
