import type { CertifiedContact } from '#core/records/proof/certificate.ts'
import type { RunRecord } from '#core/records/record.ts'
import { csvOfTable } from '#core/deletion/report-csv.ts'
import { offerCsv, type OfferedText } from '../shared/offered-file.tsx'
import { delimiterFor } from '#i18n/csv-delimiter.ts'
import type { Format } from '#i18n/format.ts'
import type { Text } from '#i18n/translation.tsx'
import { queryTexts } from '../shared/query/query-words.ts'
import {
  copyTexts,
  countTexts,
  kindText,
  laterTexts,
  listTexts,
  personText,
  verdictWord,
  type UserNames,
} from './record-words.ts'
import type { Files } from '#core/files.ts'

/** Offers these records as a CSV file that Excel reads, one line per run. */
export function saveAudit(
  files: Pick<Files, 'save'>,
  records: readonly RunRecord[],
  kept: Parameters<typeof copyTexts>[1],
  names: UserNames,
  t: Text,
  format: Format,
): OfferedText {
  const titles = [
    t('records.csvStarted'),
    t('records.csvEnded'),
    t('records.who'),
    t('records.kind'),
    t('records.reference'),
    t('records.selectedBy'),
    t('records.csvPlanned'),
    t('records.ids'),
    t('records.references'),
    t('records.lists'),
    t('records.csvResults'),
    t('records.copy'),
    t('records.csvSeal'),
    t('records.since'),
    t('records.csvRun'),
  ]
  const rows = records.map((record) => [
    isoText(record.startedAt),
    record.endedAt === null ? '' : isoText(record.endedAt),
    personText(record.user, t),
    kindText(record, t),
    record.reference,
    record.kind === 'restore' ? '' : queryTexts(record.query, t, format).join('; '),
    String(record.planned),
    Object.values(record.contacts ?? {}).join(','),
    Object.entries(record.references ?? {})
      .map(([id, reference]) => `${id}: ${reference}`)
      .join('; '),
    listTexts(record, t, format).join('; '),
    countTexts(record, t, format).join('; '),
    copyTexts(record, kept, t, format).join('; '),
    record.archive?.seal ?? '',
    laterTexts(record, names, t, format).join('; '),
    record.id,
  ])
  return save(files, t('records.csvFile'), [titles, ...rows], format)
}

/** Offers the contacts of a certificate as a CSV file: ID, reference, result, fingerprint. */
export function saveContacts(
  files: Pick<Files, 'save'>,
  record: RunRecord,
  contacts: readonly CertifiedContact[],
  t: Text,
  format: Format,
): OfferedText {
  const hasReferences = contacts.some(({ reference }) => reference !== '')
  const own = (reference: string): string[] => (hasReferences ? [reference] : [])
  const titles = [
    t('records.contactId'),
    ...own(t('records.reference')),
    t('records.contactResult'),
    t('records.contactHash'),
  ]
  const rows = contacts.map(({ id, reference, verdict, hash }) => [
    String(id),
    ...own(reference),
    verdictWord(verdict, record, t),
    hash ?? '',
  ])
  return save(files, `${t('records.csvListFile')}-${record.id.slice(0, 8)}`, [titles, ...rows], format)
}

function save(
  files: Pick<Files, 'save'>,
  name: string,
  rows: readonly (readonly string[])[],
  format: Format,
): OfferedText {
  return offerCsv(files, `${name}.csv`, [csvOfTable(rows, delimiterFor(format))])
}

/** UTC, so that every spreadsheet shows the same moment. */
function isoText(at: number): string {
  return new Date(at).toISOString()
}
