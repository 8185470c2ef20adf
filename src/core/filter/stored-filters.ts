import * as v from 'valibot'
import { momentBefore } from './day.ts'
import { beginOf, type ContactFilters, type Moment, type Period } from './filters.ts'

const id = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const ids = v.array(id)
const moment = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d)?$/u),
  v.check((text) => !Number.isNaN(beginOf(text))),
)
const named = v.strictObject({ id, name: v.string() })
const code = v.strictObject({ code: v.string(), name: v.string() })
const some = <Item>(item: v.GenericSchema<unknown, Item>) => v.pipe(v.array(item), v.minLength(1))

function range<End>(end: v.GenericSchema<unknown, End>) {
  return v.pipe(
    v.strictObject({ from: v.nullable(end), to: v.nullable(end) }),
    v.check(({ from, to }) => from !== null || to !== null),
  )
}

/** As activity was stored until it had two ends: nothing has happened since. */
const inactiveSince = v.pipe(
  v.strictObject({ before: moment }),
  v.transform(({ before }): Period => ({ from: null, to: momentBefore(before) })),
)

/** As the app writes it today. A condition of a later version makes it unreadable: without it the filter were wider. */
const current: v.GenericSchema<unknown, ContactFilters> = v.strictObject({
  created: v.exactOptional(range(moment)),
  changed: v.exactOptional(range(moment)),
  activity: v.exactOptional(v.union([v.literal('never'), range(moment), inactiveSince])),
  createdBy: v.exactOptional(some(named)),
  changedBy: v.exactOptional(some(named)),
  responsible: v.exactOptional(
    v.variant('kind', [
      v.strictObject({ kind: v.literal('these'), people: some(named) }),
      v.strictObject({ kind: v.literal('left'), ids }),
    ]),
  ),
  source: v.exactOptional(some(code)),
  type: v.exactOptional(some(code)),
  company: v.exactOptional(v.union([v.literal('none'), named])),
  withoutPhone: v.exactOptional(v.literal(true)),
  withoutEmail: v.exactOptional(v.literal(true)),
  name: v.exactOptional(v.picklist(['empty', 'test'])),
  ids: v.exactOptional(range(id)),
  imported: v.exactOptional(v.boolean()),
  exported: v.exactOptional(v.boolean()),
  only: v.exactOptional(some(id)),
})

/** As the first versions wrote it: every condition there was, in use or not. */
const first = v.pipe(
  v.object({
    createdFrom: v.nullable(moment),
    createdTo: v.nullable(moment),
    changedFrom: v.nullable(moment),
    changedTo: v.nullable(moment),
    responsible: v.nullable(v.object({ id, name: v.string() })),
    withoutPhone: v.boolean(),
    withoutEmail: v.boolean(),
    withoutCompany: v.boolean(),
    only: v.nullable(ids),
  }),
  v.transform((old): ContactFilters => ({
    ...period('created', old.createdFrom, old.createdTo),
    ...period('changed', old.changedFrom, old.changedTo),
    ...(old.responsible === null ? {} : { responsible: { kind: 'these', people: [old.responsible] } }),
    ...(old.withoutPhone ? { withoutPhone: true } : {}),
    ...(old.withoutEmail ? { withoutEmail: true } : {}),
    ...(old.withoutCompany ? { company: 'none' } : {}),
    ...(old.only === null ? {} : { only: old.only }),
  })),
)

function period(name: 'created' | 'changed', from: Moment | null, to: Moment | null): ContactFilters {
  return from === null && to === null ? {} : { [name]: { from, to } }
}

/** Filters from a store, of any version so far. */
export const filtersSchema: v.GenericSchema<unknown, ContactFilters> = v.union([current, first])
