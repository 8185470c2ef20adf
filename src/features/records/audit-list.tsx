import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { failureOf } from '#core/failure.ts'
import { LATEST_FIRST, listRecords } from '#core/records/sorted-records.ts'
import type { AuditTrail, Records } from '#core/records/records.ts'
import type { RunRecord } from '#core/records/record.ts'
import { FileOffered, type OfferedText } from '../shared/offered-file.tsx'
import { Retry } from '../shared/retry.tsx'
import { usePorts } from '../ports.tsx'
import type { MessageId } from '#i18n/catalogue.ts'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { SearchField } from '#ui/fields/search-field.tsx'
import { Notice } from '#ui/notice.tsx'
import { Spinner } from '#ui/spinner.tsx'
import { AuditTable } from './audit-table.tsx'
import { BinOfMany } from './bin-of-many.tsx'
import { recordQueries } from './record-queries.ts'
import { Page } from './page.tsx'
import { laterPeople } from './record-words.ts'
import { saveAudit } from './save-audit.ts'
import type { Files } from '#core/files.ts'

interface AuditListProps {
  source: Records
  files: Pick<Files, 'save'>
  /** The run whose details were open: the focus returns to it. */
  last: string | null
  onBack: () => void
  onDetails: (record: RunRecord) => void
}

/** The list of all runs, with its search and its states. */
export function AuditList(props: AuditListProps): ReactNode {
  const { t, format } = useTranslation()
  const { source, last, onBack } = props
  const { data: trail, error, isFetching, refetch } = useQuery(recordQueries.records(source))
  return (
    <Page title={t('records.title')} onBack={onBack} focusHeading={last === null}>
      <p className="max-w-3xl text-muted">{trail !== undefined && t(leadOf(trail, source))}</p>
      {error !== null && (
        <Notice
          tone="problem"
          title={`${t('records.problem')}: ${describeThrown(error, t, format).title}`}
          actions={
            <Retry
              failure={failureOf(error)}
              busy={isFetching ? t('records.loading') : undefined}
              onRetry={() => void refetch()}
            />
          }
        >
          {describeThrown(error, t, format).advice}
        </Notice>
      )}
      {trail === undefined ? (
        error === null && (
          <p role="status" className="flex items-center gap-2 p-6 text-muted">
            <Spinner />
            {t('records.loading')}
          </p>
        )
      ) : trail.records.length === 0 ? (
        <EmptyState icon="list" title={t('records.emptyTitle')}>
          {t('records.emptyText')}
        </EmptyState>
      ) : (
        <Records {...props} records={trail.records} />
      )}
    </Page>
  )
}

/** Whose runs are listed. */
function leadOf({ everybodys }: AuditTrail, { isAdmin }: Records): MessageId {
  if (everybodys) return 'records.leadAll'
  return isAdmin ? 'records.leadNotAll' : 'records.leadOwn'
}

function Records(props: Omit<AuditListProps, 'onBack'> & { records: readonly RunRecord[] }): ReactNode {
  const { t, format } = useTranslation()
  const { contacts: store } = usePorts()
  const { source, files, records, last, onDetails } = props
  const [search, setSearch] = useState('')
  const [sort, setSort] = useState(LATEST_FIRST)
  const [offered, setOffered] = useState<OfferedText | null>(null)
  const { data: kept = null } = useQuery(recordQueries.kept(source))
  const people = laterPeople(records)
  const { data: names = NO_NAMES } = useQuery({
    ...recordQueries.names(store, people),
    enabled: people.length > 0,
  })
  const found = listRecords(records, search, sort)
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <SearchField
          label={t('records.search')}
          placeholder={t('records.searchHint')}
          value={search}
          onChange={setSearch}
          className="grow basis-64 max-sm:basis-full sm:max-w-md"
        />
        <p role="status" className="text-muted tabular-nums max-sm:grow">
          {t('records.found', { count: found.length })}
        </p>
        <div className="ms-auto flex flex-wrap justify-end gap-2 max-sm:contents">
          <BinOfMany source={source} records={found} />
          <Button onClick={() => setOffered(saveAudit(files, found, kept, names, t, format))}>
            {t('records.download')}
          </Button>
        </div>
      </div>
      <FileOffered offered={offered} />
      {found.length === 0 ? (
        <EmptyState
          icon="search"
          title={t('records.nothingTitle')}
          actions={<Button onClick={() => setSearch('')}>{t('records.clearSearch')}</Button>}
        >
          {t('records.nothingText')}
        </EmptyState>
      ) : (
        <AuditTable
          records={found}
          kept={kept}
          names={names}
          search={search}
          sort={sort}
          onSort={setSort}
          last={last}
          onDetails={onDetails}
        />
      )}
    </>
  )
}

const NO_NAMES: ReadonlyMap<number, string> = new Map()
