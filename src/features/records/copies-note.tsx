import type { ReactNode } from 'react'
import { eraseDueAt } from '#core/records/erasure/erase-due.ts'
import { wasErased } from '#core/records/erasure/erased-places.ts'
import type { RunRecord } from '#core/records/record.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { laterTexts } from './record-words.ts'

/** What became of the copies of a run, or will by itself; nothing where they are stored as long as others. */
export function CopiesNote({ record }: { record: RunRecord }): ReactNode {
  const { t, format } = useTranslation()
  const { user } = record
  const later = record.later.filter(({ kind }) => kind === 'archive-erased')
  const due = eraseDueAt(record)
  const isMeant = (record.eraseCopyAfterDays ?? null) !== null && record.archive !== null
  const lines = [
    ...laterTexts({ ...record, later }, new Map([[user.id, user.name]]), t, format),
    ...(!isMeant || wasErased(record)
      ? []
      : [due === null ? t('records.eraseWaits') : t('records.eraseDue', { day: format.day(due) })]),
  ]
  return lines.map((line) => <p key={line}>{line}</p>)
}
