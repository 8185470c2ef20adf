import { csvOfTable } from '#core/deletion/report-csv.ts'
import { groupOfTask, type AttachmentGroup } from '#core/restore/plan/summary/summary.ts'
import type { RestorePlan } from '#core/restore/plan/plan.ts'
import { tasksOfContact, verdictOfTask, type RestoreState } from '#core/restore/run/state.ts'
import { offerCsv, type OfferedText } from '../../shared/offered-file.tsx'
import { delimiterFor } from '#i18n/csv-delimiter.ts'
import type { Format } from '#i18n/format.ts'
import type { Text } from '#i18n/translation.tsx'
import { amountOf } from '../plan-words.ts'
import { verdictWord } from './run-words.ts'
import type { Files } from '#core/files.ts'

/** Saves a CSV file for Excel, one line for every contact: old ID, new ID, and what is not restored. */
export function saveMap(
  files: Pick<Files, 'save'>,
  plan: RestorePlan,
  state: RestoreState,
  t: Text,
  format: Format,
): OfferedText {
  const rows = plan.tasks.flatMap((task, first) => {
    const entry = plan.entries[task.entry]
    if (task.kind !== 'contact' || entry === undefined) return []
    const verdict = verdictOfTask(state, first)
    const newId = 'id' in verdict ? String(verdict.id) : ''
    return [[String(entry.oldId), newId, entry.name ?? '', verdictWord(verdict, t), missingOf(first)]]
  })
  const titles = [
    t('restore.csvOldId'),
    t('restore.csvNewId'),
    t('restore.csvName'),
    t('restore.csvResult'),
    t('restore.csvMissing'),
  ]
  const name = `${t('restore.csvFile')}-${plan.id.slice(0, 8)}.csv`
  return offerCsv(files, name, [csvOfTable([titles, ...rows], delimiterFor(format))])

  function missingOf(first: number): string {
    const counts = new Map<AttachmentGroup, number>()
    for (const at of tasksOfContact(plan, first)) {
      const task = plan.tasks[at]
      const group = task === undefined ? null : groupOfTask(task)
      const { kind } = verdictOfTask(state, at)
      if (group === null || kind === 'restored' || kind === 'already') continue
      counts.set(group, (counts.get(group) ?? 0) + 1)
    }
    return format.list([...counts].map(([group, count]) => amountOf(group, count, t)))
  }
}
