import type { Failure } from '../failure.ts'
import type { CopyKeeper, CopyReply } from '../run/ports.ts'
import { createCopyPlaces } from './copy-places.ts'
import { createCopyKeeper, NOT_KEPT, type KeeperPorts } from './keeper.ts'
import type { ArchiveStore } from './ports.ts'
import { type ArchivedContact, type ArchivePart, isComplete } from './record.ts'
import { sealOf, trailerText } from './write-file.ts'
import type { KeepingPorts } from '../keeping.ts'

/** What copying one contact needs of the outside. */
export type CopyOnePorts = Pick<KeepingPorts, 'archives' | 'about' | 'browserStore' | 'portalStore'> & {
  readonly codec: KeeperPorts['codec']
  /** Unix ms of our clock. */
  readonly now: KeeperPorts['now']
}

/** An archive that holds one contact, closed. */
export interface ArchiveOfOne {
  readonly archiveId: string
  /** The places that took all of it. */
  readonly places: readonly ArchiveStore['place'][]
  /** SHA-256 of its last line. */
  readonly seal: string
  /** What could not be copied in full although it might have been; empty: all that can be saved is. */
  readonly missing: readonly ArchivePart[]
}

/** What became of the copy. Except for `kept` nothing of it stays anywhere. */
export type CopyOfOne =
  | { readonly kind: 'kept'; readonly archive: ArchiveOfOne }
  /** The portal did not show the contact. */
  | { readonly kind: 'not-there' }
  /** It could not be read (the portal's own failure) or not be kept. */
  | { readonly kind: 'failed'; readonly failure: Failure }

/** Neither the portal nor the browser keeps anything for the app. */
export const KEPT_NOWHERE: Failure = { kind: 'portal-error', code: 'COPY_NOWHERE', portalText: '' }

/**
 * Copies a contact that is about to be deleted into an archive of its own, whole from its first line to its last. Never
 * rejects.
 */
export async function copyOne(contactId: number, archiveId: string, ports: CopyOnePorts): Promise<CopyOfOne> {
  const places = watchPlaces(() => createCopyPlaces(ports, false).stores())
  const read: ArchivedContact[] = []
  const keeper = createCopyKeeper(
    { archiveId, planId: '', reference: '', planned: 1 },
    { ...ports, archives: { read: (ids) => noting(ports.archives.read(ids), read) }, stores: places.stores },
  )
  const made = await copyAndClose(keeper, contactId)
  if (made.kind === 'kept') {
    const seal = (await sealOf(made.trailer, ports.codec)).sha256
    return { kind: 'kept', archive: { archiveId, seal, places: places.whole(), missing: missingOf(read[0]) } }
  }
  if (made.kind === 'not-there') return made
  // What was begun must not look like a contact that was deleted.
  if (places.any()) void eraseCopy(archiveId, ports)
  const nowhere = made.failure === NOT_KEPT && places.first() === 'browser'
  return { kind: 'failed', failure: nowhere ? KEPT_NOWHERE : made.failure }
}

/** Takes the archive away again, wherever it can be reached: nothing was deleted after all. Never rejects. */
export async function eraseCopy(
  archiveId: string,
  { browserStore, portalStore }: Pick<CopyOnePorts, 'browserStore' | 'portalStore'>,
): Promise<void> {
  const portal = await portalStore().catch(() => null)
  const stores = portal === null ? [browserStore] : [portal, browserStore]
  await Promise.all(stores.map((store) => store.erase(archiveId).catch(() => undefined)))
}

type Made =
  | { readonly kind: 'kept'; readonly trailer: string }
  | { readonly kind: 'not-there' }
  | { readonly kind: 'failed'; readonly failure: Failure }

async function copyAndClose(keeper: CopyKeeper, contactId: number): Promise<Made> {
  const reply = await keeper.copy([contactId], []).catch(lost)
  if (reply.kind === 'failed') return reply
  const copy = reply.copies.find(({ id }) => id === contactId)
  if (copy === undefined) return { kind: 'not-there' }
  const content = { seals: reply.seals, contacts: 1, incomplete: copy.whole ? 0 : 1 }
  if (!(await keeper.close(content).catch(() => false))) return { kind: 'failed', failure: NOT_KEPT }
  const { seals: parts, ...counts } = content
  return { kind: 'kept', trailer: trailerText({ ...counts, parts }) }
}

/** Ports do not reject; of one that does all the same nothing is known. */
function lost(): CopyReply {
  return { kind: 'failed', failure: { kind: 'bad-answer', code: '', portalText: '' } }
}

/** The stores, and what each of them said so far. */
function watchPlaces(find: () => Promise<readonly ArchiveStore[]>): {
  stores: KeeperPorts['stores']
  first: () => ArchiveStore['place'] | undefined
  any: () => boolean
  whole: () => ArchiveStore['place'][]
} {
  const said = new Map<ArchiveStore['place'], boolean[]>()
  let watched: readonly ArchiveStore[] | null = null
  return {
    async stores() {
      watched ??= (await find()).map((store) => {
        const own: boolean[] = []
        said.set(store.place, own)
        return {
          ...store,
          async keep(archiveId, number, text) {
            const kept = await store.keep(archiveId, number, text)
            own.push(kept)
            return kept
          },
        }
      })
      return watched
    },
    first: () => watched?.[0]?.place,
    any: () => [...said.values()].flat().includes(true),
    whole: () => [...said].flatMap(([place, own]) => (own.every(Boolean) ? place : [])),
  }
}

async function* noting(
  portions: AsyncIterable<readonly ArchivedContact[]>,
  read: ArchivedContact[],
): AsyncIterable<readonly ArchivedContact[]> {
  for await (const portion of portions) {
    read.push(...portion)
    yield portion
  }
}

/** What keeps a copy from being complete; what no app can save is not among it. */
function missingOf(contact: ArchivedContact | undefined): ArchivePart[] {
  const unsaved = contact?.unsaved ?? []
  return [...new Set(unsaved.flatMap((one) => (isComplete({ unsaved: [one] }) ? [] : one.part)))]
}
