import * as v from 'valibot'
import { failureOfKind, PortalFailure, type Failure } from '../failure.ts'
import { parseJson } from '../json.ts'
import { linkKey } from '../plan/relations.ts'
import { archiveIdOf } from './archive-id.ts'
import { keepAll } from './copy-places.ts'
import { signatureSchema } from './file/format.ts'
import type {
  ArchiveCodec,
  ArchiveReader,
  ArchiveStore,
  CopyKeeper,
  MadeCopies,
  CopyReply,
  LostCopies,
  AppFacts,
} from './ports.ts'
import { isComplete, type ArchivedContact } from './archived-contact.ts'
import { contactText, headerText, sealOf, trailerText } from './file/write-file.ts'

/** What the ids and the first lines of a run's archives are made from. */
export interface ArchiveTask {
  readonly planId: string
  readonly reference: string
  /** How many contacts are to be deleted. */
  readonly planned: number
  /** False: the run was resumed, and its archive may hold parts that are missing from the journal. */
  readonly fresh: boolean
}

export interface KeeperPorts {
  readonly archives: Pick<ArchiveReader, 'read'>
  readonly codec: Pick<ArchiveCodec, 'encode' | 'sha256'>
  readonly about: AppFacts
  /**
   * The stores for copies. A copy counts as stored when the first store has it: the portal's if there is one, which
   * outlives the browser. The others store it too if they can. Rejects with PortalFailure.
   */
  stores(): Promise<readonly ArchiveStore[]>
  /** Unix ms of our clock. */
  now(): number
}

/** No place stored the copy: the portal's storage is full or was withdrawn, or the browser stores nothing. */
export const NOT_KEPT: Failure = failureOfKind('copy-not-kept')

/** Writes an archive while its contacts are read: the header, then each portion as one part, and the trailer at the end. */
export function createCopyKeeper(task: ArchiveTask, ports: KeeperPorts): CopyKeeper {
  const { archives, codec, about } = ports
  const { planId, reference, planned, fresh } = task
  let ahead: readonly ReadAhead[] = []

  /** The contacts, as they were read ahead or as they are read now. */
  function read(ids: readonly number[]): Promise<ArchivedContact[]> {
    const begun = ahead.find((each) => isUsable(each, ids, ports.now()))
    ahead = ahead.filter((each) => each !== begun)
    return begun?.contacts ?? readAll(archives, ids)
  }

  /** Archives without unknown parts: this was checked once, and since then only this keeper has written to them. */
  const known = new Set<number>(fresh ? [0] : [])

  async function keep(archiveId: string, number: number, text: string): Promise<boolean> {
    const stores = await ports.stores()
    const kept = await Promise.all(stores.map((store) => store.keep(archiveId, number, text)))
    return kept[0] === true
  }

  /** The first parts of an archive that nothing was written to. */
  async function keepFirst(archiveId: string, texts: readonly string[]): Promise<boolean> {
    const stores = await ports.stores()
    const kept = await Promise.all(stores.map((store) => keepAll(store, archiveId, texts, undefined, true)))
    return kept[0] === true
  }

  async function keepNext({ archive, seals }: MadeCopies, texts: readonly string[]): Promise<boolean> {
    const archiveId = archiveIdOf(planId, archive)
    if (fresh && archive === 0 && seals.length === 0 && texts.length > 1) return keepFirst(archiveId, texts)
    for (const [at, text] of texts.entries())
      if (!(await keep(archiveId, seals.length + at, text))) return false
    return true
  }

  async function holds({ archive }: MadeCopies): Promise<boolean> {
    const [first] = await ports.stores()
    return (await first?.holds(archiveIdOf(planId, archive))) ?? false
  }

  /**
   * Null: the parts may be written. Parts that are stored but not journalled may be overwritten by parts that hold the
   * same contacts, and perhaps more. Parts with other contacts may be the only copies of contacts already deleted.
   */
  async function lost(
    made: MadeCopies,
    texts: readonly string[],
    contactIds: ReadonlySet<number>,
  ): Promise<LostCopies | null> {
    if (known.has(made.archive)) return null
    if (made.seals.length > 0 && !(await holds(made))) return ERASED
    const [first] = await ports.stores()
    if (first === undefined) return null
    const found = await partsFrom(first, archiveIdOf(planId, made.archive), made.seals.length, texts.length)
    const same = found?.every((text) => contactsIn(text)?.every((id) => contactIds.has(id)) ?? false) ?? false
    return found === null || found.length > texts.length || !same ? BEYOND : null
  }

  return {
    readAhead(portions) {
      ahead = portions.map((ids) => {
        const begun = ahead.find((each) => isUsable(each, ids, ports.now()))
        if (begun !== undefined) return begun
        const contacts = readAll(archives, ids)
        // `copy` meets the failure.
        contacts.catch(() => undefined)
        return { ids, begunAt: ports.now(), contacts }
      })
    },
    async copy(ids, made): Promise<CopyReply> {
      const { seals } = made
      try {
        const contacts = await read(ids)
        const texts = contacts.length > 0 ? [contacts.map(contactText).join('')] : []
        if (seals.length === 0 && texts.length > 0) {
          const said = { planId, reference, writtenAt: ports.now(), counts: { planned } }
          texts.unshift(headerText({ ...about, ...said }))
        }
        const trouble =
          texts.length === 0 ? null : await lost(made, texts, new Set(contacts.map(({ id }) => id)))
        if (trouble !== null) return trouble
        if (!(await keepNext(made, texts)))
          return seals.length > 0 && !(await holds(made)) ? ERASED : { kind: 'failed', failure: NOT_KEPT }
        // Not before: of what is stored there, contacts may be deleted while a part fails to be written and is read anew.
        if (texts.length > 0) known.add(made.archive)
        return {
          kind: 'copied',
          seals: await Promise.all(texts.map((text) => sealOf(text, codec))),
          copies: contacts.map((contact) => ({
            id: contact.id,
            whole: isComplete(contact),
            readAt: contact.readAt,
            links: contact.links.map(({ entityTypeId, id }) => linkKey(entityTypeId, id)),
          })),
        }
      } catch (thrown) {
        if (thrown instanceof PortalFailure) return { kind: 'failed', failure: thrown.failure }
        throw thrown
      }
    },
    async close(made) {
      const { archive, seals, contacts, incomplete } = made
      try {
        const text = trailerText({ contacts, incomplete, parts: seals })
        // An archive that was erased, or that holds unknown parts, gets no last line.
        if ((await lost(made, [text], NO_CONTACTS)) !== null) return true
        if (await keep(archiveIdOf(planId, archive), seals.length, text)) return true
        return !(await holds(made))
      } catch (thrown) {
        if (thrown instanceof PortalFailure) return false
        throw thrown
      }
    },
    async look(made) {
      try {
        return (await holds(made)) ? { kind: 'there' } : ERASED
      } catch (thrown) {
        if (thrown instanceof PortalFailure) return { kind: 'failed', failure: thrown.failure }
        throw thrown
      }
    },
  }
}

interface ReadAhead {
  readonly ids: readonly number[]
  readonly begunAt: number
  readonly contacts: Promise<ArchivedContact[]>
}

/** A copy that was begun longer ago is made anew: the run may have been paused. */
const READ_AHEAD_LASTS_MS = 60_000

function isUsable({ ids, begunAt }: ReadAhead, wanted: readonly number[], now: number): boolean {
  const age = now - begunAt
  const same = ids.length === wanted.length && ids.every((id, at) => id === wanted[at])
  return same && age >= 0 && age <= READ_AHEAD_LASTS_MS
}

const NO_CONTACTS: ReadonlySet<number> = new Set()
const ERASED: LostCopies = { kind: 'lost', kept: false }
const BEYOND: LostCopies = { kind: 'lost', kept: true }

/**
 * The stored parts of an archive from a number on, one more than `most` at the most. Null: there are some, but they
 * cannot be read. Rejects with PortalFailure when the store cannot be asked.
 */
async function partsFrom(
  store: ArchiveStore,
  archiveId: string,
  from: number,
  most: number,
): Promise<string[] | null> {
  const texts: string[] = []
  try {
    for await (const text of store.open(archiveId, from)) {
      texts.push(text)
      if (texts.length > most) break
    }
    return texts
  } catch (thrown) {
    if (thrown instanceof PortalFailure && thrown.failure.kind === 'copy-unreadable') return null
    throw thrown
  }
}

const lineSchema = v.variant('kind', [
  v.object({ kind: v.literal('contact'), contact: v.object({ id: v.number() }) }),
  v.object({ kind: v.literal('trailer') }),
])

/** The ids of the contacts in a part; null: not a part of ours, or of another version. */
function contactsIn(part: string): number[] | null {
  const ids: number[] = []
  for (const text of part.split('\n')) {
    if (text === '' || v.is(signatureSchema, parseJson(text))) continue
    const line = v.safeParse(lineSchema, parseJson(text))
    if (!line.success) return null
    if (line.output.kind === 'contact') ids.push(line.output.contact.id)
  }
  return ids
}

async function readAll(
  archives: Pick<ArchiveReader, 'read'>,
  ids: readonly number[],
): Promise<ArchivedContact[]> {
  const wanted = new Set(ids)
  const contacts: ArchivedContact[] = []
  for await (const portion of archives.read(ids)) {
    // Contacts that were not asked for do not belong in this archive, and repeated ones count once.
    for (const contact of portion) if (wanted.delete(contact.id)) contacts.push(contact)
  }
  return contacts
}
