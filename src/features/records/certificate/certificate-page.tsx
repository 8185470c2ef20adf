import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { Records } from '#core/records/records.ts'
import { archivesIn, type RunRecord } from '#core/records/record.ts'
import { anyErased, obstaclesTo, restorableOf } from '#core/records/erasure/restorable.ts'
import { FileOffered, type OfferedText } from '../../shared/offered-file.tsx'
import { Retry } from '../../shared/retry.tsx'
import { failureOf } from '#core/failure.ts'
import { usePorts } from '../../ports.tsx'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Checkbox } from '#ui/fields/fields.tsx'
import { Notice } from '#ui/notice.tsx'
import { Spinner } from '#ui/spinner.tsx'
import { BinSaid } from './bin-said.tsx'
import { CertificateSheet } from './certificate-sheet.tsx'
import { noCertificateText } from './certificate-words.ts'
import { recordQueries } from '../record-queries.ts'
import { Page } from '../page.tsx'
import { RestorableBox } from './restorable-box.tsx'
import { laterPeople } from '../record-words.ts'
import { saveContacts } from '../save-audit.ts'
import '../../shared/sheet/print.css'
import { usePrinting } from '../../shared/sheet/use-printing.tsx'
import type { Files } from '#core/files.ts'

interface CertificatePageProps {
  source: Records
  files: Pick<Files, 'save'>
  /** The record of a deletion. */
  record: RunRecord
  /** The record has changed: its copy was erased, or somebody said that the recycle bin is empty. */
  onRecord: (record: RunRecord) => void
  onBack: () => void
}

/**
 * The record of one deletion, to be printed. It is called a certificate of erasure only when the app knows of nothing from
 * which the contacts could be restored.
 */
export function CertificatePage(props: CertificatePageProps): ReactNode {
  const { t, format } = useTranslation()
  const { contacts: store } = usePorts()
  const { source, files, record, onRecord, onBack } = props
  const client = useQueryClient()
  const hasReferences = Object.keys(record.references ?? {}).length > 0
  const [pages, setPages] = useState(hasReferences)
  const printing = usePrinting()
  const [offered, setOffered] = useState<OfferedText | null>(null)
  const {
    data: certificate,
    error,
    refetch,
    isFetching,
  } = useQuery({ ...recordQueries.certificate(source, record), placeholderData: keepPreviousData })
  // Printed only once it is known what remains, or that this cannot be found out.
  const places = useQuery({ ...recordQueries.kept(source), enabled: archivesIn(record).length > 0 })
  const kept = places.data ?? null
  const obstacles = obstaclesTo(record, restorableOf(record, kept))
  const isShown = certificate !== undefined && !places.isLoading
  const notYet = noCertificateText(obstacles, record, t, format)
  const people = laterPeople([record])
  const { data: names = new Map<number, string>() } = useQuery({
    ...recordQueries.names(store, people),
    enabled: people.length > 0,
  })
  const changed = async (now: RunRecord): Promise<void> => {
    // The page must not say for a moment that the copy is still there.
    await client.invalidateQueries(recordQueries.kept(source))
    onRecord(now)
    void client.invalidateQueries(recordQueries.records(source))
  }
  return (
    <Page title={t(isShown && notYet === '' ? 'records.certificate' : 'records.recordTitle')} onBack={onBack}>
      {isShown && notYet !== '' && <p className="max-w-4xl print:hidden">{notYet}</p>}
      {error !== null && (
        <Notice
          tone="problem"
          title={`${t('records.certificateProblem')}: ${describeThrown(error, t, format).title}`}
          actions={
            <Retry
              failure={failureOf(error)}
              busy={isFetching ? t('records.certificateLoading') : undefined}
              onRetry={() => void refetch()}
            />
          }
        >
          {describeThrown(error, t, format).advice}
        </Notice>
      )}
      {!isShown ? (
        error === null && (
          <p role="status" className="flex items-center gap-2 p-6 text-muted">
            <Spinner />
            {t('records.certificateLoading')}
          </p>
        )
      ) : (
        <>
          {anyErased(record) && (
            <RestorableBox source={source} certificate={certificate} kept={kept} onRecord={changed} />
          )}
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2 print:hidden">
            {printing.button}
            {certificate.contacts.length > 0 && (
              <Button
                onClick={() => setOffered(saveContacts(files, record, certificate.contacts, t, format))}
              >
                {t('records.downloadList')}
              </Button>
            )}
            {certificate.contacts.length > 0 && (
              <Checkbox label={t('records.onePageEach')} checked={pages} onChange={setPages} />
            )}
          </div>
          {printing.note}
          <div className="print:hidden">
            <FileOffered offered={offered} />
          </div>
          {anyErased(record) && (
            <BinSaid {...{ source, record, names }} onRecord={(now) => void changed(now)} />
          )}
          <CertificateSheet {...{ certificate, kept, names, notYet, pages }} />
        </>
      )}
    </Page>
  )
}
