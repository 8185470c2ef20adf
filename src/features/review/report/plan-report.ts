import { csvOfTable } from '#core/deletion/report-csv.ts'
import { delimiterFor } from '#i18n/csv-delimiter.ts'
import type { Format } from '#i18n/format.ts'
import type { Text } from '#i18n/translation.tsx'
import { linkedWords } from '../summary-text.ts'
import { reportRow, reportTotals, type ReportedPlan } from './report-rows.ts'

/**
 * What a deletion would do, to hand round before it is decided: totals, and a line for each contact with its reason, what
 * is linked to it, and what a restore would bring back. Formula-safe CSV.
 * @param digest of the plan's text
 */
export function planReport(reported: ReportedPlan, digest: string, t: Text, format: Format): string {
  const { plan, review, how } = reported
  const head = [
    [t('review.reportTitle'), format.moment(plan.plannedAt)],
    ...(how === '' ? [] : [[t('records.selectedBy'), how]]),
    ...reportTotals(reported, t).map(([title, count]) => [title, String(count)]),
    [t('review.reportLinked'), linkedWords(review.totals, t, format).join(' · ')],
    [t('review.reportBack'), t('deletion.comesBack')],
    [t('review.reportLost'), t('deletion.cannotComeBack')],
    [t('review.reportDigest'), digest],
    [],
    [
      t('review.reportId'),
      t('review.reportName'),
      t('review.reportReference'),
      t('review.reportDecision'),
      t('review.reportWhy'),
      t('review.reportLinked'),
      t('review.reportBack'),
      t('review.reportLost'),
    ],
  ]
  const contacts = Array.from(plan.ids.keys(), (index) => {
    const { id, name, reference, decision, why, linked, back, lost } = reportRow(reported, index, t, format)
    return [String(id), name, reference, decision, why, linked, back, lost]
  })
  return csvOfTable([...head, ...contacts], delimiterFor(format))
}
