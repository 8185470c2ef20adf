import { consequencesOf } from '#core/plan/plan-consequences.ts'
import type { Plan } from '#core/plan/plan.ts'
import type { Review } from '#core/plan/review.ts'
import { planText } from '#core/plan/stored/plan-text.ts'
import { csvOfTable } from '#core/deletion/report-csv.ts'
import { delimiterFor } from '#i18n/csv-delimiter.ts'
import type { Format } from '#i18n/format.ts'
import { describeGuard } from '#i18n/guard-text.ts'
import type { Text } from '#i18n/translation.tsx'
import { linkedWords } from '../summary-text.ts'

interface ReportedPlan {
  /** With the contacts that are unticked. */
  readonly plan: Plan
  readonly review: Review
  /** Indices. */
  readonly unticked: ReadonlySet<number>
  /** How the contacts were selected; '' if it cannot be said in a line. */
  readonly how: string
}

/**
 * What a deletion would do, to hand round before it is decided: totals, and a line for each contact with its reason and
 * what is linked to it. Formula-safe CSV.
 * @param sha256 of a text, as hex
 */
export async function planReport(
  { plan, review, unticked, how }: ReportedPlan,
  sha256: (text: string) => Promise<string>,
  t: Text,
  format: Format,
): Promise<string> {
  const takenOut = [...unticked].filter((index) => !review.kept.has(index)).length
  const head = [
    [t('review.reportTitle'), format.moment(plan.plannedAt)],
    ...(how === '' ? [] : [[t('review.selectedBy'), how]]),
    [t('review.reportDelete'), String(review.toDelete.length)],
    [t('review.reportSkip'), String(review.kept.size)],
    [t('review.reportOut'), String(takenOut)],
    [t('review.reportLinked'), linkedWords(review.totals, t, format).join(' · ')],
    [t('review.reportDigest'), await sha256(planText(plan))],
    [],
    [
      t('review.reportId'),
      t('review.reportName'),
      t('review.reportReference'),
      t('review.reportDecision'),
      t('review.reportWhy'),
      t('review.reportLinked'),
    ],
  ]
  const contacts = Array.from(plan.ids, (id, index) => {
    const kept = review.kept.get(index)
    const reasons = kept ?? review.warned.get(index) ?? []
    const decision = kept !== undefined ? 'reportSkip' : unticked.has(index) ? 'reportOut' : 'reportDelete'
    return [
      String(id),
      plan.names[index] ?? '',
      plan.references?.[index] ?? '',
      t(`review.${decision}`),
      format.list(reasons.map((reason) => describeGuard(reason, t))),
      linkedWords(consequencesOf(plan.relations, [index]), t, format).join(' · '),
    ]
  })
  return csvOfTable([...head, ...contacts], delimiterFor(format))
}
