import { verdictOfTask, type RestoreState } from './run/state.ts'
import type { RestorePlan } from './plan/plan.ts'
import type { RunRecord } from '../records/record.ts'
import { type RecordContext, commonFields, addId, countsAndContacts } from '../records/make-record.ts'

/** The record of a restore. It counts contacts and lists them by their old IDs. */
export function recordOfRestore(plan: RestorePlan, state: RestoreState, context: RecordContext): RunRecord {
  const ids = new Map<string, number[]>()
  plan.tasks.forEach(({ kind, entry }, task) => {
    if (kind !== 'contact') return
    addId(ids, verdictOfTask(state, task).kind, plan.entries[entry]?.oldId ?? 0)
  })
  const counted = countsAndContacts(ids)
  return {
    ...commonFields(plan.id, state.phase, context),
    kind: 'restore',
    guards: null,
    planned: [...ids.values()].reduce((sum, { length }) => sum + length, 0),
    ...counted,
  }
}
