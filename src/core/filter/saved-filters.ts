import * as v from 'valibot'
import { readEach } from '../json.ts'
import type { ContactFilters } from './filters.ts'
import { filtersSchema } from './stored-filters.ts'

/** For whom a filter is saved. */
export type FilterScope = 'me' | 'everybody'

export interface SavedFilter {
  /** What it is known by; each once in a scope. */
  readonly name: string
  readonly filters: ContactFilters
}

export type SavedFilters = Readonly<Record<FilterScope, readonly SavedFilter[]>>

/** What a store holds of one scope: the filters that this version can read, and the rest, which it must not lose. */
export interface StoredList {
  readonly filters: readonly SavedFilter[]
  readonly unread: readonly unknown[]
}

const list = v.object({ version: v.literal(1), filters: v.array(v.unknown()) })
const one: v.GenericSchema<unknown, SavedFilter> = v.object({
  name: v.pipe(v.string(), v.trim(), v.nonEmpty()),
  filters: filtersSchema,
})

/**
 * A filter that cannot be read completely is not offered: it would find more than was saved. `unread` is the whole value
 * where it is no list; null is an empty list.
 */
export function readSavedFilters(stored: unknown): StoredList {
  if (stored === null || stored === undefined) return { filters: [], unread: [] }
  const parsed = v.safeParse(list, stored)
  if (!parsed.success) return { filters: [], unread: [stored] }
  const { read, unread } = readEach(one, parsed.output.filters)
  return { filters: read, unread }
}

/** As stores hold it. */
export function writeSavedFilters({ filters, unread }: StoredList): unknown {
  return { version: 1, filters: [...filters, ...unread] }
}

export function withSaved({ filters, unread }: StoredList, added: SavedFilter): StoredList {
  const others = filters.filter(({ name }) => name !== added.name)
  return { filters: [...others, added].toSorted((a, b) => a.name.localeCompare(b.name)), unread }
}

export function withoutSaved({ filters, unread }: StoredList, gone: string): StoredList {
  return { filters: filters.filter(({ name }) => name !== gone), unread }
}
