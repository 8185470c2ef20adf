import type { ContactQuery } from './contact-query.ts'
import { guardReasons, guardRules, type ContactFacts, type GuardReason, type Known } from './guards.ts'
import type { GuardSettings } from './guards.ts'
import {
  hasRelation,
  packRelations,
  pickContacts,
  readingOf,
  relationsOf,
  type PartialReading,
  type Relation,
  type RelationKind,
  type RelationTable,
} from './relations.ts'

/** One contact as read for a plan, or again just before its deletion. */
export interface PlannedRow {
  readonly id: number
  /** As `fullName` gives it; null: no name. */
  readonly name: string | null
  /** Unix ms; null: the portal gave none. */
  readonly createdAt: number | null
  readonly modifiedAt: number | null
  readonly responsibleId: number | null
  /** TYPE_ID and SOURCE_ID; '' for none. */
  readonly typeId: string
  readonly sourceId: string
}

/**
 * A selection frozen into exact ids with what was seen of each. Only what is in it may be deleted. Columns by index,
 * never written to after they were made; structured-clonable, so that it can lie in IndexedDB.
 */
export interface Plan {
  readonly version: 1
  readonly id: string
  /** When the walk began, Unix ms of the PORTAL's clock: what changed since is found by asking for newer dates. */
  readonly plannedAt: number
  /** The user who deletes. */
  readonly me: number
  readonly guards: GuardSettings
  /** How many contacts the portal holds in all, and how many the selection was said to match; null: not told. */
  readonly contactsInPortal: number | null
  /** What the contacts were selected by; null: one by one, or from a list; absent: nobody noted it. */
  readonly source?: ContactQuery | null
  readonly ids: Float64Array
  readonly names: readonly (string | null)[]
  /** NaN where the portal gave none. */
  readonly createdAt: Float64Array
  readonly modifiedAt: Float64Array
  readonly responsibleIds: Float64Array
  readonly typeIds: readonly string[]
  readonly sourceIds: readonly string[]
  readonly relations: RelationTable
  /** What was said when it was confirmed; absent before that. A plan without it is carried out without copies. */
  readonly confirmation?: PlanConfirmation
}

/** What a person says beside "delete these". */
export interface PlanConfirmation {
  /** Why, in the person's words, e.g. the number of a request; '' for nothing. */
  readonly reference: string
  /** Whether a contact goes of which not all could be copied. */
  readonly incompleteCopies: 'keep' | 'delete'
  /** True: nothing is deleted before all are copied and the person, who may then take the file, goes on. */
  readonly copiesFirst: boolean
}

export interface PlanContext {
  readonly id: string
  readonly plannedAt: number
  readonly me: number
  readonly guards: GuardSettings
  readonly contactsInPortal: number | null
  readonly source?: ContactQuery | null
}

/** Freezes what was read. A contact read twice counts once, as it was read first. */
export function freezePlan(
  context: PlanContext,
  rows: readonly PlannedRow[],
  relations: Iterable<Relation>,
  partial: Iterable<PartialReading> = [],
): Plan {
  const byId = new Map<number, PlannedRow>()
  for (const row of rows) if (!byId.has(row.id)) byId.set(row.id, row)
  const once = [...byId.values()]
  const ids = Float64Array.from(once, (row) => row.id)
  return {
    version: 1,
    ...context,
    ids,
    names: once.map((row) => row.name),
    createdAt: Float64Array.from(once, (row) => row.createdAt ?? NaN),
    modifiedAt: Float64Array.from(once, (row) => row.modifiedAt ?? NaN),
    responsibleIds: Float64Array.from(once, (row) => row.responsibleId ?? NaN),
    typeIds: once.map((row) => row.typeId),
    sourceIds: once.map((row) => row.sourceId),
    relations: packRelations(ids, relations, partial),
  }
}

/** The plan after contacts were unticked in the review. @param unticked their indices. */
export function withoutContacts(plan: Plan, unticked: ReadonlySet<number>): Plan {
  if (unticked.size === 0) return plan
  const kept = Array.from(plan.ids.keys()).filter((index) => !unticked.has(index))
  const numbers = (column: Float64Array): Float64Array => Float64Array.from(kept, (at) => column[at] ?? NaN)
  return {
    ...plan,
    ids: numbers(plan.ids),
    names: kept.map((at) => plan.names[at] ?? null),
    createdAt: numbers(plan.createdAt),
    modifiedAt: numbers(plan.modifiedAt),
    responsibleIds: numbers(plan.responsibleIds),
    typeIds: kept.map((at) => plan.typeIds[at] ?? ''),
    sourceIds: kept.map((at) => plan.sourceIds[at] ?? ''),
    relations: pickContacts(plan.relations, plan.ids, kept),
  }
}

/**
 * Why contacts should stay, as the review sees them, by index; contacts without a reason are absent. Days count from
 * the plan's own time, so that what was confirmed and what is run are the same.
 */
export function reviewReasons(plan: Plan): Map<number, readonly GuardReason[]> {
  const rules = guardRules(plan.guards, plan.me)
  const found = new Map<number, readonly GuardReason[]>()
  for (let index = 0; index < plan.ids.length; index++) {
    const reasons = guardReasons(reviewedFacts(plan, index), rules, plan.plannedAt)
    if (reasons.length > 0) found.set(index, reasons)
  }
  return found
}

/** A contact's facts as the review saw them. */
export function reviewedFacts(plan: Plan, index: number): ContactFacts {
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
    review: null,
  }
}

/**
 * A contact's facts just before its deletion: its row of now, and what hung on it at review together with what was
 * newly linked or changed since.
 * @param changed relations linked or changed since `plan.plannedAt`.
 * @param unreadable kinds whose changes the portal would not tell.
 */
export function factsBeforeDelete(
  plan: Plan,
  index: number,
  now: PlannedRow,
  changed: readonly Relation[],
  unreadable: readonly RelationKind[],
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
  const isNew = changed.some((relation) => !hasRelation(plan.relations, index, relation))
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
      modifiedAt: orNull(plan.modifiedAt[index]),
      newRelation: isNew ? 'yes' : unreadable.length > 0 ? 'unsure' : 'no',
      plannedAt: plan.plannedAt,
    },
  }
}

function same(a: Relation, b: Relation): boolean {
  return a.id === b.id && a.typeId === b.typeId && a.kind === b.kind
}

function anyOpen(plan: Plan, index: number, kind: RelationKind): Known {
  const states = relationsOf(plan.relations, index, 0).filter((relation) => relation.kind === kind)
  if (states.some(({ open }) => open === true)) return 'yes'
  if (states.some(({ open }) => open === null)) return 'unsure'
  return readingOf(plan.relations, index, kind) === 'exact' ? 'no' : 'unsure'
}

function orNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value
}
