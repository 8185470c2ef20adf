import { PortalFailure, type Failure } from '../failure.ts'
import { holdInHand, placesFor } from './copy-places.ts'
import { NOT_KEPT, type KeeperPorts } from './keeper.ts'
import type { ArchiveReader, ArchiveStore, ArchivePorts } from './ports.ts'
import { type ArchivedContact, type ArchiveSection, isComplete } from './archived-contact.ts'
import { contactText, headerText, sealOf, trailerText } from './file/write-file.ts'

/** What copying one contact needs of the outside. */
export type CopyOnePorts = Pick<ArchivePorts, 'archives' | 'about' | 'browserStore' | 'portalStore'> & {
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
  readonly missing: readonly ArchiveSection[]
  /** Its parts, held in this page's memory alone because no place keeps it; null: the places keep it. */
  readonly inHand: readonly string[] | null
}

/** What became of the copy. Except for `kept` nothing of it stays anywhere. */
export type CopyOfOne =
  | { readonly kind: 'kept'; readonly archive: ArchiveOfOne; readonly contact: ArchivedContact }
  /** The portal did not show the contact. */
  | { readonly kind: 'not-there' }
  /** It could not be read (the portal's own failure) or not be kept. */
  | { readonly kind: 'failed'; readonly failure: Failure }

/**
 * Copies a contact that is about to be deleted into an archive of its own, whole from its first line to its last. Where
 * neither the portal nor the browser keeps anything for the app it is held in hand, for the person to take as a file.
 * Never rejects.
 * @param portalMust false: the portal did not take a copy before, so the browser's, or one in hand, has to do.
 */
export async function copyOne(
  contactId: number,
  archiveId: string,
  portalMust: boolean,
  ports: CopyOnePorts,
): Promise<CopyOfOne> {
  try {
    const contact = await readOne(contactId, ports.archives)
    if (contact === null) return { kind: 'not-there' }
    const stores = await placesFor(ports.browserStore, () => ports.portalStore())
    const { texts, seal } = await archiveOf(contact, ports)
    const kept = await Promise.all(stores.map((store) => keepAll(store, archiveId, texts)))
    const places = stores.flatMap(({ place }, at) => (kept[at] === true ? place : []))
    const lacksPortal = portalMust && stores[0]?.place !== 'browser' && kept[0] !== true
    if (places.length < stores.length) {
      // What was begun must not look like a contact that was deleted.
      const begun = stores.filter(({ place }) => lacksPortal || !places.includes(place))
      const erased = Promise.all(begun.map((store) => store.erase(archiveId).catch(() => undefined)))
      // Another copy under the same name may follow, unless this is the end of it.
      if (!lacksPortal) await erased
    }
    if (lacksPortal) return { kind: 'failed', failure: NOT_KEPT }
    const inHand = places.length === 0 ? texts : null
    holdInHand(ports.browserStore, archiveId, inHand)
    return {
      kind: 'kept',
      contact,
      archive: { archiveId, seal, places, missing: missingOf(contact), inHand },
    }
  } catch (thrown) {
    if (thrown instanceof PortalFailure) return { kind: 'failed', failure: thrown.failure }
    throw thrown
  }
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

async function readOne(contactId: number, archives: ArchiveReader): Promise<ArchivedContact | null> {
  for await (const portion of archives.read([contactId])) {
    const found = portion.find(({ id }) => id === contactId)
    if (found !== undefined) return found
  }
  return null
}

/** The parts of the file, the last line included, and by what that can be known. */
async function archiveOf(
  contact: ArchivedContact,
  { about, codec, now }: CopyOnePorts,
): Promise<{ texts: readonly string[]; seal: string }> {
  const said = { planId: '', reference: '', writtenAt: now(), counts: { planned: 1 } }
  const content = [headerText({ ...about, ...said }), contactText(contact)]
  const parts = await Promise.all(content.map((text) => sealOf(text, codec)))
  const trailer = trailerText({ contacts: 1, incomplete: isComplete(contact) ? 0 : 1, parts })
  return { texts: [...content, trailer], seal: (await sealOf(trailer, codec)).sha256 }
}

async function keepAll(store: ArchiveStore, archiveId: string, texts: readonly string[]): Promise<boolean> {
  if (store.keepNew !== undefined) return store.keepNew(archiveId, texts)
  for (const [number, text] of texts.entries()) {
    if (!(await store.keep(archiveId, number, text))) return false
  }
  return true
}

/** What keeps a copy from being complete; what no app can save is not among it. */
function missingOf({ unsaved }: ArchivedContact): ArchiveSection[] {
  return [...new Set(unsaved.flatMap((one) => (isComplete({ unsaved: [one] }) ? [] : one.part)))]
}
