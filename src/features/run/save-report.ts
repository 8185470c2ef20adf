import type { Files } from '#core/bulk-ports.ts'
import type { Plan } from '#core/plan.ts'
import { csvOf } from '#core/report/csv.ts'
import type { RunState } from '#core/run/state.ts'
import type { Format } from '#i18n/format.ts'
import type { Text } from '#i18n/text.tsx'
import { describeGroup } from './verdict-words.ts'

/** Offers the whole report as a CSV file that Excel reads: a line for every contact of the plan. */
export function saveReport(files: Files, plan: Plan, state: RunState, t: Text, format: Format): void {
  const parts = csvOf(plan, state, {
    header: [t('run.csvId'), t('run.csvName'), t('run.csvVerdict'), t('run.csvReason')],
    name: (name, id) => name ?? t('common.unnamed', { id }),
    verdict: (verdict) => describeGroup(verdict, 1, t, format).title,
    reason: (verdict) => describeGroup(verdict, 1, t, format).advice,
  })
  files.save(`${t('run.csvFile')}-${plan.id.slice(0, 8)}.csv`, 'text/csv', [...parts])
}
