import * as v from 'valibot'
import { ARCHIVE_SECTIONS, UNSAVED_REASONS } from '../../archive/archived-contact.ts'
import { storedPlanReader } from '../../stored-plan.ts'
import { jsonObject } from '../../json.ts'
import { LOSS_KINDS } from './fields.ts'
import { isRestored, type RestoreEntry, type RestorePlan } from './plan.ts'
import type { RestoreTask } from './tasks.ts'

const natural = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const id = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
const text = v.string()
const many = <Item>(item: v.GenericSchema<unknown, Item>): v.GenericSchema<unknown, readonly Item[]> =>
  v.array(item)

const person = v.object({ id, name: v.nullable(text) })
const conflict = v.object({
  by: v.picklist(['email', 'phone', 'origin-key']),
  value: text,
  contacts: many(person),
})
const decision = v.variant('kind', [
  v.object({ kind: v.picklist(['create', 'same-contact', 'still-there']) }),
  v.object({ kind: v.literal('already-back'), id, complete: v.boolean() }),
  v.object({
    kind: v.literal('conflict'),
    conflicts: many(conflict),
    answer: v.nullable(v.picklist(['create', 'skip'])),
  }),
])
const entry: v.GenericSchema<unknown, RestoreEntry> = v.object({
  oldId: id,
  archiveId: text,
  name: v.nullable(text),
  decision,
  goneTargets: many(v.object({ entityTypeId: natural, id })),
  losses: many(v.object({ kind: v.picklist(LOSS_KINDS), what: text })),
  unsaved: many(
    v.object({ part: v.picklist(ARCHIVE_SECTIONS), what: text, reason: v.picklist(UNSAVED_REASONS) }),
  ),
})

const place = { entry: natural, needs: v.nullable(natural) }
const made = { ...place, fields: jsonObject, alone: v.boolean() }
const copied = { copies: v.exactOptional(id) }
const task: v.GenericSchema<unknown, RestoreTask> = v.variant('kind', [
  v.object({
    ...made,
    kind: v.literal('contact'),
    key: v.object({ originatorId: text, originId: text, foreign: v.boolean() }),
    knownBefore: many(id),
    complete: v.boolean(),
  }),
  v.object({
    ...place,
    kind: v.literal('company'),
    id,
    primary: v.boolean(),
    sort: v.number(),
    roleId: natural,
  }),
  v.object({ ...place, kind: v.literal('link'), entityTypeId: id, id, primary: v.boolean() }),
  v.object({ ...made, ...copied, kind: v.picklist(['requisite', 'bank-detail']), mark: text }),
  v.object({ ...made, kind: v.literal('address'), typeId: natural }),
  v.object({ ...place, kind: v.literal('activity-binding'), id }),
  v.object({ ...made, ...copied, kind: v.literal('activity'), originId: text }),
  v.object({ ...place, ...copied, kind: v.literal('comment'), mark: text, text, alone: v.boolean() }),
])
const planSchema: v.GenericSchema<unknown, RestorePlan> = v.object({
  version: v.literal(1),
  id: v.pipe(text, v.nonEmpty()),
  plannedAt: v.pipe(v.number(), v.finite()),
  entries: many(entry),
  tasks: many(task),
})

/** Whether every entry to restore has its contact task, and each task comes after the one that it needs. */
function isWhole({ entries, tasks }: RestorePlan): boolean {
  const contacts = tasks.filter(({ kind }) => kind === 'contact').map((each) => each.entry)
  const wanted = entries.flatMap((each, at) => (isRestored(each.decision) ? [at] : []))
  if (contacts.length !== wanted.length || contacts.some((each, at) => each !== wanted[at])) return false
  return tasks.every((each, at) => {
    if (each.kind === 'contact') return each.needs === null
    const parent = each.needs === null ? undefined : tasks[each.needs]
    return parent?.entry === each.entry && (each.needs ?? at) < at && tasks[at - 1]?.entry === each.entry
  })
}

/** Reads a restore plan from a store (`storedPlanReader`). A lost task would look as if it were done. */
export const readStoredRestorePlan = storedPlanReader(planSchema, isWhole)
