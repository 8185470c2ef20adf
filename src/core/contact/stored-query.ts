import * as v from 'valibot'
import { filtersSchema } from '../filter/stored-filters.ts'
import { SORTABLE, type ContactQuery } from './contact-query.ts'

/** A query from a store, which is only shown and never asked again. */
export const querySchema: v.GenericSchema<unknown, ContactQuery> = v.object({
  search: v.string(),
  filters: filtersSchema,
  sort: v.object({ column: v.picklist(SORTABLE), descending: v.boolean() }),
})
