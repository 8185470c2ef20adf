import { PortalFailure } from '#core/failure.ts'
import type { RecordStore } from '#core/evidence/record.ts'
import { newestFirst } from '#core/evidence/record-stores.ts'
import { readStoredRecordText, writeStoredRecord } from '#core/evidence/stored-record.ts'
import type { DriveFolder } from './drive-folder.ts'

/** No part of an archive is called so. */
const OUR_NAME = /^record\..+\.json$/u

/**
 * Records of runs as files in the user's own Drive, so an administrator sees only his own. What cannot be read is
 * passed over, which is all of them where the frame may fetch no file of the portal: the browser has them, too.
 */
export function createDriveRecords(drive: DriveFolder): RecordStore {
  return {
    async keep(record) {
      try {
        return await drive.settle(`record.${record.id}.json`, writeStoredRecord(record))
      } catch (thrown) {
        if (thrown instanceof PortalFailure) return false
        throw thrown
      }
    },
    async list() {
      const files = (await drive.files()).filter(({ NAME }) => OUR_NAME.test(NAME))
      const contents = await Promise.all(files.map((file) => drive.contentOf(file)))
      return newestFirst(
        contents.flatMap((text) => (text === null ? [] : (readStoredRecordText(text) ?? []))),
      )
    },
  }
}
