import type { Files } from '../files.ts'
import type { ArchivePorts } from './ports.ts'
import { packArchive } from './file/write-file.ts'

/** The ending of every archive file's name. */
export const ARCHIVE_ENDING = '.ndjson.gz'

/**
 * Offers an archive as a file, as far as it is written; the app cannot know whether the browser saves it. Rejects with
 * PortalFailure when the archive cannot be read.
 * @param name without its ending.
 */
export async function saveArchive(
  open: () => AsyncIterable<string> | Iterable<string>,
  name: string,
  { files, codec }: { readonly files: Pick<Files, 'saveBytes'>; readonly codec: ArchivePorts['codec'] },
): Promise<void> {
  files.saveBytes(`${name}${ARCHIVE_ENDING}`, 'application/gzip', await packArchive(open(), codec))
}
