import * as v from 'valibot'
import { readGuardSettings, type GuardSettings } from '../plan/guards.ts'
import { parseJson, sameJson } from '../json.ts'
import { cleanUpNoteSchema } from '../plan/saved/saved-clean-up.ts'
import { querySchema } from '../contact/stored-query.ts'
import { listNoteSchema } from '../list/list-note.ts'
import { proofSchema } from './proof/proof.ts'
import { countIds } from './id-text.ts'
import type { ArchiveNote, LaterEntry, RecordField, RunRecord } from './record.ts'

/**
 * A record from a store. Unreadable fields are left out (null, '', nothing in the list), the rest is read, and `lacks`
 * names them. Null: not even who, when and what can be read, or it has a newer version.
 */
export function readStoredRecord(stored: unknown): RunRecord | null {
  const parsed = v.safeParse(storedSchema, stored)
  if (!parsed.success) return null
  const { lacks: lackedBefore = [], ...record } = parsed.output
  const unread = [...new Set([...lackedBefore, ...unreadIn(stored, record)])].toSorted()
  const lacks = unread.length > 0 ? unread : contradictingIn(record)
  return { ...record, ...(lacks.length > 0 ? { lacks } : {}) }
}

/** The record as stores hold it: one JSON text, the same for the same record. */
export function writeStoredRecord(record: RunRecord): string {
  return JSON.stringify(readStoredRecord(record) ?? record)
}

export function readStoredRecordText(text: string): RunRecord | null {
  return readStoredRecord(parseJson(text))
}

const natural = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const time = v.pipe(v.number(), v.finite())
const words = v.fallback(v.string(), '')

/** Rules that cannot be read completely are not shown: showing defaults instead would be false. */
const guards = v.pipe(
  v.unknown(),
  v.transform((stored): GuardSettings | null => {
    if (stored === null || stored === undefined) return null
    const { settings, damaged } = readGuardSettings(stored)
    return damaged ? null : settings
  }),
)

const places = knownOf(v.picklist(['browser', 'portal-storage', 'drive']))

const archive: v.GenericSchema<unknown, ArchiveNote> = v.object({
  archiveId: v.string(),
  places,
  contacts: natural,
  incomplete: natural,
  seal: v.fallback(v.nullable(v.string()), null),
})

const later: v.GenericSchema<unknown, LaterEntry> = v.variant('kind', [
  v.object({ kind: v.literal('restored'), at: time, by: natural, contacts: natural }),
  v.object({
    kind: v.literal('archive-erased'),
    at: time,
    by: natural,
    archiveId: v.exactOptional(v.string()),
    places: v.exactOptional(places),
    automatic: v.exactOptional(v.fallback(v.boolean(), false)),
  }),
  v.object({ kind: v.picklist(['bin-emptied', 'bin-taken-back']), at: time, by: natural }),
])

const cleanUp = v.object({ ...cleanUpNoteSchema.entries, left: v.exactOptional(v.string()) })

const counts = v.pipe(
  v.fallback(v.record(v.string(), v.unknown()), {}),
  v.transform((stored) =>
    Object.fromEntries(
      Object.entries(stored).filter((one): one is [string, number] => v.is(natural, one[1])),
    ),
  ),
)

const recordSchema = v.object({
  version: v.literal(1),
  id: v.pipe(v.string(), v.nonEmpty()),
  kind: v.picklist(['deletion', 'restore']),
  user: v.object({ id: natural, name: words }),
  startedAt: time,
  endedAt: v.fallback(v.nullable(time), null),
  paused: v.exactOptional(v.fallback(v.boolean(), false)),
  reference: words,
  query: v.fallback(v.nullable(querySchema), null),
  cleanUp: v.exactOptional(v.fallback(v.nullable(cleanUp), null)),
  guards,
  overridden: v.exactOptional(counts),
  planned: v.fallback(natural, 0),
  counts,
  contacts: v.exactOptional(v.fallback(v.record(v.string(), v.string()), {})),
  references: v.exactOptional(v.fallback(v.record(v.string(), v.string()), {})),
  lists: v.exactOptional(knownOf(listNoteSchema)),
  eraseCopyAfterDays: v.exactOptional(v.fallback(v.nullable(natural), null)),
  // A damaged one is none: then the certificate reads the copy, as for the records of earlier versions.
  proof: v.exactOptional(v.fallback(v.nullable(proofSchema), null)),
  archive: v.fallback(v.nullable(archive), null),
  earlierArchives: v.exactOptional(knownOf(archive)),
  later: knownOf(later),
})

const FIELDS = v.picklist(
  Object.keys(recordSchema.entries).filter(
    (key): key is RecordField => !['version', 'id', 'kind'].includes(key),
  ),
)

const storedSchema: v.GenericSchema<unknown, RunRecord> = v.object({
  ...recordSchema.entries,
  lacks: v.exactOptional(knownOf(FIELDS)),
})

/** The fields that were not read as they are stored. */
function unreadIn(stored: unknown, record: RunRecord): RecordField[] {
  const fields = v.parse(v.record(v.string(), v.unknown()), stored)
  return FIELDS.options.filter((key) => !sameJson(fields[key], record[key]))
}

/** Fields that contradict others: every contact has one verdict. */
function contradictingIn({ counts, contacts, planned }: RunRecord): RecordField[] {
  const counted = Object.values(counts).reduce((sum, count) => sum + count, 0)
  if (counted !== planned) return ['counts']
  const agree = Object.entries(counts).every(
    ([verdict, count]) => countIds(contacts?.[verdict] ?? '') === count,
  )
  return contacts === undefined || agree ? [] : ['contacts']
}

/** The readable items of a list. */
function knownOf<Item>(item: v.GenericSchema<unknown, Item>) {
  return v.pipe(
    v.fallback(v.array(v.unknown()), []),
    v.transform((list): readonly Item[] =>
      list.flatMap((one) => {
        const parsed = v.safeParse(item, one)
        return parsed.success ? [parsed.output] : []
      }),
    ),
  )
}
