import * as v from 'valibot'
import { SORTABLE, type ContactQuery } from './contact-query.ts'

const natural = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const day = v.nullable(v.string())

/** A query from a store, which is only shown and never asked again. */
export const querySchema: v.GenericSchema<unknown, ContactQuery> = v.object({
  search: v.string(),
  filters: v.object({
    createdFrom: day,
    createdTo: day,
    changedFrom: day,
    changedTo: day,
    responsible: v.nullable(v.object({ id: natural, name: v.string() })),
    withoutPhone: v.boolean(),
    withoutEmail: v.boolean(),
    withoutCompany: v.boolean(),
    only: v.nullable(v.array(natural)),
  }),
  sort: v.object({ column: v.picklist(SORTABLE), descending: v.boolean() }),
})
