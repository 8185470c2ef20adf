import type { RecordStore, RunRecord } from '#core/records/record.ts'
import { newestFirst } from '#core/records/record-stores.ts'
import { readStoredRecordText, writeStoredRecord } from '#core/records/stored-record.ts'
import {
  allOf,
  createConnection,
  inOneStep,
  isKept,
  openThere,
  type Connection,
  type OfUser,
} from './database.ts'
import { orTrouble } from './storage-trouble.ts'

/**
 * Records of this user's runs, in this browser's IndexedDB. A record that cannot be read is skipped. `list` is empty
 * where the browser gives the frame no storage, and rejects where there is storage that cannot be read now.
 */
export function openRecordStore(
  memberId: string,
  userId: number,
  connection: Connection = createConnection(memberId),
): RecordStore {
  return {
    async keep(record, over) {
      const key: OfUser = [userId, record.id]
      let next = record
      const kept = await isKept(async () => {
        await inOneStep(await connection.open(), ['runRecords'], async (transaction) => {
          const store = transaction.objectStore('runRecords')
          const stored = recordIn(await store.get(key))
          if (stored !== null && over !== null) next = over(stored)
          await store.put(writeStoredRecord(next), key)
        })
        return true
      })
      return kept ? next : null
    },
    list: () =>
      orTrouble(async () => {
        const database = await openThere(connection)
        const texts = (await database?.getAll('runRecords', allOf(userId))) ?? []
        return newestFirst(texts.flatMap((text) => recordIn(text) ?? []))
      }),
  }
}

function recordIn(stored: unknown): RunRecord | null {
  return typeof stored === 'string' ? readStoredRecordText(stored) : null
}
