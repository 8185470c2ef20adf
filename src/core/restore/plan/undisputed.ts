import type { RestoreReading } from './make-restore-plan.ts'
import { planRestore, type RestoreContext, type RestorePlan } from './plan.ts'

/** Of more contacts than this the plan is shown even where there is nothing to decide. */
export const MOST_AT_ONCE = 200

/**
 * The plan of a restore that needs no decision: no other contact has its phone, e-mail or key, and none is back already.
 * Null: something is to be decided, there are many contacts, or not all of them could be read.
 * @param wanted how many contacts are to come back.
 */
export function undisputedPlan(
  context: RestoreContext,
  { contacts, findings }: RestoreReading,
  wanted: number,
): RestorePlan | null {
  if (contacts.length < wanted || contacts.length > MOST_AT_ONCE) return null
  const plan = planRestore(context, contacts, findings, { conflicts: new Map(), completeReturned: false })
  return plan.entries.every(({ decision }) => decision.kind === 'create') ? plan : null
}
