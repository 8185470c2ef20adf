import { packArchive } from '#core/archive/write-file.ts'
import type { Files } from '#core/files.ts'
import type { KeepingPorts } from '#core/ports.ts'

/** What the name of every archive file ends with. */
export const ARCHIVE_ENDING = '.ndjson.gz'

/**
 * Offers a run's archive as a file, as far as it is written; nobody can tell whether it came. Rejects with PortalFailure
 * when it cannot be read.
 * @param name without its ending.
 */
export async function saveArchive(
  open: () => AsyncIterable<string> | Iterable<string>,
  name: string,
  { files, codec }: { readonly files: Pick<Files, 'saveBytes'>; readonly codec: KeepingPorts['codec'] },
): Promise<void> {
  files.saveBytes(`${name}${ARCHIVE_ENDING}`, 'application/gzip', await packArchive(open(), codec))
}
