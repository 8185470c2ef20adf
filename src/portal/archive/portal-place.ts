import * as v from 'valibot'
import type { KeepDays } from '#core/archive/kept-until.ts'
import type { ArchiveStore } from '#core/archive/ports.ts'
import type { RecordStore } from '#core/records/record.ts'
import { BAD_ANSWER, PortalFailure } from '#core/failure.ts'
import { isForGood } from '../rest/refusals.ts'
import type { Command, CommandAnswer } from '../rest/rest.ts'
import { listOf, text } from '../rest/wire.ts'
import { openAppStorage } from './app-storage.ts'
import { openDriveFolder, ownDriveCommand, type DrivePlace } from './drive-folder.ts'
import { createDriveStore } from './drive-store.ts'
import { createDriveRecords } from '../records/drive-records.ts'
import { createStorageRecords } from '../records/storage-records.ts'
import { createStorageStore } from './storage-store.ts'

/** What the portal keeps for the app. */
export interface PortalPlace {
  readonly archives: ArchiveStore
  readonly records: RecordStore
}

const lists = listOf(v.unknown())
const scopes = listOf(text)

/**
 * Where in the portal the app may keep something: its own storage where it has the scope `entity`, else the user's
 * Drive where it has `disk`; null where it has neither. One request: the scopes are asked for together with what they
 * are to open, since a portal may list one and have no such module, refuse it all the same, or not tell its scopes.
 * Rejects with PortalFailure when that cannot be asked now: what passes must not put archives into another place.
 */
export async function findPortalPlace(place: DrivePlace, keepDays: KeepDays): Promise<PortalPlace | null> {
  const { paced, me } = place
  const answers = await paced.all([SCOPES, ENTITIES, ownDriveCommand(me)])
  const [granted, entities, drives] = answers.map(({ answer }) => answer)
  const told = v.safeParse(scopes, listIn(granted))
  const has = (scope: string): boolean => !told.success || told.output.includes(scope)
  if (has('entity') && listIn(entities) !== null) {
    const storage = openAppStorage(paced, me)
    return {
      archives: createStorageStore({ paced, storage, keepDays }),
      records: createStorageRecords(paced, storage, me),
    }
  }
  // A person without a Drive of his own has none to keep anything in.
  if (!has('disk') || (listIn(drives) ?? []).length === 0) return null
  const drive = openDriveFolder(place)
  return { archives: createDriveStore(drive, keepDays), records: createDriveRecords(drive) }
}

const SCOPES: Command = { method: 'scope', params: {} }
/** All storages of the app that this user may read; there may be none yet. */
const ENTITIES: Command = { method: 'entity.get', params: {} }

/**
 * Null: refused for good, as where the portal has no such method or gave the app no such scope, or no list at all.
 * Throws PortalFailure for what may pass.
 */
function listIn(answer: CommandAnswer | undefined): readonly unknown[] | null {
  if (answer?.kind === 'refused' && isForGood(answer.failure)) return null
  if (answer?.kind === 'refused') throw new PortalFailure(answer.failure)
  if (answer?.kind !== 'result') throw new PortalFailure(BAD_ANSWER)
  const read = v.safeParse(lists, answer.result)
  return read.success ? read.output : null
}
