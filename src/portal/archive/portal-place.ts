import * as v from 'valibot'
import type { KeepDays } from '#core/archive/kept-until.ts'
import type { ArchiveStore } from '#core/archive/ports.ts'
import type { RecordStore } from '#core/evidence/record.ts'
import type { PacedRest } from '../bulk/paced-rest.ts'
import { isForGood } from '../bulk/refusals.ts'
import { listOf, read, text } from '../wire.ts'
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
 * What the app may use. In a batch, for a refused call of its own would stand in the browser's console as an error. A
 * portal that does not tell is asked for something that takes each of the scopes.
 */
async function grantedIn(paced: PacedRest): Promise<readonly string[]> {
  const [told] = await paced.all([{ method: 'scope', params: {} }])
  const answer = told?.answer ?? { kind: 'absent' }
  const parsed = answer.kind === 'result' ? v.safeParse(scopes, answer.result) : null
  if (parsed?.success === true) return parsed.output
  if (answer.kind === 'absent' || (answer.kind === 'refused' && !isForGood(answer.failure)))
    return read(scopes, answer)
  const asked = { entity: 'entity.get', disk: 'disk.storage.getlist' }
  const answers = await paced.all(Object.values(asked).map((method) => ({ method, params: {} })))
  return Object.keys(asked).filter((_, at) => answers[at]?.answer.kind === 'result')
}

/**
 * Where in the portal the app may keep something: its own storage where it has the scope `entity`, else the user's
 * Drive where it has `disk`; null where it has neither. Rejects with PortalFailure when that cannot be asked.
 */
export async function findPortalPlace(place: DrivePlace, keepDays: KeepDays): Promise<PortalPlace | null> {
  const { paced, me } = place
  const granted = await grantedIn(paced)
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
