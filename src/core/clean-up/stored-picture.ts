import * as v from 'valibot'
import { filtersSchema } from '../filter/stored-filters.ts'
import { GROUPS } from './bars.ts'
import type { CountedPicture } from './counted.ts'
import { SUGGESTIONS } from './suggestions.ts'

const number = v.pipe(v.number(), v.finite())
const counted = v.nullable(number)
const label = v.variant('kind', [
  v.object({ kind: v.literal('lacks'), what: v.picklist(['phone', 'email', 'both', 'company']) }),
  v.object({ kind: v.picklist(['this-month', 'within-year', 'never-active']) }),
  v.object({ kind: v.literal('years-ago'), from: number, to: v.nullable(number) }),
  v.object({ kind: v.literal('year'), year: number }),
  v.object({ kind: v.literal('before'), year: number }),
  v.object({ kind: v.literal('source'), name: v.string() }),
  v.object({ kind: v.literal('person'), name: v.string(), left: v.boolean() }),
])
const picture: v.GenericSchema<unknown, CountedPicture> = v.object({
  me: number,
  at: number,
  total: number,
  bars: v.array(v.object({ group: v.picklist(GROUPS), label, filters: filtersSchema, count: counted })),
  suggestions: v.array(v.object({ name: v.picklist(SUGGESTIONS), filters: filtersSchema, count: counted })),
  peopleRefused: v.boolean(),
  sourcesRefused: v.boolean(),
  complete: v.literal(true),
})

/** A picture from a store; null for anything that is not a whole one: then it is counted again. */
export function readStoredPicture(stored: unknown): CountedPicture | null {
  const parsed = v.safeParse(picture, stored)
  return parsed.success ? parsed.output : null
}
