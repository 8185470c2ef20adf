import * as v from 'valibot'
import { failureOf, failureOfKind, PortalFailure, type Failure } from '../failure.ts'
import { parseJson } from '../json.ts'
import { headerSchema, type ArchiveHeader } from './file/format.ts'
import type { ArchiveCodec, ArchiveStore } from './ports.ts'
import { readArchive, type ArchiveReading } from './file/read-file.ts'

/** An archive, and the places where it is stored. */
export interface KeptArchive {
  readonly archiveId: string
  /** Null: a later version of the app wrote it, or its first line is damaged. */
  readonly header: ArchiveHeader | null
  /** When it was written, by its header or else by the place; Unix ms. Null: unknown. */
  readonly writtenAt: number | null
  /** When its last copy will be erased; Unix ms. Null: never. */
  readonly until: number | null
  readonly places: readonly ArchiveStore['place'][]
}

export interface ArchiveIndex {
  /** Newest first. */
  readonly archives: readonly KeptArchive[]
  /** Places that could not be read; they may hold more archives. */
  readonly unread: readonly { readonly place: ArchiveStore['place']; readonly failure: Failure }[]
}

/** The archives in all these places; an archive that is in several of them is listed once. Never rejects. */
export async function readArchiveIndex(stores: readonly ArchiveStore[]): Promise<ArchiveIndex> {
  const archives = new Map<string, KeptArchive>()
  const unread: ArchiveIndex['unread'][number][] = []
  for (const store of stores) {
    try {
      for (const { archiveId, header: text, since = null, until } of await store.list()) {
        const known = archives.get(archiveId)
        const latest = known === undefined || until === null ? until : later(known.until, until)
        const header = known?.header ?? headerIn(text)
        archives.set(archiveId, {
          archiveId,
          header,
          writtenAt: header?.writtenAt ?? known?.writtenAt ?? since,
          until: latest,
          places: [...(known?.places ?? []), store.place],
        })
      }
    } catch (thrown) {
      unread.push({ place: store.place, failure: failureOf(thrown) })
    }
  }
  const byAge = (a: KeptArchive, b: KeptArchive): number => (b.writtenAt ?? 0) - (a.writtenAt ?? 0)
  return { archives: [...archives.values()].sort(byAge), unread }
}

/**
 * Reads an archive from the first place where it is undamaged, or else the copy with the most intact contacts. An
 * archive without its last line can be read too. Rejects with PortalFailure if no place can be read; `not-found`: no
 * place has it.
 * @param memberId of the portal that the app runs in.
 */
export async function openArchive(
  archiveId: string,
  stores: readonly ArchiveStore[],
  memberId: string,
  codec: ArchiveCodec,
): Promise<ArchiveReading> {
  return (await bestCopy(archiveId, stores, memberId, codec)).reading
}

/** The parts of the copy that `openArchive` reads, for a download. Rejects as that does. */
export async function archiveParts(
  archiveId: string,
  stores: readonly ArchiveStore[],
  memberId: string,
  codec: ArchiveCodec,
): Promise<readonly string[]> {
  return (await bestCopy(archiveId, stores, memberId, codec)).parts
}

interface Copy {
  readonly parts: readonly string[]
  readonly reading: ArchiveReading
}

async function bestCopy(
  archiveId: string,
  stores: readonly ArchiveStore[],
  memberId: string,
  codec: ArchiveCodec,
): Promise<Copy> {
  let best: Copy | null = null
  let failure: Failure = failureOfKind('not-found')
  for (const store of stores) {
    const parts: string[] = []
    try {
      for await (const text of store.open(archiveId)) parts.push(text)
    } catch (thrown) {
      failure = failureOf(thrown)
    }
    // A place that failed in the middle still gave the beginning.
    if (parts.length === 0) continue
    const copy = { parts, reading: await readArchive(codec.encode(parts.join('')), memberId, codec) }
    if (best === null || worthOf(copy) > worthOf(best)) best = copy
    if (worthOf(best) === Infinity) break
  }
  if (best === null) throw new PortalFailure(failure)
  return best
}

/** How many contacts are certainly intact; Infinity: the copy has no problems. */
function worthOf({ reading }: Copy): number {
  if (reading.kind === 'unreadable') return -1
  const wrong = reading.problems.filter(({ kind }) => kind !== 'other-portal')
  if (wrong.length === 0) return Infinity
  const altered = wrong.flatMap((problem) => (problem.kind === 'altered' ? problem.contactIds : []))
  return reading.contacts.length - altered.length
}

/** The archive exists until the later of the two times. */
function later(one: number | null, other: number): number | null {
  return one === null ? null : Math.max(one, other)
}

function headerIn(text: string): ArchiveHeader | null {
  const parsed = v.safeParse(headerSchema, parseJson(text))
  return parsed.success ? parsed.output : null
}
