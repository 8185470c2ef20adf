import * as v from 'valibot'
import type { KeepDays } from '#core/archive/kept-until.ts'
import type { ArchiveStore } from '#core/archive/ports.ts'
import type { RecordStore } from '#core/records/record.ts'
import { BAD_ANSWER, PortalFailure } from '#core/failure.ts'
import type { PacedRest } from '../rest/paced-rest.ts'
import { isForGood } from '../rest/refusals.ts'
import type { Command, CommandAnswer } from '../rest/rest.ts'
import { listOf, text } from '../rest/wire.ts'
import { openAppStorage } from '../archive/store/app-storage.ts'
import { createStorageRecords } from './storage-records.ts'
import { createStorageStore } from '../archive/store/storage-store.ts'

/** What the portal stores for the app. */
export interface PortalPlace {
  readonly archives: ArchiveStore
  readonly records: RecordStore
}

const lists = listOf(v.unknown())
const scopes = listOf(text)

/**
 * Where in the portal the app may store something: its own storage if it has the scope `entity`, else null. One request
 * asks for the scopes and for the storages, because a portal may list the scope and have no such module, refuse it all
 * the same, or not list its scopes.
 * Rejects with PortalFailure if that cannot be asked now: a passing failure must not put archives into another place.
 */
export async function findPortalPlace(
  { paced, me }: { readonly paced: PacedRest; /** The user's id. */ readonly me: number },
  keepDays: KeepDays,
): Promise<PortalPlace | null> {
  const answers = await paced.all([SCOPES, ENTITIES])
  const [granted, entities] = answers.map(({ answer }) => answer)
  const listed = v.safeParse(scopes, listIn(granted))
  const isGranted = !listed.success || listed.output.includes('entity')
  if (!isGranted || listIn(entities) === null) return null
  const storage = openAppStorage(paced, me)
  return {
    archives: createStorageStore({ paced, storage, keepDays }),
    records: createStorageRecords(paced, storage, me),
  }
}

const SCOPES: Command = { method: 'scope', params: {} }
/** All storages of the app that this user may read; there may be none yet. */
const ENTITIES: Command = { method: 'entity.get', params: {} }

/**
 * Null: refused for good, because the portal has no such method or gave the app no such scope, or the answer is not a
 * list. Throws PortalFailure if the failure may pass.
 */
function listIn(answer: CommandAnswer | undefined): readonly unknown[] | null {
  if (answer?.kind === 'refused' && isForGood(answer.failure)) return null
  if (answer?.kind === 'refused') throw new PortalFailure(answer.failure)
  if (answer?.kind !== 'result') throw new PortalFailure(BAD_ANSWER)
  const read = v.safeParse(lists, answer.result)
  return read.success ? read.output : null
}
