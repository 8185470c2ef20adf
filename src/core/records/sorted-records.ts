import type { RunRecord } from './record.ts'

export const AUDIT_SORTS = ['when', 'who', 'kind', 'reference', 'contacts'] as const
export interface AuditSort {
  readonly by: (typeof AUDIT_SORTS)[number]
  readonly descending: boolean
}

export const LATEST_FIRST: AuditSort = { by: 'when', descending: true }

/**
 * The records that contain every word of the search in user, reference, run id or archive seal, in the given order; equal
 * ones the latest first.
 */
export function listRecords(records: readonly RunRecord[], search: string, sort: AuditSort): RunRecord[] {
  const words = search.toLowerCase().split(/\s+/u).filter(Boolean)
  const has = (record: RunRecord): boolean => {
    const text = searchable(record)
    return words.every((word) => text.includes(word))
  }
  const way = sort.descending ? -1 : 1
  return records
    .filter(has)
    .toSorted((a, b) => way * compare(keyOf(a, sort.by), keyOf(b, sort.by)) || b.startedAt - a.startedAt)
}

function searchable({ id, user, reference, archive }: RunRecord): string {
  return [id, user.name, user.id, reference, archive?.seal ?? ''].join('\n').toLowerCase()
}

function keyOf(record: RunRecord, by: AuditSort['by']): number | string {
  switch (by) {
    case 'when':
      return record.startedAt
    case 'who':
      return record.user.name.toLowerCase()
    case 'kind':
      return record.kind
    case 'reference':
      return record.reference.toLowerCase()
    case 'contacts':
      return record.planned
  }
}

function compare(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return String(a).localeCompare(String(b))
}

/** When the record's archive was erased on purpose; null: it was not. */
export function erasedAt({ later }: Pick<RunRecord, 'later'>): number | null {
  return later.findLast(({ kind }) => kind === 'archive-erased')?.at ?? null
}
