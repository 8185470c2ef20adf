import type { ContactQuery } from '../contact/contact-query.ts'
import type { Phase } from '../job/state.ts'
import { writeIds } from './id-text.ts'
import { GONE_VERDICTS, SEARCHED, type ArchiveNote, type RecordedCleanUp, type RunRecord } from './record.ts'

/** What a record is made from, besides the plan and the state. */
export interface RecordContext {
  readonly user: RunRecord['user']
  /** Unix ms of our clock. */
  readonly now: number
  /** As typed at confirmation; '' for none. */
  readonly reference: string
  readonly query: ContactQuery | null
  /** The newest archive; null: not known yet, or none. */
  readonly archive: ArchiveNote | null
  readonly earlierArchives?: readonly ArchiveNote[]
}

/** A query without the words of its search. */
function withoutWords(query: ContactQuery): ContactQuery {
  return { ...query, search: query.search.trim() === '' ? '' : SEARCHED }
}

export function commonFields(
  id: string,
  phase: Phase,
  { user, now, reference, query, archive, earlierArchives = [] }: RecordContext,
): Pick<
  RunRecord,
  | 'version'
  | 'id'
  | 'user'
  | 'startedAt'
  | 'endedAt'
  | 'paused'
  | 'reference'
  | 'query'
  | 'archive'
  | 'earlierArchives'
  | 'later'
> {
  return {
    version: 1,
    id,
    user,
    startedAt: now,
    endedAt: phase === 'done' ? now : null,
    ...(phase === 'paused' ? { paused: true } : {}),
    reference,
    query: query === null ? null : withoutWords(query),
    archive,
    ...(earlierArchives.length > 0 ? { earlierArchives } : {}),
    later: [],
  }
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

/** What the run left, for the record of a saved clean-up that has no room for all its contacts. */
export function leftOf(ids: ReadonlyMap<string, readonly number[]>): Pick<RecordedCleanUp, 'left'> {
  const left = writeIds([...ids].flatMap(([kind, own]) => (GONE_VERDICTS.has(kind) ? [] : own)))
  return left.length > MOST_ID_TEXT ? {} : { left }
}
