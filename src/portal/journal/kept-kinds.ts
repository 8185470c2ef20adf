import { readRecord } from '#core/deletion/run/journal.ts'
import { parseJson } from '#core/json.ts'
import { planText, readPlanText } from '#core/plan/stored/plan-text.ts'
import type { Plan } from '#core/plan/plan.ts'
import type { RestorePlan } from '#core/restore/plan/plan.ts'
import { readStoredRestorePlan } from '#core/restore/plan/stored-restore-plan.ts'
import { readRestoreRecord } from '#core/restore/run/journal.ts'
import type { PLAN_OPTIONS } from '../frame/settings-store.ts'

/** A kind of job whose plans and records lie in the user's options. */
export interface KeptKind<JobPlan> {
  /** What the names of its options begin with. */
  readonly name: keyof typeof PLAN_OPTIONS
  /** Null: too long to be worth packing. */
  planText(plan: JobPlan): string | null
  /** Null: not a plan of this kind, or not whole. */
  readPlan(text: string): JobPlan | null
  /** Of a record; null: not one that can be believed. */
  numberOf(line: string): number | null
}

const MOST_CONTACTS = 100_000

export const RUNS: KeptKind<Plan> = {
  name: 'run',
  planText: (plan) => (plan.ids.length > MOST_CONTACTS ? null : planText(plan)),
  readPlan: readPlanText,
  numberOf: (line) => readRecord(line)?.number ?? null,
}

/** Letters; photos and files, which are not packed any shorter, are in it too. */
const LONGEST_RESTORE = 20_000_000

export const RESTORES: KeptKind<RestorePlan> = {
  name: 'restore',
  planText(plan) {
    const text = JSON.stringify(plan)
    return text.length > LONGEST_RESTORE ? null : text
  },
  readPlan: (text) => readStoredRestorePlan(parseJson(text)),
  numberOf: (line) => readRestoreRecord(line)?.number ?? null,
}
