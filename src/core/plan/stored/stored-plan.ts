import * as v from 'valibot'
import { storedPlanReader } from '../../stored-plan.ts'
import { GUARD_RULES, readGuardSettings, type GuardSettings } from '../guards.ts'
import type { Plan } from '../plan.ts'
import { RELATION_KINDS, type RelationTable } from '../relations.ts'
import { listNoteSchema } from '../../list/list-note.ts'
import { cleanUpNoteSchema } from '../saved/saved-clean-up.ts'
import { querySchema } from '../../contact/stored-query.ts'
import { filtersSchema } from '../../filter/stored-filters.ts'

/** Checks the whole column without copying it: a plan may have 200,000 contacts. */
function column<Item>(isItem: (item: unknown) => item is Item) {
  return v.custom<readonly Item[]>((value) => Array.isArray(value) && value.every(isItem))
}
const isText = (item: unknown): item is string => typeof item === 'string'
const isId = (item: unknown): item is number => Number.isSafeInteger(item) && Number(item) > 0
const isTextOrNull = (item: unknown): item is string | null => item === null || isText(item)

const natural = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const guards = v.pipe(
  v.unknown(),
  v.rawTransform<unknown, GuardSettings>(({ dataset, addIssue, NEVER }) => {
    const { settings, damaged } = readGuardSettings(dataset.value)
    if (!damaged && dataset.value !== null && dataset.value !== undefined) return settings
    addIssue({ message: 'guards' })
    return NEVER
  }),
)
const relations = v.object({
  start: v.instance(Uint32Array),
  kind: v.instance(Uint8Array),
  typeId: v.instance(Uint32Array),
  id: v.instance(Float64Array),
  open: v.instance(Uint8Array),
  cents: v.instance(Float64Array),
  currency: v.instance(Uint16Array),
  currencies: column(isText),
  reading: v.instance(Uint16Array),
})
const planSchema: v.GenericSchema<unknown, Plan> = v.object({
  version: v.literal(1),
  id: v.pipe(v.string(), v.nonEmpty()),
  plannedAt: v.pipe(v.number(), v.finite()),
  me: natural,
  guards,
  contactsInPortal: natural,
  // Only a note: an unreadable one is no reason to lose the run.
  source: v.exactOptional(v.fallback(v.nullable(querySchema), null)),
  // Which search it was decides who is left out of another review; the group is only words.
  found: v.exactOptional(
    v.object({ what: v.picklist(['shared', 'unlinked']), group: v.fallback(filtersSchema, {}) }),
  ),
  ids: v.instance(Float64Array),
  names: column(isTextOrNull),
  createdAt: v.instance(Float64Array),
  modifiedAt: v.instance(Float64Array),
  responsibleIds: v.instance(Float64Array),
  typeIds: column(isText),
  sourceIds: column(isText),
  relations,
  overridden: v.exactOptional(v.record(v.picklist(GUARD_RULES), column(isId))),
  protectedIds: v.exactOptional(column(isId)),
  protectListUnread: v.exactOptional(v.literal(true)),
  references: v.exactOptional(column(isText)),
  older: v.exactOptional(column(isId)),
  // Only words, like the lists below.
  reach: v.exactOptional(v.fallback(column(isText), [])),
  lists: v.exactOptional(v.fallback(v.array(listNoteSchema), [])),
  cleanUp: v.exactOptional(v.fallback(v.nullable(cleanUpNoteSchema), null)),
  confirmation: v.exactOptional(
    v.object({
      reference: v.string(),
      incompleteCopies: v.picklist(['keep', 'delete']),
      copiesFirst: v.boolean(),
      eraseCopyAfterDays: v.exactOptional(natural),
      speed: v.exactOptional(v.literal('full')),
    }),
  ),
})

/** Whether the columns fit together. */
function isWhole(plan: Plan): boolean {
  const count = plan.ids.length
  const { names, createdAt, modifiedAt, responsibleIds, typeIds, sourceIds, references = typeIds } = plan
  const { older = typeIds } = plan
  const columns = [names, createdAt, modifiedAt, responsibleIds, typeIds, sourceIds, references, older]
  return (
    columns.every(({ length }) => length === count) &&
    plan.ids.every(isId) &&
    new Set(plan.ids).size === count &&
    isWholeTable(plan.relations, count)
  )
}

function isWholeTable(table: RelationTable, contacts: number): boolean {
  const { start, kind, typeId, id, open, cents, currency, currencies, reading } = table
  const rows = kind.length
  return (
    reading.length === contacts &&
    start.length === contacts + 1 &&
    start[0] === 0 &&
    start[contacts] === rows &&
    start.every((from, index) => index === 0 || from >= (start[index - 1] ?? 0)) &&
    [typeId, id, open, cents, currency].every(({ length }) => length === rows) &&
    kind.every((each) => each < RELATION_KINDS.length) &&
    open.every((each) => each <= 2) &&
    currency.every((each, row) => Number.isNaN(cents[row]) || each < currencies.length)
  )
}

/** Reads a deletion plan from a store (`storedPlanReader`). If a rule were lost from it, contacts would be deleted that the rule protects. */
export const readStoredPlan = storedPlanReader(planSchema, isWhole)
