import type { Plan } from '../plan/plan.ts'
import { verdictOf, type RunState } from './run/state.ts'
import type { RunRecord } from '../records/record.ts'
import {
  type RecordContext,
  commonFields,
  addId,
  countsAndContacts,
  leftOf,
  referencesOf,
} from '../records/make-record.ts'

/** The record of a deletion as it stands now, to be written over its stored one (`writtenOver`). */
export function recordOfRun(plan: Plan, state: RunState, context: RecordContext): RunRecord {
  const ids = new Map<string, number[]>()
  for (let index = 0; index < plan.ids.length; index++) {
    addId(ids, verdictOf(state, index).kind, plan.ids[index] ?? 0)
  }
  const verdicts = countsAndContacts(ids)
  const { eraseCopyAfterDays } = plan.confirmation ?? {}
  return {
    ...commonFields(plan.id, state.phase, context),
    kind: 'deletion',
    ...(plan.cleanUp
      ? { cleanUp: { ...plan.cleanUp, ...(verdicts.contacts === undefined ? leftOf(ids) : {}) } }
      : {}),
    guards: plan.guards,
    ...overriddenIn(plan),
    planned: plan.ids.length,
    ...verdicts,
    ...referencesOf(plan.ids, plan.references),
    ...(plan.lists === undefined ? {} : { lists: plan.lists }),
    ...(eraseCopyAfterDays === undefined ? {} : { eraseCopyAfterDays }),
  }
}

function overriddenIn({ overridden }: Plan): Pick<RunRecord, 'overridden'> {
  if (overridden === undefined) return {}
  return {
    overridden: Object.fromEntries(Object.entries(overridden).map(([rule, ids]) => [rule, ids.length])),
  }
}
