import { mayBeDone, PortalFailure } from '#core/failure.ts'
import type { Over, RecordStore, RunRecord } from '#core/records/record.ts'
import { asOne, newestFirst } from '#core/records/record-stores.ts'
import { readStoredRecordText, writeStoredRecord } from '#core/records/stored-record.ts'
import type { PacedRest } from '../rest/paced-rest.ts'
import type { Params } from '../rest/query-string.ts'
import { OWNER, PART, type AppStorage, type StorageItem } from '../archive/store/app-storage.ts'
import { onePiece, textOf } from '../archive/store/chunks.ts'

/** Stands where archives have a part's number; no archive has such a part. */
const RECORD = 'record'
const MOST_TRIES = 3

/**
 * Records of runs in the app's own storage in the portal, one item each, beside the archives: in the storage of the
 * user who carried out the run, so that only this user and the administrators can read them.
 */
export function createStorageRecords(
  paced: Pick<PacedRest, 'once'>,
  storage: AppStorage,
  me: number,
): RecordStore {
  const ofRecord = (id: string): Params => ({
    [`=PROPERTY_${OWNER}`]: ownerOf(id),
    [`=PROPERTY_${PART}`]: RECORD,
  })

  /** An administrator adds to another user's record where it is stored, if it is. */
  async function placeOf({ user }: RunRecord): Promise<string> {
    const theirs = storage.codeOf(user.id)
    return user.id !== me && (await storage.readable()).includes(theirs) ? theirs : storage.own
  }

  /** A single call: a batch would change a text that looks like a reference. */
  async function write(
    code: string,
    id: string,
    text: string,
    there: StorageItem | undefined,
  ): Promise<void> {
    const item = { ENTITY: code, NAME: RECORD, DETAIL_TEXT: text }
    // Replaces the old item, so that there is a record at every moment.
    if (there !== undefined) await paced.once('entity.item.update', { ...item, ID: there.ID })
    else
      await paced.once('entity.item.add', {
        ...item,
        PROPERTY_VALUES: { [OWNER]: ownerOf(id), [PART]: RECORD },
      })
  }

  /** One request: for a record the portal's word that it added the item is enough. False: it did not say so. */
  async function addFresh(record: RunRecord): Promise<boolean> {
    try {
      await write(storage.own, record.id, onePiece(writeStoredRecord(record)), undefined)
      return true
    } catch (thrown) {
      if (thrown instanceof PortalFailure) return false
      throw thrown
    }
  }

  async function settle(code: string, record: RunRecord, over: Over): Promise<RunRecord | null> {
    for (let tries = 0; ; tries++) {
      const found = await storage.find(code, ofRecord(record.id))
      const [first, ...doubles] = found
      const stored = asOne(found.flatMap((item) => recordIn(item) ?? []))
      const next = stored === null ? record : over(stored)
      const text = onePiece(writeStoredRecord(next))
      if (first?.DETAIL_TEXT === text) {
        // Two tabs may have written at once.
        await storage.remove(code, doubles)
        return next
      }
      if (tries === MOST_TRIES) return null
      try {
        await write(code, record.id, text, first)
      } catch (thrown) {
        if (!(thrown instanceof PortalFailure)) throw thrown
        if (!mayBeDone(thrown.failure) && thrown.failure.kind !== 'rate-limit') return null
      }
    }
  }

  return {
    async keep(record, over) {
      try {
        await storage.prepare()
        if (over === null && record.user.id === me && (await addFresh(record))) return record
        return await settle(await placeOf(record), record, over ?? (() => record))
      } catch (thrown) {
        storage.forget()
        if (thrown instanceof PortalFailure) return null
        throw thrown
      }
    },
    async list() {
      const found: RunRecord[] = []
      for (const code of await storage.readable()) {
        for (const item of await storage.find(code, { [`=PROPERTY_${PART}`]: RECORD })) {
          const record = recordIn(item)
          if (record !== null) found.push(record)
        }
      }
      return newestFirst(found)
    },
  }
}

function recordIn({ DETAIL_TEXT }: StorageItem): RunRecord | null {
  return readStoredRecordText(textOf([DETAIL_TEXT]) ?? '')
}

/** Archives are erased by their id, which may be the same. */
function ownerOf(id: string): string {
  return `${RECORD} ${id}`
}
