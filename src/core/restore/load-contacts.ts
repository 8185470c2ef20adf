import { openPlaces } from '../archive/copy-places.ts'
import type { ArchivePorts, ArchiveStore } from '../archive/ports.ts'
import { openArchive } from '../archive/archive-index.ts'
import type { ArchivedContact } from '../archive/archived-contact.ts'
import { PortalFailure, failureOfKind } from '../failure.ts'
import { readIds } from '../records/id-text.ts'
import { archivesIn, type RecordStore } from '../records/record.ts'
import { FILE, listDeleted, type DeletedContact } from './deleted-contacts.ts'
import type { RestoreLookup } from './ports.ts'

/** Deleted contacts that an archive of this app holds. */
export interface UndoOffer {
  readonly archiveId: string
  /** Earlier archives of the same run, which may hold some of them instead: see `archivesOf`. Absent: none. */
  readonly earlier?: readonly string[]
  readonly contactIds: readonly number[]
}

/** Which contacts to restore. */
export type RestoreWish =
  /** What was deleted just now, in one step or several. */
  | { readonly kind: 'undo'; readonly of: readonly UndoOffer[] }
  /** From a stored archive. `contactIds` null: all its contacts. */
  | (Omit<UndoOffer, 'contactIds'> & { readonly kind: 'kept'; readonly contactIds: readonly number[] | null })
  /** These were read already. */
  | { readonly kind: 'read'; readonly contacts: readonly DeletedContact[] }

export interface ContactsToRestore {
  readonly contacts: readonly ArchivedContact[]
  /** The stored archive of each contact, by contact ID; a contact from a file is absent. */
  readonly archives: ReadonlyMap<number, string>
  /** Of these, contacts of which the portal said after their deletion that they no longer exist. Absent: of none. */
  readonly deleted?: ReadonlySet<number>
}

/** With records and the lookup it is known of more contacts that they were deleted. */
type Ports = Pick<ArchivePorts, 'browserStore' | 'portalStore' | 'about' | 'codec'> & {
  readonly records?: Pick<RecordStore, 'list'>
  readonly lookup?: Pick<RestoreLookup, 'hidden'>
}
type Kept = Extract<RestoreWish, { kind: 'kept' }>

/** Reads the contacts of a wish and leaves out those that somebody altered. Rejects with PortalFailure. */
export async function loadContacts(wish: RestoreWish, recovery: Ports): Promise<ContactsToRestore> {
  if (wish.kind === 'read') {
    return { ...toRestore(wish.contacts), deleted: await notedAsDeleted(wish.contacts, recovery) }
  }
  const portal = await portalStoreOf(recovery)
  const stores = openPlaces(recovery.browserStore, portal)
  const found: DeletedContact[] = []
  for (const one of wish.kind === 'undo' ? wish.of : [wish])
    found.push(...(await loadKept(one, stores, recovery)))
  const loaded = toRestore(found)
  if (wish.kind === 'undo')
    return { ...loaded, deleted: new Set(wish.of.flatMap(({ contactIds }) => contactIds)) }
  return { ...loaded, deleted: await notedAsDeleted(found, recovery) }
}

/**
 * The contacts that the records of the runs that copied them call deleted. An administrator sees what is not deleted, so
 * nothing is asked for.
 */
export async function notedAsDeleted(
  contacts: readonly Pick<DeletedContact, 'id' | 'archiveId' | 'planId'>[],
  { lookup, records }: Pick<Ports, 'lookup' | 'records'>,
): Promise<ReadonlySet<number>> {
  const deleted = new Set<number>()
  if (lookup?.hidden === undefined || records === undefined || contacts.length === 0) return deleted
  try {
    for (const record of await records.list()) {
      const own = new Set(archivesIn(record).map(({ archiveId }) => archiveId))
      const noted = new Set(readIds(record.kind === 'deletion' ? (record.contacts?.deleted ?? '') : ''))
      for (const { id, archiveId, planId } of contacts)
        if (noted.has(id) && (own.has(archiveId) || planId === record.id)) deleted.add(id)
    }
  } catch (thrown) {
    if (!(thrown instanceof PortalFailure)) throw thrown
  }
  return deleted
}

/** Rejects where a wanted contact cannot be read. */
async function loadKept(
  { archiveId, earlier = [], contactIds }: Omit<Kept, 'kind'>,
  stores: readonly ArchiveStore[],
  { about, codec }: Ports,
): Promise<DeletedContact[]> {
  const opened: Parameters<typeof listDeleted>[0][number][] = []
  let trouble: PortalFailure | null = null
  for (const each of [archiveId, ...earlier]) {
    try {
      const reading = await openArchive(each, stores, about.portal.memberId, codec)
      if (reading.kind !== 'read') throw new PortalFailure(failureOfKind('copy-unreadable'))
      opened.push({ archiveId: each, reading })
    } catch (thrown) {
      if (!(thrown instanceof PortalFailure)) throw thrown
      trouble ??= thrown
    }
  }
  const listed = listDeleted(opened)
  const wanted = contactIds === null ? null : new Set(contactIds)
  const found = listed.filter(({ id }) => wanted?.has(id) ?? true)
  // One of several archives may be gone. That matters only for contacts that no other archive holds.
  if (trouble !== null && (wanted === null || found.length < wanted.size)) throw trouble
  return found
}

/** Null where the portal cannot be asked: the browser's copy may be enough. */
async function portalStoreOf(recovery: Ports): ReturnType<Ports['portalStore']> {
  try {
    return await recovery.portalStore()
  } catch (thrown) {
    if (thrown instanceof PortalFailure) return null
    throw thrown
  }
}

function toRestore(contacts: readonly DeletedContact[]): ContactsToRestore {
  const sound = contacts.filter(({ trust }) => trust === 'sound')
  return {
    contacts: sound.map(({ contact }) => contact),
    archives: new Map(
      sound.flatMap(({ id, archiveId }): [number, string][] => (archiveId === FILE ? [] : [[id, archiveId]])),
    ),
  }
}
