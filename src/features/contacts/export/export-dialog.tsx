import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { failureOf } from '#core/failure.ts'
import type { Contact, Names } from '#core/contact/contact.ts'
import type { ContactQuery } from '#core/contact/contact-query.ts'
import { readForExport } from '#core/plan/export-contacts.ts'
import type { Ports } from '#core/ports.ts'
import { usePorts } from '#features/ports.tsx'
import { codeQueries } from '#features/shared/code-queries.ts'
import { FileOffered, offerCsv, type OfferedText } from '#features/shared/offered-file.tsx'
import { Retry } from '#features/shared/retry.tsx'
import { workQuery } from '#features/shared/work-query.ts'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { Dialog } from '#ui/overlays/dialog.tsx'
import { Progress } from '#ui/progress.tsx'
import type { Column } from '../table/columns.ts'
import { contactsCsv } from './contacts-csv.ts'

interface ExportDialogProps {
  query: ContactQuery
  /** How many match, as the list shows. */
  count: number
  columns: readonly Column[]
  onClose: () => void
}

type Stage =
  | { readonly kind: 'asking' }
  | { readonly kind: 'reading'; readonly done: number; readonly of: number | null }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'offered'; readonly file: OfferedText; readonly count: number }

/** Ids that one request names (core/contact/ports.ts). */
const NAMES_AT_ONCE = 1000

/** All contacts that the list shows, with its columns, as a file for a spreadsheet. */
export function ExportDialog({ query, count, columns, onClose }: ExportDialogProps): ReactNode {
  const { t, format } = useTranslation()
  const ports = usePorts()
  const client = useQueryClient()
  const [stage, setStage] = useState<Stage>({ kind: 'asking' })
  const current = useRef<AbortController>(null)
  useEffect(() => () => current.current?.abort(), [])

  async function start(): Promise<void> {
    const mine = new AbortController()
    current.current = mine
    setStage({ kind: 'reading', done: 0, of: null })
    try {
      const work = await client.query(workQuery(ports))
      const contacts = await readForExport(
        query,
        work,
        (done, of) => setStage({ kind: 'reading', done, of }),
        () => mine.signal.aborted,
      )
      if (contacts === null) return
      const names = await namesOf(contacts, columns, ports)
      const codes = await client.query(codeQueries.names(work.codes))
      if (mine.signal.aborted) return
      const csv = contactsCsv(contacts, columns, { ...names, codes }, t, format)
      const file = offerCsv(work.files, `${t('export.fileName')}.csv`, [csv])
      setStage({ kind: 'offered', file, count: contacts.length })
    } catch (error) {
      if (!mine.signal.aborted) setStage({ kind: 'failed', error })
    }
  }

  const begin = (
    <Button variant="primary" icon="download" onClick={() => void start()}>
      {t('export.start')}
    </Button>
  )
  return (
    <Dialog
      title={t('export.title')}
      busy={stage.kind === 'reading'}
      described={stage.kind === 'asking'}
      onClose={onClose}
      actions={
        <>
          <Button data-autofocus onClick={onClose}>
            {t(stage.kind === 'offered' ? 'common.close' : 'common.cancel')}
          </Button>
          {stage.kind === 'asking' && begin}
          {stage.kind === 'failed' && <Retry failure={failureOf(stage.error)} onRetry={() => void start()} />}
        </>
      }
    >
      {stage.kind === 'asking' && <p>{t('export.what', { count })}</p>}
      {stage.kind === 'reading' && (
        <div className="flex flex-col gap-2">
          <p>
            {stage.of === null
              ? t('export.counting')
              : t('export.read', { done: format.number(stage.done), of: format.number(stage.of) })}
          </p>
          <Progress
            label={t('export.progress')}
            value={stage.of === null ? null : stage.done}
            max={stage.of ?? 1}
          />
        </div>
      )}
      {stage.kind === 'failed' && (
        <Notice tone="problem" title={describeThrown(stage.error, t, format).title}>
          {t('export.nothingSaved')}
        </Notice>
      )}
      {stage.kind === 'offered' && (
        <div className="flex flex-col gap-2">
          <p role="status">{t('export.offered', { count: stage.count })}</p>
          <FileOffered offered={stage.file} />
        </div>
      )}
    </Dialog>
  )
}

/** Names of the companies and people in these columns; what this person may not read stays a number. */
async function namesOf(
  contacts: readonly Contact[],
  columns: readonly Column[],
  { contacts: store }: Pick<Ports, 'contacts'>,
): Promise<Names> {
  const ids = (of: Column, pick: (contact: Contact) => number | null): number[] =>
    columns.includes(of) ? contacts.map(pick).filter((id) => id !== null) : []
  const companyIds = [...new Set(ids('company', ({ companyId }) => companyId))]
  const userIds = [
    ...new Set([
      ...ids('responsible', ({ responsibleId }) => responsibleId),
      ...ids('createdBy', ({ createdById }) => createdById),
    ]),
  ]
  const companies = new Map<number, string>()
  const users = new Map<number, string>()
  for (let at = 0; at < Math.max(companyIds.length, userIds.length); at += NAMES_AT_ONCE) {
    const next = (all: readonly number[]): number[] => all.slice(at, at + NAMES_AT_ONCE)
    const names = await store.names(next(companyIds), next(userIds))
    names.companies.forEach((name, id) => companies.set(id, name))
    names.users.forEach((name, id) => users.set(id, name))
  }
  return { companies, users }
}
