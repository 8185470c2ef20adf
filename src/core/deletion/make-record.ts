import type { Plan } from '../plan/plan.ts'
import { verdictOf, type RunState } from './run/state.ts'
import type { RunRecord } from '../records/record.ts'
import { type RecordContext, commonFields, addId, countsAndContacts } from '../records/make-record.ts'

/**
 * The record of a deletion, at its beginning, at its end, or whenever it is left. A run that was taken up again keeps
 * its first beginning and what happened since; its end is the last one.
 */
export function recordOfRun(plan: Plan, state: RunState, context: RecordContext): RunRecord {
  const ids = new Map<string, number[]>()
  for (let index = 0; index < plan.ids.length; index++) {
    addId(ids, verdictOf(state, index).kind, plan.ids[index] ?? 0)
  }
  const told = countsAndContacts(ids)
  return {
    ...commonFields(plan.id, state.phase, told.counts, context),
    kind: 'deletion',
    guards: plan.guards,
    planned: plan.ids.length,
    ...told,
  }
}
