import {
  archivesIn,
  type ArchiveNote,
  type LaterEntry,
  type Over,
  type RecordStore,
  type RunRecord,
} from './record.ts'

/**
 * What a run says of itself now, over its stored record: its first start, its archives, its proof and what others noted
 * stay. Opening a finished run again does not change its end.
 */
export function writtenOver(record: RunRecord): Over {
  return (stored) => {
    const [archive = null, ...earlierArchives] = allArchives(record, stored)
    const proof = record.proof ?? stored.proof
    return {
      ...record,
      startedAt: Math.min(stored.startedAt, record.startedAt),
      endedAt: endOf(record, stored),
      archive,
      ...(earlierArchives.length > 0 ? { earlierArchives } : {}),
      ...(proof ? { proof } : {}),
      ...withNotes(record, stored),
    }
  }
}

/**
 * Changes a record as it is stored now, since the shown one may be older. What the shown one knows and the stored one does
 * not, such as an entry that could not be stored, is stored with it. Null: it could not be stored. Never rejects.
 */
export function amend(
  records: Pick<RecordStore, 'keep'>,
  shown: RunRecord,
  change: Over,
): Promise<RunRecord | null> {
  return records.keep(change(shown), (stored) => change(withShown(stored, shown)))
}

/**
 * The records as every store has them now, with what the shown ones know besides. Rejects with PortalFailure: what could
 * not be read must not be taken for unchanged.
 */
export async function readAgain(
  records: Pick<RecordStore, 'list'>,
  shown: readonly RunRecord[],
): Promise<readonly RunRecord[]> {
  const stored = new Map((await records.list()).map((record) => [record.id, record]))
  return shown.map((one) => withShown(stored.get(one.id) ?? one, one))
}

function withShown(stored: RunRecord, shown: RunRecord): RunRecord {
  const proof = stored.proof ?? shown.proof
  return { ...stored, ...(proof ? { proof } : {}), ...withNotes(shown, stored) }
}

/**
 * The record with one more later event. With an entry of the same thing, time and person it becomes one, as when a restore
 * goes on and restores more.
 */
export function withLater(record: RunRecord, entry: LaterEntry): RunRecord {
  return { ...record, later: laterOf([entry], record.later) }
}

/** What is noted in either of two versions of a record. */
export function withNotes(
  { later, lacks = [] }: Pick<RunRecord, 'later' | 'lacks'>,
  other: Pick<RunRecord, 'later' | 'lacks'>,
): Pick<RunRecord, 'later' | 'lacks'> {
  const lacking = [...new Set([...(other.lacks ?? []), ...lacks])].toSorted()
  return { later: laterOf(later, other.later), ...(lacking.length > 0 ? { lacks: lacking } : {}) }
}

/** All entries, oldest first. */
function laterOf(newer: readonly LaterEntry[], older: readonly LaterEntry[]): LaterEntry[] {
  const entries = new Map<string, LaterEntry>()
  for (const entry of [...older, ...newer]) {
    const before = entries.get(keyOf(entry))
    entries.set(keyOf(entry), before === undefined ? entry : bothIn(before, entry))
  }
  return [...entries.values()].toSorted((a, b) => a.at - b.at || (keyOf(a) < keyOf(b) ? -1 : 1))
}

function keyOf(entry: LaterEntry): string {
  const { kind, at, by } = entry
  return [kind, at, by, kind === 'archive-erased' ? (entry.archiveId ?? '') : ''].join(' ')
}

/** Two entries of the same thing: all that either says. */
function bothIn(one: LaterEntry, other: LaterEntry): LaterEntry {
  if (one.kind === 'restored' && other.kind === 'restored')
    return { ...other, contacts: Math.max(one.contacts, other.contacts) }
  if (one.kind === 'archive-erased' && other.kind === 'archive-erased' && one.places !== undefined)
    return { ...other, places: [...new Set([...one.places, ...(other.places ?? [])])].toSorted() }
  return other
}

/**
 * The archives of the record, and then those that only the stored one knows: if a browser holds one, another browser
 * cannot see it.
 */
function allArchives(record: RunRecord, stored: RunRecord): readonly ArchiveNote[] {
  const once = archivesIn(stored)
  const now = archivesIn(record)
  return [
    ...now.map((note) => {
      const before = once.find(({ archiveId }) => archiveId === note.archiveId)
      return { ...note, places: [...new Set([...note.places, ...(before?.places ?? [])])].toSorted() }
    }),
    ...once.filter(({ archiveId }) => !now.some((note) => note.archiveId === archiveId)),
  ]
}

function endOf(record: RunRecord, stored: RunRecord): number | null {
  if (record.endedAt === null || stored.endedAt === null) return record.endedAt
  const kinds = new Set([...Object.keys(stored.counts), ...Object.keys(record.counts)])
  const same = [...kinds].every((kind) => (stored.counts[kind] ?? 0) === (record.counts[kind] ?? 0))
  return same ? stored.endedAt : record.endedAt
}
