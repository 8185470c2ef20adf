import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { KeptArchive } from '#core/archive/archive-index.ts'
import { ARCHIVE_ENDING } from '#core/archive/save-archive.ts'
import { isGone, type Erasure } from '#core/archive/sweep.ts'
import { useTranslation } from '#i18n/translation.tsx'
import type { Files } from '#core/files.ts'
import type { RunLock } from '#core/job/ports.ts'
import type { Archives } from '#core/restore/archives.ts'
import { deletedQueries } from './deleted-queries.ts'

export type ActState =
  | { readonly kind: 'idle' }
  /** `run-open`: not erased, because an open deletion needs its archive. */
  | { readonly kind: 'downloaded' | 'run-open' }
  | { readonly kind: 'erasing'; readonly done: number; readonly of: number }
  | { readonly kind: 'downloading'; readonly archiveId: string }
  | { readonly kind: 'download-failed'; readonly error: unknown }
  | { readonly kind: 'erased'; readonly count: number }
  /** How many, and the places where they may still be. */
  | { readonly kind: 'erase-failed'; readonly count: number; readonly left: Erasure['leftIn'] }

export interface ArchiveActs {
  readonly state: ActState
  /** Saves a stored archive as a file. */
  readonly download: (archive: KeptArchive) => void
  /** Erases these archives in all places. */
  readonly erase: (archiveIds: readonly string[]) => Promise<void>
}

/**
 * Downloads and erases whole archives.
 * @param lock the lock of deletions, so that no deletion runs while its copies may be erased
 * @param onErased called with the archives that were erased in every place
 */
export function useArchiveActs(
  archive: Archives,
  files: Pick<Files, 'saveBytes'>,
  lock: RunLock,
  onErased: (archiveIds: readonly string[]) => void,
): ArchiveActs {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [state, setState] = useState<ActState>({ kind: 'idle' })

  async function download({ archiveId, header }: KeptArchive): Promise<void> {
    setState({ kind: 'downloading', archiveId })
    try {
      const day = header === null ? archiveId : new Date(header.writtenAt).toISOString().slice(0, 10)
      const name = `${t('deleted.fileName')}-${day}-${archiveId.slice(0, 8)}${ARCHIVE_ENDING}`
      files.saveBytes(name, 'application/gzip', await archive.pack(archiveId))
      setState({ kind: 'downloaded' })
    } catch (error) {
      setState({ kind: 'download-failed', error })
    }
  }

  async function erase(archiveIds: readonly string[]): Promise<void> {
    setState({ kind: 'erasing', done: 0, of: archiveIds.length })
    const held = await lock.hold()
    if (held === null) {
      setState({ kind: 'run-open' })
      return
    }
    try {
      await eraseAll(archiveIds)
    } finally {
      held.release()
    }
  }

  async function eraseAll(archiveIds: readonly string[]): Promise<void> {
    const of = archiveIds.length
    const erasures = await archive.erase(archiveIds, (done) => setState({ kind: 'erasing', done, of }))
    const erased = erasures.filter(isGone)
    if (erased.length > 0) onErased(erased.map(({ archiveId }) => archiveId))
    const left = erasures.filter((one) => !isGone(one))
    setState(
      left.length > 0
        ? { kind: 'erase-failed', count: left.length, left: left.flatMap(({ leftIn }) => leftIn) }
        : { kind: 'erased', count: of },
    )
    await client.invalidateQueries(deletedQueries.index(archive))
  }

  return { state, download: (of) => void download(of), erase }
}
