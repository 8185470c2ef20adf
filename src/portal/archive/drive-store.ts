import { keptUntil, type KeepDays } from '#core/archive/kept-until.ts'
import { partName, partNamed } from '#core/archive/join-parts.ts'
import type { ArchiveStore, StoredArchive } from '#core/archive/ports.ts'
import { failureOfKind, PortalFailure } from '#core/failure.ts'
import type { DriveFile, DriveFolder } from './drive-folder.ts'

/**
 * Archives as files in the user's own Drive, a file a part (rest-contract.md, 11). A frame may not be let fetch a file
 * of the portal: then a part is held against its size in bytes, and `open` rejects with `copy-out-of-reach`: the
 * person can still fetch the files from the Drive and open them here.
 */
export function createDriveStore(drive: DriveFolder, keepDays: KeepDays): ArchiveStore {
  /** By their numbers. */
  const partsOf = async (archiveId: string): Promise<Part[]> =>
    (await drive.files())
      .flatMap((file) => partIn(file, archiveId) ?? [])
      .toSorted((a, b) => a.number - b.number)

  return {
    place: 'drive',
    async keep(archiveId, number, whole) {
      try {
        const header = number === 0 ? null : partName(archiveId, 0)
        return await drive.settle(partName(archiveId, number), whole, header)
      } catch (thrown) {
        // Among others: the scope was withdrawn while the run went on.
        if (thrown instanceof PortalFailure) return false
        throw thrown
      }
    },

    async holds(archiveId) {
      return (await drive.files({ NAME: partName(archiveId, 0) })).length > 0
    },

    async *open(archiveId, from = 0) {
      for (const { file, number } of await partsOf(archiveId)) {
        if (number < from) continue
        const content = await drive.contentOf(file)
        if (content === null) throw new PortalFailure(failureOfKind('copy-out-of-reach'))
        yield content
      }
    },

    async list() {
      const days = await keepDays('own')
      const headers = (await drive.files())
        .flatMap((file) => partIn(file) ?? [])
        .filter(({ number }) => number === 0)
        .toSorted((a, b) => (b.file.CREATE_TIME ?? 0) - (a.file.CREATE_TIME ?? 0))
      const kept: StoredArchive[] = []
      for (const { file, archiveId } of headers) {
        const header = await drive.contentOf(file)
        const since = file.CREATE_TIME
        kept.push({ archiveId, header, since, until: keptUntil(since, days) })
      }
      return kept
    },

    async erase(archiveId) {
      // What is left after an interruption is found again: the header goes last.
      await drive.remove((await partsOf(archiveId)).toReversed().map(({ file }) => file))
      if ((await partsOf(archiveId)).length > 0) throw new PortalFailure(failureOfKind('copy-not-erased'))
    },
  }
}

interface Part {
  readonly file: DriveFile
  readonly archiveId: string
  readonly number: number
}

/** Whose part a file is; null: none of ours, or of another archive. */
function partIn(file: DriveFile, wanted?: string): Part | null {
  const named = partNamed(file.NAME)
  if (named === null || (wanted !== undefined && named.archiveId !== wanted)) return null
  return { file, ...named }
}
