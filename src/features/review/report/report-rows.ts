import { consequencesOf, type PlanConsequences } from '#core/plan/plan-consequences.ts'
import type { Plan } from '#core/plan/plan.ts'
import type { Review } from '#core/plan/review.ts'
import { forecastOf } from '#core/restore/plan/summary/forecast.ts'
import type { Format } from '#i18n/format.ts'
import { describeGuard } from '#i18n/guard-text.ts'
import type { Text } from '#i18n/translation.tsx'
import { amountWords, linkedWords } from '../summary-text.ts'

export interface ReportedPlan {
  /** With the contacts that are unticked. */
  readonly plan: Plan
  readonly review: Review
  /** Indices. */
  readonly unticked: ReadonlySet<number>
  /** How the contacts were selected; '' if it cannot be said in a line. */
  readonly how: string
}

/** One contact of a report, in words; '' for nothing. */
export interface ReportRow {
  readonly id: number
  readonly name: string
  readonly reference: string
  readonly decision: string
  /** Why it is skipped, or what warns of it. */
  readonly why: string
  readonly linked: string
  /** What a restore would bring back, and what it would not; '' for a contact that stays. */
  readonly back: string
  readonly lost: string
}

/** The numbers on top of a report, each with its title. */
export function reportTotals(
  { review, unticked }: ReportedPlan,
  t: Text,
): readonly (readonly [string, number])[] {
  const takenOut = [...unticked].filter((index) => !review.kept.has(index)).length
  return [
    [t('review.reportDelete'), review.toDelete.length],
    [t('review.reportSkip'), review.kept.size],
    [t('review.reportOut'), takenOut],
  ]
}

/** @param index of the contact in the plan */
export function reportRow(
  { plan, review, unticked }: ReportedPlan,
  index: number,
  t: Text,
  format: Format,
): ReportRow {
  const kept = review.kept.get(index)
  const reasons = kept ?? review.warned.get(index) ?? []
  const isDeleted = kept === undefined && !unticked.has(index)
  const decision = kept !== undefined ? 'reportSkip' : isDeleted ? 'reportDelete' : 'reportOut'
  const linked = consequencesOf(plan.relations, [index])
  return {
    id: plan.ids[index] ?? 0,
    name: plan.names[index] ?? '',
    reference: plan.references?.[index] ?? '',
    decision: t(`review.${decision}`),
    why: format.list(reasons.map((reason) => describeGuard(reason, t))),
    linked: linkedWords(linked, t, format).join(' · '),
    back: isDeleted ? backWords(1, linked, t).join(' · ') : '',
    lost: isDeleted ? lostWords(linked, t).join(' · ') : '',
  }
}

/** What a restore would bring back of this number of contacts and what is linked to them. */
export function backWords(contacts: number, of: PlanConsequences, t: Text): string[] {
  return [t('review.reportItself', { count: contacts }), ...amountWords(forecastOf(of).back, t)]
}

/** What it would not, besides what never comes back. */
export function lostWords(of: PlanConsequences, t: Text): string[] {
  const { doneActivities } = forecastOf(of)
  return doneActivities === 0 ? [] : [t('review.reportDone', { count: doneActivities })]
}
