import { PortalFailure } from '#core/failure.ts'
import type { RecordStore } from '#core/records/record.ts'
import { newestFirst } from '#core/records/record-stores.ts'
import { readStoredRecordText, writeStoredRecord } from '#core/records/stored-record.ts'
import type { DriveFolder } from '../archive/drive-folder.ts'

/** No part of an archive is called so. */
const OUR_NAME = /^record\.(.+)\.json$/u

/**
 * Records of runs as files in the user's own Drive, so an administrator sees only his own. What cannot be read is
 * passed over; `hidden` tells of those that the frame may not fetch.
 */
export function createDriveRecords(drive: DriveFolder): RecordStore {
  /** What each of our files holds; null: the frame may not fetch it. */
  async function contents(): Promise<readonly { readonly id: string; readonly text: string | null }[]> {
    const ours = (await drive.files()).flatMap((file) => {
      const [, id] = OUR_NAME.exec(file.NAME) ?? []
      return id === undefined ? [] : [{ id, file }]
    })
    return Promise.all(ours.map(async ({ id, file }) => ({ id, text: await drive.contentOf(file) })))
  }

  return {
    async keep(record) {
      try {
        return await drive.settle(`record.${record.id}.json`, writeStoredRecord(record))
      } catch (thrown) {
        if (thrown instanceof PortalFailure) return false
        throw thrown
      }
    },
    list: async () =>
      newestFirst(
        (await contents()).flatMap(({ text }) => (text === null ? [] : (readStoredRecordText(text) ?? []))),
      ),
    hidden: async () => (await contents()).flatMap(({ id, text }) => (text === null ? [id] : [])),
  }
}
