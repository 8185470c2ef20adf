import { openPlaces } from '#core/archive/copy-places.ts'
import type { ArchiveStore } from '#core/archive/ports.ts'
import { openArchive } from '#core/archive/archive-index.ts'
import { PortalFailure, failureOfKind } from '#core/failure.ts'
import type { KeepingPorts } from '#core/ports.ts'
import { listDeleted, type DeletedContact } from '#core/restore/deleted-contacts.ts'
import type { ContactsToRestore } from '#features/restore/use-restore-planning.ts'
import { FILE } from '#features/deleted/use-deleted.ts'
import type { RestoreWish } from './views.ts'
type Kept = Extract<RestoreWish, { kind: 'kept' }>

/** Reads whom a wish is about. Only what can be vouched for comes back. Rejects with PortalFailure. */
export async function loadContacts(wish: RestoreWish, keeping: KeepingPorts): Promise<ContactsToRestore> {
  if (wish.kind === 'read') return toRestore(wish.contacts)
  const portal = await portalStoreOf(keeping)
  const stores = openPlaces(keeping.browserStore, portal)
  const found: DeletedContact[] = []
  for (const one of wish.kind === 'undo' ? wish.of : [wish])
    found.push(...(await loadKept(one, stores, keeping)))
  return toRestore(found)
}

/** Rejects where somebody who was asked for cannot be told. */
async function loadKept(
  { archiveId, earlier = [], contactIds }: Omit<Kept, 'kind'>,
  stores: readonly ArchiveStore[],
  { about, codec }: KeepingPorts,
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
  // One of several archives may be gone: that matters only to whoever lies in no other.
  if (trouble !== null && (wanted === null || found.length < wanted.size)) throw trouble
  return found
}

/** The browser's copy may do where the portal cannot be asked. */
async function portalStoreOf(keeping: KeepingPorts): ReturnType<KeepingPorts['portalStore']> {
  try {
    return await keeping.portalStore()
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
