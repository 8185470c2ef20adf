import type { ContactQuery } from '../contact/contact-query.ts'
import type { ListNote } from '../list/list-note.ts'
import type { GuardSettings, Overrides } from './guards.ts'
import type { CleanUpNote } from './saved/saved-clean-up.ts'
import type { FoundBy } from './selection.ts'
import { packRelations } from './relation-packer.ts'
import { pickContacts, type PartialReading, type Relation, type RelationTable } from './relations.ts'

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
 * A selection frozen into exact ids, with what was seen of each. Only contacts in the plan may be deleted. Its columns
 * have one entry per contact and never change; it is structured-clonable, so that IndexedDB can store it.
 */
export interface Plan {
  readonly version: 1
  readonly id: string
  /** When the walk began, Unix ms of the PORTAL's clock; later changes are found by asking for newer dates. */
  readonly plannedAt: number
  /** The user who deletes. */
  readonly me: number
  readonly guards: GuardSettings
  /** How many contacts there are in all that this user may see: without it no share of them can be judged. */
  readonly contactsInPortal: number
  /** The query that selected the contacts; null: chosen singly, or from a list; absent: not noted. */
  readonly source?: ContactQuery | null
  /** The search that found the contacts, which a review of some of them repeats; absent: they come from elsewhere. */
  readonly found?: FoundBy
  readonly ids: Float64Array
  readonly names: readonly (string | null)[]
  /** Unix ms; NaN if the portal gave none. */
  readonly createdAt: Float64Array
  readonly modifiedAt: Float64Array
  readonly responsibleIds: Float64Array
  readonly typeIds: readonly string[]
  readonly sourceIds: readonly string[]
  readonly relations: RelationTable
  /** Contacts that the person deletes although a rule skips them; absent: none. */
  readonly overridden?: Overrides
  /** Those of its contacts that the protect list named at the review; absent: none. */
  readonly protectedIds?: readonly number[]
  /** Part of the protect list could not be read at the review, so that it may name anybody; absent: all was read. */
  readonly protectListUnread?: true
  /** What a list calls each contact, such as the number of a request; '' for nothing; absent: no contact has one. */
  readonly references?: readonly string[]
  /**
   * A phone, an e-mail and the company of each contact in one line, as the review showed them; '' for one that was not
   * shown. Absent: none was.
   */
  readonly reach?: readonly string[]
  /**
   * For each contact an older one that has the same phone or e-mail and stays, where a search found them by that. Before
   * each delete the run sees that it is there, unchanged since `plannedAt`. Absent: no such search.
   */
  readonly older?: readonly number[]
  /** The lists from which contacts were selected; absent: none. */
  readonly lists?: readonly ListNote[]
  /** The saved clean-up that it is a run of; null or absent: of none. */
  readonly cleanUp?: CleanUpNote | null
  /** The person's confirmation; absent before that. A plan without it is carried out without copies. */
  readonly confirmation?: PlanConfirmation
}

/** What a person decides when confirming a plan. */
export interface PlanConfirmation {
  /** The reason in the person's words, e.g. the number of a request; '' for none. */
  readonly reference: string
  /** Whether contacts with an incomplete copy are skipped or deleted. */
  readonly incompleteCopies: 'keep' | 'delete'
  /** True: nothing is deleted until all contacts are copied and the person, who may save the file first, goes on. */
  readonly copiesFirst: boolean
  /**
   * "For erasure": the copy is erased this many days after the run ended well; 0: at once. Absent: as everybody's copies.
   */
  readonly eraseCopyAfterDays?: number
  /** The person takes the whole allowance of requests; absent: half of it is left to colleagues at the same address. */
  readonly speed?: 'full'
}

export type PlanContext = Pick<
  Plan,
  'id' | 'plannedAt' | 'me' | 'guards' | 'contactsInPortal' | 'source' | 'found' | 'lists'
>

/** Freezes rows and relations into a plan. A contact read twice counts once, as it was read first. */
export function freezePlan(
  context: PlanContext,
  rows: readonly PlannedRow[],
  relations: Iterable<Relation>,
  partial: Iterable<PartialReading> = [],
): Plan {
  const packer = createRowPacker()
  for (const row of rows) packer.add(row)
  const columns = packer.columns()
  return joinPlan(context, columns, packRelations(columns.ids, relations, partial))
}

/** Makes a plan of columns that were packed while reading. @param relations of the same contacts, in the same order */
export function joinPlan(context: PlanContext, rows: PlanRows, relations: RelationTable): Plan {
  return { version: 1, ...context, ...rows, relations }
}

/** The columns of a plan that come from its contacts' own rows. */
export type PlanRows = Pick<
  Plan,
  'ids' | 'names' | 'createdAt' | 'modifiedAt' | 'responsibleIds' | 'typeIds' | 'sourceIds'
>

/** Collects rows in columns while they are read, as `RelationPacker` does with relations. */
export interface RowPacker {
  /** The number of contacts so far. */
  readonly size: number
  /** A contact read twice counts once, as it was read first. */
  add(row: PlannedRow): void
  columns(): PlanRows
}

export function createRowPacker(): RowPacker {
  const seen = new Set<number>()
  const names: (string | null)[] = []
  const createdAt: number[] = []
  const modifiedAt: number[] = []
  const responsibleIds: number[] = []
  const typeIds: string[] = []
  const sourceIds: string[] = []
  const codes = new Map<string, string>()

  /** Thousands of contacts have the same code: they share one string. */
  function shared(code: string): string {
    const known = codes.get(code)
    if (known === undefined) codes.set(code, code)
    return known ?? code
  }

  return {
    get size() {
      return seen.size
    },
    add(row) {
      if (seen.has(row.id)) return
      seen.add(row.id)
      names.push(row.name)
      createdAt.push(row.createdAt ?? NaN)
      modifiedAt.push(row.modifiedAt ?? NaN)
      responsibleIds.push(row.responsibleId ?? NaN)
      typeIds.push(shared(row.typeId))
      sourceIds.push(shared(row.sourceId))
    },
    columns: () => ({
      ids: Float64Array.from(seen),
      names,
      createdAt: Float64Array.from(createdAt),
      modifiedAt: Float64Array.from(modifiedAt),
      responsibleIds: Float64Array.from(responsibleIds),
      typeIds,
      sourceIds,
    }),
  }
}

/** The plan without the contacts that were unticked in the review. @param unticked their indices. */
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
    ...(plan.references === undefined ? {} : { references: kept.map((at) => plan.references?.[at] ?? '') }),
    ...(plan.older === undefined ? {} : { older: kept.map((at) => plan.older?.[at] ?? 0) }),
    ...(plan.reach === undefined ? {} : { reach: kept.map((at) => plan.reach?.[at] ?? '') }),
    relations: pickContacts(plan.relations, kept),
  }
}
