import * as v from 'valibot'
import type { KeepDays } from '#core/archive/kept-until.ts'
import type { ArchiveStore } from '#core/archive/ports.ts'
import type { RecordStore } from '#core/evidence/record.ts'
import { listOf, text } from '../wire.ts'
import { openAppStorage } from './app-storage.ts'
import { openDriveFolder, type DrivePlace } from './drive-folder.ts'
import { createDriveStore } from './drive-store.ts'
import { createDriveRecords } from './drive-records.ts'
import { createStorageRecords } from './storage-records.ts'
import { createStorageStore } from './storage-store.ts'

/** What the portal keeps for the app. */
export interface PortalPlace {
  readonly archives: ArchiveStore
  readonly records: RecordStore
}

const scopes = listOf(text)

/**
 * Where in the portal the app may keep something: its own storage where it has the scope `entity`, else the user's
 * Drive where it has `disk`; null where it has neither. Rejects with PortalFailure when that cannot be asked.
 */
export async function findPortalPlace(place: DrivePlace, keepDays: KeepDays): Promise<PortalPlace | null> {
  const { paced, me } = place
  const { result } = await paced.call('scope', {})
  const told = v.safeParse(scopes, result)
  const granted = told.success ? told.output : []
  if (granted.includes('entity')) {
    const storage = openAppStorage(paced, me)
    return {
      archives: createStorageStore({ paced, storage, keepDays }),
      records: createStorageRecords(paced, storage, me),
    }
  }
  if (!granted.includes('disk')) return null
  const drive = openDriveFolder(place)
  return { archives: createDriveStore(drive, keepDays), records: createDriveRecords(drive) }
}
