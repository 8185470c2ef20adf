import type { RecordStore } from '#core/records/record.ts'
import { newestFirst } from '#core/records/record-stores.ts'
import { readStoredRecordText, writeStoredRecord } from '#core/records/stored-record.ts'
import { allOf, createConnection, inOneStep, isKept, openThere, type Connection } from './database.ts'
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
    keep: (record) =>
      isKept(async () => {
        await inOneStep(await connection.open(), ['runRecords'], (transaction) =>
          transaction.objectStore('runRecords').put(writeStoredRecord(record), [userId, record.id]),
        )
        return true
      }),
    list: () =>
      orTrouble(async () => {
        const database = await openThere(connection)
        const texts = (await database?.getAll('runRecords', allOf(userId))) ?? []
        return newestFirst(
          texts.flatMap((text) => (typeof text === 'string' ? (readStoredRecordText(text) ?? []) : [])),
        )
      }),
  }
}
