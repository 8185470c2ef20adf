import type {
  ArchivedContact,
  ArchivedName,
  ArchivePart,
  Unsaved,
  UnsavedReason,
} from '#core/archive/archived-contact.ts'
import type { Failure } from '#core/failure.ts'
import { isForGood } from '../rest/refusals.ts'

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] extends readonly (infer Item)[] ? Item[] : T[Key] }

/** A contact's archive while it is being read. */
export type Draft = Omit<Mutable<ArchivedContact>, 'fields'> & { fields: ArchivedContact['fields'] | null }

/** The contacts of one portion. */
export interface Drafts {
  readonly ids: readonly number[]
  /** Undefined for one that was not asked for: lists may tell more than they were asked. */
  of(id: number): Draft | undefined
  note(ids: Iterable<number>, part: ArchivePart, reason: UnsavedReason, what?: string): void
  /** What was read; whoever has no fields was not there. */
  finished(): ArchivedContact[]
}

export function createDrafts(ids: readonly number[], now: number): Drafts {
  const drafts = new Map(ids.map((id) => [id, emptyDraft(id, now)]))
  return {
    ids,
    of: (id) => drafts.get(id),
    note(noted, part, reason, what = '') {
      for (const id of noted) {
        const unsaved = drafts.get(id)?.unsaved
        if (unsaved?.some((one) => sameGap(one, { part, what, reason })) === false)
          unsaved.push({ part, what, reason })
      }
    },
    finished: () =>
      [...drafts.values()].flatMap((draft) =>
        draft.fields === null ? [] : [{ ...draft, fields: draft.fields }],
      ),
  }
}

function sameGap(one: Unsaved, other: Unsaved): boolean {
  return one.part === other.part && one.what === other.what && one.reason === other.reason
}

function emptyDraft(id: number, readAt: number): Draft {
  return {
    id,
    readAt,
    fields: null,
    communications: [],
    companies: [],
    links: [],
    requisites: [],
    activities: [],
    comments: [],
    names: [],
    files: [],
    unsaved: [],
  }
}

/** Why a refused or broken reading leaves a gap. */
export function reasonOf(failure: Failure): UnsavedReason {
  if (failure.kind === 'method-gone') return 'no-way'
  return isForGood(failure) ? 'refused' : 'failed'
}

export function addName(draft: Draft, of: ArchivedName['of'], key: string, name: string): void {
  if (name !== '' && !draft.names.some((one) => one.of === of && one.key === key))
    draft.names.push({ of, key, name })
}
