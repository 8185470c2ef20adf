import { EVERYBODY } from '../contact/contact-query.ts'
import { matchesFilters } from './filter-match.ts'
import type { GuardSettings } from './guards.ts'
import { createRowPacker, joinPlan, type Plan, type PlanRows } from './plan.ts'
import { createRelationPacker } from './relation-packer.ts'
import type { RelationTable } from './relations.ts'
import type { Selection } from './selection.ts'
import type { PlanningPorts } from './ports.ts'

/** How far planning is. `of` null: not known yet. */
export interface PlanningProgress {
  readonly phase: 'counting' | 'rows' | 'relations'
  readonly done: number
  readonly of: number | null
}

/** A plan together with what a person should know of how it came about. */
export interface MadePlan {
  readonly plan: Plan
  /** How many of the selected were no longer there, or not for this user. */
  readonly missing: number
  /** Created while the plan was made: not in it. */
  readonly late: number
  /** The portal listed them although they do not match the filters: not in it. */
  readonly unmatched: number
  /** How many the list showed when all of them were selected; null: single contacts were chosen. */
  readonly selectedTotal: number | null
}

/**
 * Freezes a selection: counts, walks the rows by id, and reads what hangs on each. Rejects with PortalFailure.
 * @param id of the plan, unique.
 * @param cancelled asked between the portions; true ends the work, with null.
 */
export async function makePlan(
  selection: Selection,
  context: { readonly id: string; readonly guards: GuardSettings },
  ports: PlanningPorts,
  tell: (progress: PlanningProgress) => void,
  cancelled: () => boolean,
): Promise<MadePlan | null> {
  tell({ phase: 'counting', done: 0, of: null })
  const all = selection.kind === 'all-that-match'
  const counts = await ports.counter.count(all ? selection.query : EVERYBODY)
  if (cancelled()) return null
  const wanted = all ? Math.max(0, counts.matching - selection.except.size) : selection.chosen.size

  const walked = await walk(selection, ports, (done) => tell({ phase: 'rows', done, of: wanted }), cancelled)
  if (walked === null) return null

  const { rows, plannedAt } = walked
  const relations = await relationsOf(
    rows.ids,
    ports,
    (done) => tell({ phase: 'relations', done, of: rows.ids.length }),
    cancelled,
  )
  if (relations === null) return null
  const plan = joinPlan(
    {
      ...context,
      plannedAt,
      me: ports.facts.me,
      contactsInPortal: counts.all,
      source: all ? selection.query : null,
    },
    rows,
    relations,
  )
  return {
    plan,
    missing: all ? 0 : Math.max(0, selection.chosen.size - plan.ids.length - walked.late),
    late: walked.late,
    unmatched: walked.unmatched,
    selectedTotal: all ? selection.total - selection.except.size : null,
  }
}

interface Walked {
  readonly rows: PlanRows
  /** Unix ms of the portal's clock before the first row was read. */
  readonly plannedAt: number
  readonly late: number
  readonly unmatched: number
}

async function walk(
  selection: Selection,
  { rows: reader }: PlanningPorts,
  tell: (done: number) => void,
  cancelled: () => boolean,
): Promise<Walked | null> {
  const rows = createRowPacker()
  let plannedAt: number | null = null
  let late = 0
  let unmatched = 0
  tell(0)
  const portions =
    selection.kind === 'chosen' ? reader.read([...selection.chosen.keys()]) : reader.walk(selection.query)
  for await (const portion of portions) {
    if (cancelled()) return null
    const begun = (plannedAt ??= portion.readAt)
    for (const row of portion.rows) {
      if (selection.kind === 'all-that-match' && selection.except.has(row.id)) continue
      // A walk takes a while, and new contacts have the highest ids: who came after its beginning was in nobody's sight.
      const isLate = selection.kind === 'all-that-match' && row.createdAt !== null && row.createdAt > begun
      const isAsked = selection.kind === 'chosen' || matchesFilters(selection.query.filters, row)
      if (!isAsked) unmatched++
      else if (isLate) late++
      else rows.add(row)
    }
    tell(rows.size)
  }
  return cancelled() ? null : { rows: rows.columns(), plannedAt: plannedAt ?? 0, late, unmatched }
}

async function relationsOf(
  ids: Float64Array,
  { relations: reader }: PlanningPorts,
  tell: (done: number) => void,
  cancelled: () => boolean,
): Promise<RelationTable | null> {
  const packer = createRelationPacker(ids)
  let done = 0
  tell(0)
  for await (const portion of reader.read(Array.from(ids))) {
    if (cancelled()) return null
    packer.add(portion.relations, portion.partial)
    done += portion.contactIds.length
    tell(done)
  }
  return cancelled() ? null : packer.table()
}
