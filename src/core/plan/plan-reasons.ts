import { guardReasons, guardRules, type ContactFacts } from './guards.ts'
import type { GuardReason, GuardRules, Known } from './guards.ts'
import type { Plan, PlannedRow } from './plan.ts'
import {
  hasRelation,
  kindCode,
  readingOf,
  relationsOf,
  type Relation,
  type RelationKind,
} from './relations.ts'

/** The rules that hold in a plan, at the review and in its run. */
export function rulesOf({
  guards,
  me,
  overridden,
  protectedIds,
}: Pick<Plan, 'guards' | 'me' | 'overridden' | 'protectedIds'>): GuardRules {
  return guardRules(guards, me, overridden, protectedIds)
}

/**
 * The reasons to leave contacts alone at the review, by index; contacts without a reason are absent. Days count back
 * from the plan's own time, so that the run sees the same reasons as the person who confirmed it.
 */
export function reviewReasons(plan: Plan): Map<number, readonly GuardReason[]> {
  const rules = rulesOf(plan)
  const found = new Map<number, readonly GuardReason[]>()
  // Many contacts have the same few reasons: they share one list.
  const lists = new Map<string, readonly GuardReason[]>()
  for (let index = 0; index < plan.ids.length; index++) {
    const reasons = guardReasons(reviewedFacts(plan, index), rules, plan.plannedAt)
    if (reasons.length === 0) continue
    const key = reasons.map(({ rule, mode, sure }) => `${rule} ${mode} ${sure}`).join()
    const same = lists.get(key) ?? reasons
    lists.set(key, same)
    found.set(index, same)
  }
  return found
}

/** A contact's facts at the review. */
function reviewedFacts(plan: Plan, index: number): ContactFacts {
  return {
    id: plan.ids[index] ?? 0,
    createdAt: orNull(plan.createdAt[index]),
    modifiedAt: orNull(plan.modifiedAt[index]),
    responsibleId: orNull(plan.responsibleIds[index]),
    typeId: plan.typeIds[index] ?? '',
    sourceId: plan.sourceIds[index] ?? '',
    openDeals: anyOpen(plan, index, 'deal'),
    unpaidInvoices: anyOpen(plan, index, 'invoice'),
    plannedActivities: anyOpen(plan, index, 'activity'),
    onProtectList: plan.protectListUnread === true ? 'unsure' : 'no',
    review: null,
  }
}

/**
 * A contact's facts just before its deletion: its current row, and what was linked to it at the review, updated by what
 * was linked or changed since.
 * @param changed relations linked or changed since `plan.plannedAt`.
 * @param unreadable kinds whose changes the portal refuses to show.
 * @param lost whether it showed some of them before.
 */
export function factsBeforeDelete(
  plan: Plan,
  index: number,
  now: PlannedRow,
  changed: readonly Relation[],
  unreadable: readonly RelationKind[],
  lost = false,
): ContactFacts {
  const openNow = (kind: RelationKind): Known => {
    const of = changed.filter((relation) => relation.kind === kind)
    if (of.some(({ open }) => open === true)) return 'yes'
    const before = relationsOf(plan.relations, index, now.id).filter(
      (old) => old.kind === kind && old.open !== false && !of.some((newer) => same(old, newer)),
    )
    if (before.some(({ open }) => open === true)) return 'yes'
    const unsure = before.length > 0 || of.some(({ open }) => open === null)
    const blind = unreadable.includes(kind) || readingOf(plan.relations, index, kind) !== 'exact'
    return unsure || blind ? 'unsure' : 'no'
  }
  const newlyOpen = (kind: RelationKind): boolean => {
    const openThen = relationsOf(plan.relations, index, now.id).filter(({ open }) => open === true)
    const blindNow = unreadable.includes(kind) && readingOf(plan.relations, index, kind) === 'exact'
    return (
      blindNow ||
      changed.some(
        (relation) =>
          relation.kind === kind && relation.open === true && !openThen.some((old) => same(old, relation)),
      )
    )
  }
  const then = reviewedFacts(plan, index)
  const isNew = changed.some((relation) => !hasRelation(plan.relations, index, relation))
  // What could not be read at the review either was confirmed as unknown: an old portal cannot list deals by contact.
  const isBlind = lost || unreadable.some((kind) => readingOf(plan.relations, index, kind) !== 'unreadable')
  return {
    id: now.id,
    createdAt: now.createdAt,
    modifiedAt: now.modifiedAt,
    responsibleId: now.responsibleId,
    typeId: now.typeId,
    sourceId: now.sourceId,
    openDeals: openNow('deal'),
    unpaidInvoices: openNow('invoice'),
    plannedActivities: openNow('activity'),
    review: {
      modifiedAt: then.modifiedAt,
      newRelation: isNew ? 'yes' : isBlind ? 'unsure' : 'no',
      plannedAt: plan.plannedAt,
      newGrounds: [
        ...(newlyOpen('deal') ? (['open-deals'] as const) : []),
        ...(newlyOpen('invoice') ? (['unpaid-invoices'] as const) : []),
        ...(newlyOpen('activity') ? (['planned-activities'] as const) : []),
        ...(now.modifiedAt === then.modifiedAt ? [] : (['changed-lately'] as const)),
        ...(now.responsibleId === then.responsibleId ? [] : (['responsible-is-another'] as const)),
        ...(now.typeId === then.typeId ? [] : (['chosen-type'] as const)),
        ...(now.sourceId === then.sourceId ? [] : (['chosen-source'] as const)),
      ],
    },
  }
}

function same(a: Relation, b: Relation): boolean {
  return a.id === b.id && a.typeId === b.typeId && a.kind === b.kind
}

function anyOpen({ relations: table }: Plan, index: number, kind: RelationKind): Known {
  const code = kindCode(kind)
  let unsure = readingOf(table, index, kind) !== 'exact'
  for (let row = table.start[index] ?? 0; row < (table.start[index + 1] ?? 0); row++) {
    if (table.kind[row] !== code || table.open[row] === 0) continue
    if (table.open[row] === 1) return 'yes'
    unsure = true
  }
  return unsure ? 'unsure' : 'no'
}

function orNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value
}
