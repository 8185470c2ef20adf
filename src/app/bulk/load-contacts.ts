import { readArchive } from '#core/archive/read-file.ts'
import { openArchive } from '#core/archive/shelf.ts'
import { PortalFailure } from '#core/failure.ts'
import type { KeepingPorts } from '#core/keeping.ts'
import { listDeleted, type DeletedContact } from '#core/restore/deleted-contacts.ts'
import type { ContactsToRestore } from '#features/restore/use-restore-planning.ts'
import { FILE } from '#features/deleted/use-deleted.ts'
import type { RestoreWish, UndoOffer } from './views.ts'

type KeptWish = Extract<RestoreWish, { kind: 'kept' }>

/** Reads whom a wish is about. Only what can be vouched for comes back. Rejects with PortalFailure. */
export async function loadContacts(wish: RestoreWish, keeping: KeepingPorts): Promise<ContactsToRestore> {
  if (wish.kind === 'read') return toRestore(wish.contacts)
  const portal = await portalStoreOf(keeping)
  const stores = [keeping.browserStore, ...(portal === null ? [] : [portal])]
  const found: DeletedContact[] = []
  const { codec, about } = keeping
  const { memberId } = about.portal
  const offers: readonly (Omit<UndoOffer, 'contactIds'> & Pick<KeptWish, 'contactIds'>)[] =
    wish.kind === 'undo' ? wish.of : [wish]
  for (const { archiveId, contactIds, inHand = null } of offers) {
    const reading =
      inHand === null
        ? await openArchive(archiveId, stores, memberId, codec)
        : await readArchive(codec.encode(inHand.join('')), memberId, codec)
    if (reading.kind !== 'read') {
      throw new PortalFailure({ kind: 'bad-answer', code: 'ARCHIVE_UNREADABLE', portalText: '' })
    }
    const wanted = contactIds === null ? null : new Set(contactIds)
    found.push(...listDeleted([{ archiveId, reading }]).filter(({ id }) => wanted?.has(id) ?? true))
  }
  return toRestore(found)
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
