import type { ContactQuery } from '../contact/contact-query.ts'
import type { Phase } from '../job/state.ts'
import { writeIds } from './id-text.ts'
import { SEARCHED, type ArchiveNote, type LaterEntry, type RunRecord } from './record.ts'

/** What a record is made from, besides the plan and the state. */
export interface RecordContext {
  readonly user: RunRecord['user']
  /** Unix ms of our clock. */
  readonly now: number
  /** As typed at confirmation; '' for none. */
  readonly reference: string
  readonly query: ContactQuery | null
  /** The newest archive; null: not known yet, so one noted before stays. */
  readonly archive: ArchiveNote | null
  /** The other archives; if no archive is known, those noted before stay. */
  readonly earlierArchives?: readonly ArchiveNote[]
  /** The stored record of the same run; null: it has none yet. */
  readonly before: RunRecord | null
}

/**
 * The record with one more later event. An entry with the same kind, time and person replaces the one before, as when a
 * restore goes on and restores more.
 */
export function withLater(record: RunRecord, entry: LaterEntry): RunRecord {
  const others = record.later.filter((known) => !sameEntry(known, entry))
  return { ...record, later: [...others, entry].toSorted((a, b) => a.at - b.at) }
}

/** A query without the words of its search. */
export function withoutWords(query: ContactQuery): ContactQuery {
  return { ...query, search: query.search.trim() === '' ? '' : SEARCHED }
}

export function commonFields(
  id: string,
  phase: Phase,
  counts: RunRecord['counts'],
  { user, now, reference, query, archive, earlierArchives, before }: RecordContext,
): Pick<
  RunRecord,
  | 'version'
  | 'id'
  | 'user'
  | 'startedAt'
  | 'endedAt'
  | 'reference'
  | 'query'
  | 'archive'
  | 'earlierArchives'
  | 'proof'
  | 'later'
> {
  const earlier = (archive === null ? before?.earlierArchives : earlierArchives) ?? []
  return {
    version: 1,
    id,
    user,
    startedAt: before?.startedAt ?? now,
    // Opening a finished run again does not change its end.
    endedAt: phase === 'done' ? endOf(before, counts, now) : null,
    reference,
    query: query === null ? null : withoutWords(query),
    archive: archive ?? before?.archive ?? null,
    ...(earlier.length > 0 ? { earlierArchives: earlier } : {}),
    ...(before?.proof ? { proof: before.proof } : {}),
    later: before?.later ?? [],
  }
}

function endOf(before: RunRecord | null, counts: RunRecord['counts'], now: number): number {
  if (typeof before?.endedAt !== 'number') return now
  const kinds = new Set([...Object.keys(before.counts), ...Object.keys(counts)])
  const same = [...kinds].every((kind) => (before.counts[kind] ?? 0) === (counts[kind] ?? 0))
  return same ? before.endedAt : now
}

export function addId(ids: Map<string, number[]>, kind: string, id: number): void {
  const own = ids.get(kind)
  if (own === undefined) ids.set(kind, [id])
  else own.push(id)
}

/** More characters of references are left out, as longer lists of ids are. */
const MOST_REFERENCE_TEXT = 50_000

/** What lists called the contacts, by contact id; no key: nothing, or too much to store. */
export function referencesOf(
  ids: Float64Array,
  references: readonly string[] = [],
): Pick<RunRecord, 'references'> {
  const named = references.flatMap((text, at): [string, string][] =>
    text === '' ? [] : [[String(ids[at]), text]],
  )
  const length = named.reduce((sum, [id, text]) => sum + id.length + text.length, 0)
  return named.length === 0 || length > MOST_REFERENCE_TEXT ? {} : { references: Object.fromEntries(named) }
}

/** Longer lists of ids, in characters, are left out, since many records are stored together. */
const MOST_ID_TEXT = 20_000

export function countsAndContacts(
  ids: ReadonlyMap<string, readonly number[]>,
): Pick<RunRecord, 'counts' | 'contacts'> {
  const counts = Object.fromEntries([...ids].map(([kind, { length }]) => [kind, length]))
  const contacts = Object.fromEntries([...ids].map(([kind, own]) => [kind, writeIds(own)]))
  const length = Object.values(contacts).reduce((sum, text) => sum + text.length, 0)
  return length > MOST_ID_TEXT ? { counts } : { counts, contacts }
}

function sameEntry(a: LaterEntry, b: LaterEntry): boolean {
  return a.kind === b.kind && a.at === b.at && a.by === b.by
}
