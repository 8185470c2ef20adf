import type { KindSummary, PlanConsequences } from '../../../plan/plan-consequences.ts'

/** What a restore could do about what a deletion takes or unlinks, as far as the review read it. */
export interface Forecast {
  /** Linked again where it is still there, or made again. */
  readonly back: PlanConsequences
  /** How many completed activities are not made or linked again. */
  readonly doneActivities: number
}

/**
 * What `partTasks` would restore of these: items and companies are linked again, requisites and planned activities made
 * again; activities that were completed are not copied. Of an activity whose state is unknown that is unknown too, so it
 * counts as planned.
 */
export function forecastOf(of: PlanConsequences): Forecast {
  const planned: KindSummary = { ...of.activity, closed: 0, closedAmounts: [] }
  return { back: { ...of, activity: planned }, doneActivities: of.activity.closed }
}
