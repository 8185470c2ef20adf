import { useRef, useState } from 'react'
import { readArchive, type ArchiveReading, type UnreadableReason } from '#core/archive/read-file.ts'
import { FileUnreadable, type ChosenFile, type Files } from '#core/bulk-ports.ts'
import type { KeepingPorts } from '#core/keeping.ts'

export type ReadArchive = Extract<ArchiveReading, { kind: 'read' }>

/** An archive that the person opens from a file. */
export type FileState =
  | { readonly stage: 'none' }
  | { readonly stage: 'reading'; readonly name: string }
  | {
      readonly stage: 'read'
      readonly name: string
      readonly reading: ReadArchive
      readonly bytes: Uint8Array
    }
  | { readonly stage: 'trouble'; readonly name: string; readonly why: FileTrouble }

export type FileTrouble = UnreadableReason | { readonly kind: 'too-large' | 'gone' | 'failed' }

export interface ArchiveFile {
  readonly state: FileState
  readonly open: (file: ChosenFile) => void
  readonly close: () => void
}

export function useArchiveFile(
  files: Pick<Files, 'readBytes'>,
  keeping: Pick<KeepingPorts, 'codec' | 'about'>,
  onRead: () => void,
): ArchiveFile {
  const [state, setState] = useState<FileState>({ stage: 'none' })
  const latest = useRef<ChosenFile>(null)

  async function open(file: ChosenFile): Promise<void> {
    latest.current = file
    setState({ stage: 'reading', name: file.name })
    const next = await readFile(file, files, keeping)
    // Another one may have been chosen meanwhile.
    if (latest.current !== file) return
    setState(next)
    if (next.stage === 'read') onRead()
  }

  return {
    state,
    open: (file) => void open(file),
    close: () => {
      latest.current = null
      setState({ stage: 'none' })
    },
  }
}

async function readFile(
  file: ChosenFile,
  files: Pick<Files, 'readBytes'>,
  { codec, about }: Pick<KeepingPorts, 'codec' | 'about'>,
): Promise<FileState> {
  const { name } = file
  try {
    const bytes = await files.readBytes(file)
    const reading = await readArchive(bytes, about.portal.memberId, codec)
    return reading.kind === 'read'
      ? { stage: 'read', name, reading, bytes }
      : { stage: 'trouble', name, why: reading.reason }
  } catch (thrown) {
    const kind =
      thrown instanceof FileUnreadable && thrown.reason !== 'not-a-table' ? thrown.reason : 'failed'
    return { stage: 'trouble', name, why: { kind } }
  }
}
