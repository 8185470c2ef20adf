import type { Plan } from '#core/plan/plan.ts'
import { csvOf } from '#core/deletion/report-csv.ts'
import type { RunState } from '#core/deletion/run/state.ts'
import { offerCsv, type OfferedText } from '../shared/offered-file.tsx'
import { delimiterFor } from '#i18n/csv-delimiter.ts'
import type { Format } from '#i18n/format.ts'
import type { Text } from '#i18n/translation.tsx'
import { verdictReason, verdictWord } from './verdict-words.ts'
import type { Files } from '#core/files.ts'

/** Offers the whole report as a CSV file that Excel reads: one line for every contact of the plan. */
export function saveReport(files: Files, plan: Plan, state: RunState, t: Text, format: Format): OfferedText {
  const parts = csvOf(
    plan,
    state,
    {
      id: t('deletion-run.csvId'),
      reference: t('records.reference'),
      name: t('deletion-run.csvName'),
      reach: t('deletion-run.csvReach'),
      verdict: t('deletion-run.csvVerdict'),
      reason: t('deletion-run.csvReason'),
      verdictOf: (verdict) => verdictWord(verdict, t),
      reasonOf: (verdict) => verdictReason(verdict, t, format),
    },
    delimiterFor(format),
  )
  return offerCsv(files, `${t('deletion-run.csvFile')}-${plan.id.slice(0, 8)}.csv`, [...parts])
}
