import * as v from 'valibot'
import { readEach } from '../../json.ts'
import type { FilterScope } from '../../filter/saved-filters.ts'

/** A contact that is not to be deleted. Its name is not stored: it is read from the portal when it is shown. */
export interface ProtectEntry {
  readonly id: number
  /** In the person's words; '' for none. */
  readonly reason: string
  /** Unix ms at which the protection ends; null: it holds until it is lifted. */
  readonly until: number | null
  /** The user who protected it; null: not noted. */
  readonly by: number | null
  /** When that was, Unix ms; null: not noted. */
  readonly at: number | null
}

/** An entry, and whom it concerns. */
export interface Protection extends ProtectEntry {
  readonly scope: FilterScope
}

/** All protections that concern this user. */
export interface Protections {
  readonly entries: readonly Protection[]
  /** Some of what is stored could not be read, so that contacts may be missing here. */
  readonly damaged: boolean
  /** What it is, by list; an old list inside the rules is none of them. Such a list may name anybody. */
  readonly unread: readonly { readonly scope: FilterScope; readonly parts: readonly unknown[] }[]
}

/** What a store holds of one scope: the entries that this version can read, and the rest, which it must not lose. */
export interface StoredProtectList {
  readonly entries: readonly ProtectEntry[]
  readonly unread: readonly unknown[]
}

/** The longest reason that is stored, in characters: the whole list is one text in the portal's options. */
export const LONGEST_REASON = 200
/** How many contacts are protected at once, and by one list. */
export const MOST_PROTECTED = 1_000

const unixMs = v.fallback(v.nullable(v.pipe(v.number(), v.finite())), null)
const id = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
const list = v.object({ version: v.literal(1), entries: v.array(v.unknown()) })
/** Whatever else is odd in it, a contact that is named is protected: without a date, until that is lifted. */
const one: v.GenericSchema<unknown, ProtectEntry> = v.object({
  id,
  reason: v.fallback(v.string(), ''),
  until: unixMs,
  by: v.fallback(v.nullable(id), null),
  at: unixMs,
})

const EMPTY: StoredProtectList = { entries: [], unread: [] }

/** A list from a store. `unread` is what names no contact, or the whole value where it is no list; null is an empty list. */
export function readProtectList(stored: unknown): StoredProtectList {
  if (stored === null || stored === undefined) return EMPTY
  const parsed = v.safeParse(list, stored)
  if (!parsed.success) return { entries: [], unread: [stored] }
  const { read, unread } = readEach(one, parsed.output.entries)
  return { entries: read, unread }
}

/** As stores hold it. */
export function writeProtectList({ entries, unread }: StoredProtectList): unknown {
  return { version: 1, entries: [...entries, ...unread] }
}

/** An entry replaces an earlier one of the same contact. */
export function withProtected(
  { entries, unread }: StoredProtectList,
  added: readonly ProtectEntry[],
): StoredProtectList {
  const again = new Set(added.map((entry) => entry.id))
  return { entries: [...entries.filter((entry) => !again.has(entry.id)), ...added], unread }
}

export function withoutProtected(
  { entries, unread }: StoredProtectList,
  ids: ReadonlySet<number>,
): StoredProtectList {
  return { entries: entries.filter((entry) => !ids.has(entry.id)), unread }
}
