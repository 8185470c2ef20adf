import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { ContactFilters } from '#core/filter/filters.ts'
import type { CleanUpRun } from '#core/plan/saved/saved-clean-up.ts'
import type { WorkPorts } from '#core/ports.ts'
import { usePorts } from '#features/ports.tsx'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { compareNow, differentNowQuery } from './saved-queries.ts'

interface DifferencesProps {
  run: CleanUpRun
  filters: ContactFilters
  work: Pick<WorkPorts, 'recovery'>
  label: string
}

/** What is different now from the last run; asked for when this is shown. */
export function Differences({ run, filters, work, label }: DifferencesProps): ReactNode {
  const { t, format } = useTranslation()
  const ports = usePorts()
  const { data, error, isFetching } = useQuery(
    differentNowQuery(run, filters, () => compareNow(ports, work, run, filters)),
  )
  if (error !== null && !isFetching) {
    return (
      <p role="alert" className="text-small text-danger-text">
        {t('filters.failed', { why: describeThrown(error, t, format).title })}
      </p>
    )
  }
  if (data === undefined || isFetching) {
    return (
      <p role="status" className="text-muted">
        {t('filters.working')}
      </p>
    )
  }
  const { matching, compared, record } = data
  const restored = record?.later.some(({ kind }) => kind === 'restored') === true
  return (
    <div role="group" aria-label={label} className="flex flex-col gap-1">
      <ul className="list-disc ps-5 marker:text-faint">
        <li>{t('saved.matching', { count: matching })}</li>
        {compared !== null && (
          <>
            <li>{t('saved.fresh', { count: compared.fresh })}</li>
            <li>{t('saved.still', { count: compared.still })}</li>
            {compared.noLonger > 0 && <li>{t('saved.noLonger', { count: compared.noLonger })}</li>}
            {compared.gone > 0 && <li>{t('saved.goneOtherwise', { count: compared.gone })}</li>}
          </>
        )}
      </ul>
      {compared === null && (
        <p className="text-muted">{t(record === null ? 'saved.noRecord' : 'saved.noNames')}</p>
      )}
      {restored && <p className="text-muted">{t('saved.restoredAreNew')}</p>}
    </div>
  )
}
