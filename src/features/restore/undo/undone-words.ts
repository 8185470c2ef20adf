import { restoreReport } from '#core/restore/report.ts'
import type { UndoState } from '#core/restore/undo.ts'
import type { Format } from '#i18n/format.ts'
import type { Text } from '#i18n/translation.tsx'
import { lossWord, partWord, targetText } from '../plan-words.ts'
import { missingText } from '../run/run-words.ts'

/** What could not come back: only what the copy shows that the contact had. */
export function notRestoredTexts(
  { session, contacts }: Extract<UndoState, { stage: 'restored' }>,
  t: Text,
  format: Format,
): string[] {
  const { plan, state } = session
  const lost = plan.entries.flatMap((entry, at) => [
    ...entry.goneTargets.map((target) => targetText(target, contacts[at], t)),
    ...entry.losses.map(({ kind }) => lossWord(kind, t)),
    ...entry.unsaved.map(({ part }) => t('restore.undoneUnsaved', { what: partWord(part, t) })),
  ])
  return [
    t('restore.undoneWithout', { what: format.list([t('restore.undoneAlways'), ...new Set(lost)]) }),
    ...restoreReport(plan, state).missing.map((group) => missingText(group, t, format)),
  ]
}
