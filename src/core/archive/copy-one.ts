import { PortalFailure, type Failure } from '../failure.ts'
import { holdInHand, keepAll, placesFor } from './copy-places.ts'
import { NOT_KEPT, type KeeperPorts } from './keeper.ts'
import type { ArchiveReader, ArchiveStore, ArchivePorts } from './ports.ts'
import { type ArchivedContact, type ArchiveSection, isComplete } from './archived-contact.ts'
import { contactText, headerText, sealOf, trailerText } from './file/write-file.ts'

/** The ports of storing the copy of one contact. */
export type CopyOnePorts = Pick<ArchivePorts, 'about' | 'browserStore' | 'portalStore'> & {
  readonly codec: KeeperPorts['codec']
  /** Unix ms of our clock. */
  readonly now: KeeperPorts['now']
}

/** An archive of one contact, with its last line. */
export interface ArchiveOfOne {
  readonly archiveId: string
  /** The places that stored all of it. */
  readonly places: readonly ArchiveStore['place'][]
  /** SHA-256 of its last line. */
  readonly seal: string
  /** The sections that are incomplete although an app could copy them; empty: the copy is complete. */
  readonly missing: readonly ArchiveSection[]
  /** Its parts, if no place stored it and only this page's memory holds it; null: a place stored it. */
  readonly inHand: readonly string[] | null
}

/** The result of storing a copy. Unless it is `kept`, nothing of the copy stays anywhere. */
export type KeptOne =
  | { readonly kind: 'kept'; readonly archive: ArchiveOfOne }
  | { readonly kind: 'failed'; readonly failure: Failure }

/** Reads one contact that is to be copied; null: the portal does not show it. Rejects with PortalFailure. */
export async function readOne(
  contactId: number,
  archives: Pick<ArchiveReader, 'read'>,
): Promise<ArchivedContact | null> {
  for await (const portion of archives.read([contactId])) {
    const found = portion.find(({ id }) => id === contactId)
    if (found !== undefined) return found
  }
  return null
}

/**
 * Stores what was read of a contact that is about to be deleted as its own archive, from the first line to the last. If
 * neither the portal nor the browser stores anything for the app, this page holds the archive, for the person to save as
 * a file. Never rejects.
 * @param portalMust false: the portal refused a copy before, so a copy in the browser or in this page is enough.
 * @param onSent called when the copy was sent to the portal, and only its reading back is left; not where none is sent
 */
export async function keepOne(
  contact: ArchivedContact,
  archiveId: string,
  portalMust: boolean,
  ports: CopyOnePorts,
  onSent: () => void = () => undefined,
): Promise<KeptOne> {
  try {
    const stores = await placesFor(ports.browserStore, () => ports.portalStore())
    const { texts, seal } = await archiveOf(contact, ports)
    const kept = await Promise.all(stores.map((store) => keepAll(store, archiveId, texts, onSent)))
    const places = stores.flatMap(({ place }, at) => (kept[at] === true ? place : []))
    const lacksPortal = portalMust && stores[0]?.place !== 'browser' && kept[0] !== true
    if (places.length < stores.length) {
      // An archive that was begun would look like one of a deleted contact.
      const begun = stores.filter(({ place }) => lacksPortal || !places.includes(place))
      const erased = Promise.all(begun.map((store) => store.erase([archiveId]).catch(() => undefined)))
      // If another copy may follow under the same id, the erasure must be over first.
      if (!lacksPortal) await erased
    }
    if (lacksPortal) return { kind: 'failed', failure: await whyNotKept(stores[0], archiveId) }
    const inHand = places.length === 0 ? texts : null
    holdInHand(ports.browserStore, archiveId, inHand)
    return { kind: 'kept', archive: { archiveId, seal, places, missing: missingOf(contact), inHand } }
  } catch (thrown) {
    if (thrown instanceof PortalFailure) return { kind: 'failed', failure: thrown.failure }
    throw thrown
  }
}

/** `auth` where the session has ended; else `NOT_KEPT`, after which the next question offers another place. */
async function whyNotKept(store: ArchiveStore | undefined, archiveId: string): Promise<Failure> {
  try {
    await store?.holds(archiveId)
  } catch (thrown) {
    if (thrown instanceof PortalFailure && thrown.failure.kind === 'auth') return thrown.failure
  }
  return NOT_KEPT
}

/** Erases the archive in all places that can be reached, since nothing was deleted. Never rejects. */
export async function eraseCopy(
  archiveId: string,
  { browserStore, portalStore }: Pick<CopyOnePorts, 'browserStore' | 'portalStore'>,
): Promise<void> {
  const portal = await portalStore().catch(() => null)
  const stores = portal === null ? [browserStore] : [portal, browserStore]
  await Promise.all(stores.map((store) => store.erase([archiveId]).catch(() => undefined)))
}

/** The parts of the file, and the hash of the last one. */
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

/** The sections that make a copy incomplete, without what no app can copy. */
export function missingOf({ unsaved }: ArchivedContact): ArchiveSection[] {
  return [...new Set(unsaved.flatMap((one) => (isComplete({ unsaved: [one] }) ? [] : one.part)))]
}
