import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ArchiveIndex } from '#core/archive/archive-index.ts'
import { useSpeech } from '#i18n/text.tsx'
import type { Files } from '#core/files.ts'
import type { RunLock } from '#core/job/ports.ts'
import type { Archives } from '#core/restore/archives.ts'
import { FILE } from '#core/restore/deleted-contacts.ts'
import { deletedQueries } from './deleted-queries.ts'
import type { DeletedState } from './use-deleted.ts'

export type ActState =
  | { readonly kind: 'idle' }
  /** `run-open`: a deletion needs its archive. */
  | { readonly kind: 'downloading' | 'downloaded' | 'erasing' | 'run-open' }
  | { readonly kind: 'download-failed'; readonly error: unknown }
  | { readonly kind: 'erased'; readonly count: number }
  /** Where it may still be. */
  | { readonly kind: 'erase-failed'; readonly left: ArchiveIndex['unread'] }

export interface ArchiveActs {
  readonly state: ActState
  /** Each of the chosen archives that the app can read as a file. */
  readonly download: () => void
  /** The chosen archives that are kept, from everywhere. */
  readonly erase: () => Promise<void>
}

/**
 * What is done with the chosen archives as a whole.
 * @param lock of deletions: none goes on while its copies may be erased.
 * @param onErased tells of each that is nowhere any more.
 */
export function useArchiveActs(
  deleted: DeletedState,
  archive: Archives,
  files: Pick<Files, 'saveBytes'>,
  lock: RunLock,
  onErased: (archiveId: string) => void,
): ArchiveActs {
  const { t } = useSpeech()
  const client = useQueryClient()
  const [state, setState] = useState<ActState>({ kind: 'idle' })
  const kept = (deleted.index?.archives ?? []).filter(({ archiveId }) => deleted.chosen.has(archiveId))

  async function download(): Promise<void> {
    setState({ kind: 'downloading' })
    try {
      for (const { archiveId, header } of kept) {
        const day = header === null ? archiveId : new Date(header.writtenAt).toISOString().slice(0, 10)
        const name = `${t('deleted.fileName')}-${day}-${archiveId.slice(0, 8)}.ndjson.gz`
        files.saveBytes(name, 'application/gzip', await archive.pack(archiveId))
      }
      const { state: file } = deleted.file
      if (deleted.chosen.has(FILE) && file.stage === 'read')
        files.saveBytes(file.name, 'application/gzip', file.bytes)
      setState({ kind: 'downloaded' })
    } catch (error) {
      setState({ kind: 'download-failed', error })
    }
  }

  async function erase(): Promise<void> {
    setState({ kind: 'erasing' })
    const held = await lock.hold()
    if (held === null) {
      setState({ kind: 'run-open' })
      return
    }
    try {
      await eraseAll()
    } finally {
      held.release()
    }
  }

  async function eraseAll(): Promise<void> {
    const left: ArchiveIndex['unread'][number][] = []
    for (const { archiveId } of kept) {
      const here = await archive.erase(archiveId)
      left.push(...here)
      if (here.length === 0) onErased(archiveId)
    }
    setState(left.length > 0 ? { kind: 'erase-failed', left } : { kind: 'erased', count: kept.length })
    await client.invalidateQueries(deletedQueries.index(archive))
  }

  return { state, download: () => void download(), erase }
}
