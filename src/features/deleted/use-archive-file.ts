import { useRef, useState } from 'react'
import { joinParts, partNamed, type NamedBytes } from '#core/archive/file/join-parts.ts'
import { readArchive, type ArchiveReading, type UnreadableReason } from '#core/archive/file/read-file.ts'
import { type ChosenFile, type Files, FileUnreadable } from '#core/files.ts'
import type { RecoveryPorts } from '#core/ports.ts'

export type ReadArchive = Extract<ArchiveReading, { kind: 'read' }>

/** An archive that the person opened from one file, or from the files of it that an earlier version of the app stored in a Drive. */
export type ArchiveFileState =
  | { readonly stage: 'none' }
  | { readonly stage: 'reading'; readonly name: string }
  | {
      readonly stage: 'read'
      /** The name of the file; of the archive if it came in several files. */
      readonly name: string
      /** It was opened as an earlier version stored it in a Drive, in files: a missing file can be chosen together with the others. */
      readonly inParts: boolean
      readonly reading: ReadArchive
      readonly bytes: Uint8Array
    }
  | { readonly stage: 'trouble'; readonly name: string; readonly why: FileTrouble }

export type FileTrouble =
  | UnreadableReason
  | { readonly kind: 'too-large' | 'gone' | 'failed' | 'not-together' | 'zip' }
  /** The file of this name is missing; it says which archive the others belong to. */
  | { readonly kind: 'first-missing'; readonly first: string }

export interface ArchiveFile {
  readonly state: ArchiveFileState
  /** Opens one file, or all files of one archive that are in a Drive, in any order. */
  readonly open: (chosen: readonly ChosenFile[]) => void
  readonly close: () => void
}

export function useArchiveFile(
  files: Pick<Files, 'readBytes'>,
  recovery: Pick<RecoveryPorts, 'codec' | 'about'>,
  onRead: () => void,
): ArchiveFile {
  const [state, setState] = useState<ArchiveFileState>({ stage: 'none' })
  const latest = useRef<readonly ChosenFile[]>(null)

  async function open(chosen: readonly ChosenFile[]): Promise<void> {
    const [first] = chosen
    if (first === undefined) return
    latest.current = chosen
    setState({ stage: 'reading', name: first.name })
    const next = await readFiles(chosen, first.name, files, recovery)
    // The person may have chosen other files meanwhile.
    if (latest.current !== chosen) return
    setState(next)
    if (next.stage === 'read') onRead()
  }

  return {
    state,
    open: (chosen) => void open(chosen),
    close: () => {
      latest.current = null
      setState({ stage: 'none' })
    },
  }
}

/** @param called the file name to show with a problem */
async function readFiles(
  chosen: readonly ChosenFile[],
  called: string,
  files: Pick<Files, 'readBytes'>,
  { codec, about }: Pick<RecoveryPorts, 'codec' | 'about'>,
): Promise<ArchiveFileState> {
  const trouble = (why: FileTrouble, name = called): ArchiveFileState => ({ stage: 'trouble', name, why })
  let reads = called
  try {
    const read: NamedBytes[] = []
    for (const file of chosen) {
      reads = file.name
      read.push({ name: file.name, bytes: await files.readBytes(file) })
    }
    const together = joinParts(read)
    if (together.kind === 'not-together') return trouble(together)
    if (together.kind === 'first-missing') return trouble({ kind: 'first-missing', first: together.name })
    const { name, bytes } = together
    if (isZip(bytes)) return trouble({ kind: 'zip' }, name)
    const reading = await readArchive(bytes, about.portal.memberId, codec)
    const inParts = partNamed(called) !== null
    return reading.kind === 'read'
      ? { stage: 'read', name, inParts, reading, bytes }
      : trouble(reading.reason, name)
  } catch (thrown) {
    const kind = thrown instanceof FileUnreadable ? thrown.reason : 'failed'
    return trouble({ kind }, reads)
  }
}

/** A Drive packs several files into a ZIP when they are downloaded together. */
function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b
}
