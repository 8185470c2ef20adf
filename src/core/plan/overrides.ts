import { GUARD_RULES, type GuardReason, type GuardRule, type Overrides } from './guards.ts'
import type { Plan } from './plan.ts'

/** "Delete anyway": these contacts are no longer skipped by these rules. */
export function overriding(now: Overrides, rules: Iterable<GuardRule>, ids: Iterable<number>): Overrides {
  const more = [...ids]
  return changed(now, rules, (known) => [...new Set([...known, ...more])])
}

/** Takes "Delete anyway" back. */
export function notOverriding(now: Overrides, rules: Iterable<GuardRule>, ids: Iterable<number>): Overrides {
  const less = new Set(ids)
  return changed(now, rules, (known) => known.filter((id) => !less.has(id)))
}

/** The rules among the reasons that skip the contact, or would without "Delete anyway". */
export function skippingRules(reasons: readonly GuardReason[]): GuardRule[] {
  return reasons
    .filter(({ mode }) => mode !== 'warn')
    .flatMap(({ rule }) => GUARD_RULES.find((one) => one === rule) ?? [])
}

/** The plan with what was overridden in it; contacts that are not in the plan are left out. */
export function withOverrides(plan: Plan, overridden: Overrides): Plan {
  const ids = new Set(plan.ids)
  const own = changed(overridden, GUARD_RULES, (known) => known.filter((id) => ids.has(id)))
  return Object.keys(own).length === 0 ? plan : { ...plan, overridden: own }
}

/** Rules without a contact are absent. */
function changed(
  now: Overrides,
  rules: Iterable<GuardRule>,
  change: (ids: readonly number[]) => readonly number[],
): Overrides {
  const next = new Map(Object.entries(now) as [GuardRule, readonly number[]][])
  for (const rule of rules) {
    const ids = change(next.get(rule) ?? [])
    if (ids.length > 0) next.set(rule, ids)
    else next.delete(rule)
  }
  return Object.fromEntries(next)
}
