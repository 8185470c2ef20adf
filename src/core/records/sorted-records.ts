import { hasId } from './id-text.ts'
import type { RunRecord } from './record.ts'

const AUDIT_SORTS = ['when', 'who', 'kind', 'reference', 'contacts'] as const
export interface AuditSort {
  readonly by: (typeof AUDIT_SORTS)[number]
  readonly descending: boolean
}

export const LATEST_FIRST: AuditSort = { by: 'when', descending: true }

/**
 * The records that contain every word of the search in user, references, run id or archive seal, or a contact with this
 * ID, in the given order; equal ones the latest first.
 */
export function listRecords(records: readonly RunRecord[], search: string, sort: AuditSort): RunRecord[] {
  const words = searchWords(search)
  const has = (record: RunRecord): boolean => {
    const text = searchable(record)
    return words.every((word) => text.includes(word) || hasContact(record, word))
  }
  const way = sort.descending ? -1 : 1
  return records
    .filter(has)
    .toSorted((a, b) => way * compare(keyOf(a, sort.by), keyOf(b, sort.by)) || b.startedAt - a.startedAt)
}

/** The words that a record must contain, in small letters. */
export function searchWords(search: string): string[] {
  return search.toLowerCase().split(/\s+/u).filter(Boolean)
}

function searchable({ id, user, reference, references, lists, archive }: RunRecord): string {
  const listed = [
    ...Object.values(references ?? {}),
    ...(lists ?? []).flatMap(({ missing }) => missing.map((row) => row.reference)),
  ]
  return [id, user.name, user.id, reference, archive?.seal ?? '', ...listed].join('\n').toLowerCase()
}

/** Whether the word is the ID of one of its contacts. */
function hasContact({ contacts = {} }: RunRecord, word: string): boolean {
  return /^\d+$/u.test(word) && Object.values(contacts).some((text) => hasId(text, Number(word)))
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
