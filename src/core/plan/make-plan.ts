import { EVERYBODY } from '../contact/contact-query.ts'
import { matchesQuery } from '../contact/matches-query.ts'
import type { GuardSettings } from './guards.ts'
import { createRowPacker, joinPlan, type Plan, type PlannedRow, type PlanRows } from './plan.ts'
import { createRelationPacker } from './relation-packer.ts'
import type { RelationTable } from './relations.ts'
import type { Selection } from './selection.ts'
import type { FoundRow, PlanningPorts, RowPortion } from './ports.ts'

/** The progress of planning. `of` null: not known yet. */
export interface PlanningProgress {
  readonly phase: 'counting' | 'rows' | 'relations'
  readonly done: number
  readonly of: number | null
}

/** A plan, and what a person should know about the selected contacts that are not in it. */
export interface MadePlan {
  readonly plan: Plan
  /** How many selected contacts are gone, or not visible to this user. */
  readonly missing: number
  /** How many contacts were created while the plan was made; they are not in it. */
  readonly late: number
  /** How many contacts the portal listed although they do not match; they are not in the plan. */
  readonly unmatched: number
  /** How many contacts are no longer what a search found them as; they are not in the plan. */
  readonly noLonger: number
  /** How many contacts were selected when all that match were; null: single contacts were chosen. */
  readonly selectedTotal: number | null
}

/**
 * Freezes a selection: counts, walks the rows by id, and reads what is linked to each contact. Rejects with PortalFailure.
 * @param context `id` of the plan must be unique.
 * @param cancelled called between the portions; true ends the work, and the result is null.
 */
export async function makePlan(
  selection: Selection,
  context: { readonly id: string; readonly guards: GuardSettings },
  ports: PlanningPorts,
  report: (progress: PlanningProgress) => void,
  cancelled: () => boolean,
): Promise<MadePlan | null> {
  report({ phase: 'counting', done: 0, of: null })
  const all = selection.kind === 'all-that-match'
  const counts = await ports.counter.count(all ? selection.query : EVERYBODY)
  if (cancelled()) return null
  const wanted = all ? Math.max(0, counts.matching - selection.except.size) : selection.chosen.size

  const walked = await walk(
    selection,
    ports,
    (done) => report({ phase: 'rows', done, of: wanted }),
    cancelled,
  )
  if (walked === null) return null

  const { rows, plannedAt } = walked
  const chosen = all ? undefined : selection
  const lists = chosen?.listed?.notes ?? []
  const relations = await relationsOf(
    rows.ids,
    ports,
    (done) => report({ phase: 'relations', done, of: rows.ids.length }),
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
      ...(lists.length > 0 ? { lists } : {}),
      ...(chosen?.found === undefined ? {} : { found: chosen.found }),
    },
    rows,
    relations,
  )
  return {
    plan: withReferences(plan, selection),
    missing: all ? 0 : Math.max(0, selection.chosen.size - plan.ids.length - walked.late),
    late: walked.late,
    unmatched: walked.unmatched,
    noLonger: 0,
    selectedTotal: all ? selection.total - selection.except.size : null,
  }
}

/** The column is absent where no contact of the plan has a reference. */
function withReferences(plan: Plan, selection: Selection): Plan {
  const known = selection.kind === 'chosen' ? selection.listed?.references : undefined
  const references = Array.from(plan.ids, (id) => known?.get(id) ?? '')
  return references.some((reference) => reference !== '') ? { ...plan, references } : plan
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
  report: (done: number) => void,
  cancelled: () => boolean,
): Promise<Walked | null> {
  const rows = createRowPacker()
  let plannedAt: number | null = null
  let late = 0
  let unmatched = 0
  report(0)
  const portions: AsyncIterable<RowPortion<PlannedRow | FoundRow>> =
    selection.kind === 'chosen' ? reader.read([...selection.chosen.keys()]) : reader.walk(selection.query)
  for await (const portion of portions) {
    if (cancelled()) return null
    const begun = (plannedAt ??= portion.readAt)
    for (const row of portion.rows) {
      if (selection.kind === 'all-that-match' && selection.except.has(row.id)) continue
      // A walk takes a while and meets new contacts last: those created after it began were not seen when selecting.
      const isLate = selection.kind === 'all-that-match' && row.createdAt !== null && row.createdAt > begun
      const isAsked = selection.kind === 'chosen' || ('shown' in row && matchesQuery(selection.query, row))
      if (!isAsked) unmatched++
      else if (isLate) late++
      else rows.add(row)
    }
    report(rows.size)
  }
  return cancelled() ? null : { rows: rows.columns(), plannedAt: plannedAt ?? 0, late, unmatched }
}

async function relationsOf(
  ids: Float64Array,
  { relations: reader }: PlanningPorts,
  report: (done: number) => void,
  cancelled: () => boolean,
): Promise<RelationTable | null> {
  const packer = createRelationPacker(ids)
  let done = 0
  report(0)
  for await (const portion of reader.read(Array.from(ids))) {
    if (cancelled()) return null
    packer.add(portion.relations, portion.partial)
    done += portion.contactIds.length
    report(done)
  }
  return cancelled() ? null : packer.table()
}
