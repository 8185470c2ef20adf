import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { Records } from '#core/records/records.ts'
import type { RunRecord } from '#core/records/record.ts'
import { FileOffered, type OfferedText } from '../shared/offered-file.tsx'
import { usePorts } from '../ports.tsx'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { Spinner } from '#ui/spinner.tsx'
import { CertificateSheet } from './certificate-sheet.tsx'
import { evidenceQueries } from './record-queries.ts'
import { Page } from './page.tsx'
import { laterPeople } from './record-words.ts'
import { saveContacts } from './save-audit.ts'
import './print.css'
import type { Files } from '#core/files.ts'

interface CertificatePageProps {
  source: Records
  files: Pick<Files, 'save'>
  /** The record of a deletion. */
  record: RunRecord
  onBack: () => void
}

/**
 * The certificate of one deletion, to be printed. The fingerprints of its contacts come from the copy, if it still
 * exists.
 */
export function CertificatePage({ source, files, record, onBack }: CertificatePageProps): ReactNode {
  const { t, format } = useTranslation()
  const { contacts: store } = usePorts()
  const [printed, setPrinted] = useState(false)
  const [offered, setOffered] = useState<OfferedText | null>(null)
  const {
    data: certificate,
    error,
    refetch,
    isFetching,
  } = useQuery(evidenceQueries.certificate(source, record))
  // Printed only once it is known what remains, or that this cannot be found out.
  const places = useQuery({ ...evidenceQueries.kept(source), enabled: record.archive !== null })
  const people = laterPeople([record])
  const { data: names = new Map<number, string>() } = useQuery({
    ...evidenceQueries.names(store, people),
    enabled: people.length > 0,
  })
  return (
    <Page title={t('records.certificate')} onBack={onBack}>
      {error !== null && (
        <Notice
          tone="problem"
          title={`${t('records.certificateProblem')}: ${describeThrown(error, t, format).title}`}
          actions={
            <Button
              busy={isFetching ? t('records.certificateLoading') : undefined}
              onClick={() => void refetch()}
            >
              {t('common.retry')}
            </Button>
          }
        >
          {describeThrown(error, t, format).advice}
        </Notice>
      )}
      {certificate === undefined || places.isLoading ? (
        error === null && (
          <p role="status" className="flex items-center gap-2 p-6 text-muted">
            <Spinner />
            {t('records.certificateLoading')}
          </p>
        )
      ) : (
        <>
          <div className="flex flex-wrap items-center gap-2 print:hidden">
            <Button
              variant="primary"
              onClick={() => {
                window.print()
                setPrinted(true)
              }}
            >
              {t('records.print')}
            </Button>
            {certificate.contacts.length > 0 && (
              <Button
                onClick={() => setOffered(saveContacts(files, record.id, certificate.contacts, t, format))}
              >
                {t('records.downloadList')}
              </Button>
            )}
          </div>
          {printed && (
            <p role="status" className="text-small text-muted print:hidden">
              {t('records.printBlocked')}
            </p>
          )}
          <div className="print:hidden">
            <FileOffered offered={offered} />
          </div>
          <CertificateSheet certificate={certificate} kept={places.data ?? null} names={names} />
        </>
      )}
    </Page>
  )
}
