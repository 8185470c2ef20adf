import * as v from 'valibot'
import type { ArchiveStore } from '#core/archive/ports.ts'
import { listOf, text } from '../wire.ts'
import { createDriveStore, type DrivePlace } from './drive-store.ts'
import { createStorageStore } from './storage-store.ts'

const scopes = listOf(text)

/**
 * Where in the portal archives can be kept: the app's own storage where the app has the scope `entity`, else the
 * user's Drive where it has `disk`; null where it has neither. Rejects with PortalFailure when that cannot be asked.
 */
export async function findPortalStore(place: DrivePlace): Promise<ArchiveStore | null> {
  const { result } = await place.paced.call('scope', {})
  const told = v.safeParse(scopes, result)
  const granted = told.success ? told.output : []
  if (granted.includes('entity')) return createStorageStore(place)
  return granted.includes('disk') ? createDriveStore(place) : null
}
