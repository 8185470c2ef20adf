import { GUARD_RULES, type GuardReason, type GuardRule, type Overrides } from './guards.ts'
import { withoutContacts, type Plan } from './plan.ts'

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

/**
 * The plan that a person confirms: without the contacts they unticked, and with those overrides that let one of its
 * contacts be deleted.
 * @param review `toDelete` and `warned` of the plan's review
 */
export function confirmedPlan(
  plan: Plan,
  review: {
    readonly toDelete: readonly number[]
    readonly warned: ReadonlyMap<number, readonly GuardReason[]>
  },
  unticked: ReadonlySet<number>,
): Plan {
  const used = new Map<GuardRule, number[]>()
  for (const index of review.toDelete) {
    const overridden = (review.warned.get(index) ?? []).filter(({ mode }) => mode === 'overridden')
    for (const rule of skippingRules(overridden)) {
      const ids = used.get(rule)
      if (ids === undefined) used.set(rule, [plan.ids[index] ?? 0])
      else ids.push(plan.ids[index] ?? 0)
    }
  }
  const { overridden, ...rest } = withoutContacts(plan, unticked)
  return overridden === undefined || used.size === 0
    ? rest
    : { ...rest, overridden: Object.fromEntries(used) }
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
