import type {
  ArchivedContact,
  ArchivedName,
  ArchiveSection,
  Unsaved,
  UnsavedReason,
} from '#core/archive/archived-contact.ts'
import type { Failure } from '#core/failure.ts'
import { isForGood } from '../../rest/refusals.ts'

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] extends readonly (infer Item)[] ? Item[] : T[Key] }

/** A contact's archived data while it is being read. */
export type ContactBuilder = Omit<Mutable<ArchivedContact>, 'fields'> & {
  fields: ArchivedContact['fields'] | null
}

/** The contacts of one portion. */
export interface ContactBuilders {
  readonly ids: readonly number[]
  /** Undefined for a contact that was not asked for: lists may return more than that. */
  of(id: number): ContactBuilder | undefined
  note(ids: Iterable<number>, part: ArchiveSection, reason: UnsavedReason, what?: string): void
  /**
   * Something of these contacts was read by a command that began at this time of the portal's clock. Commands are asked
   * again and batches overtake one another, so a copy is as old as the earliest of them: what changed since is not in it.
   */
  readFrom(ids: Iterable<number>, startedAt: number): void
  /** What was read; a contact without fields did not exist. */
  finished(): ArchivedContact[]
}

export function createContactBuilders(ids: readonly number[], now: number): ContactBuilders {
  const builders = new Map(ids.map((id) => [id, emptyBuilder(id, now)]))
  /** Contacts whose `readAt` is a time of the portal's. */
  const timed = new Set<number>()
  return {
    ids,
    of: (id) => builders.get(id),
    note(contactIds, part, reason, what = '') {
      for (const id of contactIds) {
        const unsaved = builders.get(id)?.unsaved
        if (unsaved?.some((one) => sameGap(one, { part, what, reason })) === false)
          unsaved.push({ part, what, reason })
      }
    },
    readFrom(contactIds, startedAt) {
      for (const id of contactIds) {
        const builder = builders.get(id)
        if (builder !== undefined)
          builder.readAt = timed.has(id) ? Math.min(builder.readAt, startedAt) : startedAt
        timed.add(id)
      }
    },
    finished: () =>
      [...builders.values()].flatMap((builder) =>
        builder.fields === null ? [] : [{ ...builder, fields: builder.fields }],
      ),
  }
}

export function sameGap(one: Unsaved, other: Unsaved): boolean {
  return one.part === other.part && one.what === other.what && one.reason === other.reason
}

function emptyBuilder(id: number, readAt: number): ContactBuilder {
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

export function addName(builder: ContactBuilder, of: ArchivedName['of'], key: string, name: string): void {
  if (name !== '' && !builder.names.some((one) => one.of === of && one.key === key))
    builder.names.push({ of, key, name })
}
