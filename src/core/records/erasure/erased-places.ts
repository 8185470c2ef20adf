import { archivesIn, type ArchiveNote, type LaterEntry, type NotedPlace, type RunRecord } from '../record.ts'

type ErasedEntry = Extract<LaterEntry, { kind: 'archive-erased' }>

/** From where an archive of the run was erased, by the entries of the record. */
export function erasedFrom(record: RunRecord, archive: ArchiveNote): ReadonlySet<NotedPlace> {
  return new Set(erasuresOf(record, archive).flatMap(({ places = [] }) => places))
}

/** Whether every copy of the run was erased from every place where one was stored. */
export function wasErased(record: RunRecord): boolean {
  const archives = archivesIn(record)
  const isGone = (archive: ArchiveNote): boolean => {
    const erased = erasedFrom(record, archive)
    return archive.places.length > 0 && archive.places.every((place) => erased.has(place))
  }
  return archives.length > 0 && archives.every(isGone)
}

/**
 * Whether every copy of the run was erased from some place since the run ended. A person who erased one of
 * several, or one before the run went on, did not mean the others.
 */
export function wasErasedSomewhere(record: RunRecord): boolean {
  const { endedAt } = record
  const archives = archivesIn(record)
  if (endedAt === null || archives.length === 0) return false
  return archives.every((archive) => erasuresOf(record, archive).some(({ at }) => at >= endedAt))
}

/**
 * The erasures of an archive. An id is never used for another archive. Entries of earlier versions do not say which
 * archive they mean: they count if there is only one, and if the run did not go on afterwards.
 */
function erasuresOf(record: RunRecord, { archiveId }: ArchiveNote): readonly ErasedEntry[] {
  const { endedAt, later } = record
  const isOnly = archivesIn(record).length === 1
  return later.filter((entry): entry is ErasedEntry => {
    if (entry.kind !== 'archive-erased') return false
    if (entry.archiveId !== undefined) return entry.archiveId === archiveId
    return isOnly && endedAt !== null && entry.at >= endedAt
  })
}
