import { useDeferredValue, useMemo, useRef, useState } from 'react'
import {
  cellsOfTable,
  cellsOfText,
  readList,
  type ListCells,
  type ListKind,
  type ListReading,
} from '#core/id-list.ts'
import type { ListPorts } from './use-list-search.ts'
import { type ChosenFile, FileUnreadable } from '#core/files.ts'

export type FileState =
  | { readonly stage: 'none' }
  | { readonly stage: 'reading'; readonly name: string }
  | { readonly stage: 'read'; readonly name: string; readonly cells: ListCells }
  /** `error`: FileUnreadable, or that the part of the app that reads files did not come. */
  | { readonly stage: 'failed'; readonly name: string; readonly error: unknown }

export interface ListSource {
  readonly text: string
  readonly setText: (text: string) => void
  readonly file: FileState
  readonly chooseFile: (file: ChosenFile) => void
  readonly dropFile: () => void
  /** How the entries are to be read. */
  readonly as: ListKind | 'auto'
  readonly setAs: (as: ListKind | 'auto') => void
  readonly setColumn: (column: number) => void
  /** The cells of the file, or else of the text; null: there are none yet. */
  readonly cells: ListCells | null
  /** May be a moment behind the typing. */
  readonly reading: ListReading | null
  /** What the fields say at this moment. */
  readonly readNow: () => ListReading | null
}

const NO_FILE: FileState = { stage: 'none' }

/** The list that a person gives: pasted, or in a file, which then counts alone. */
export function useListSource(ports: () => Promise<ListPorts>): ListSource {
  const [text, setText] = useState('')
  const [file, setFile] = useState<FileState>(NO_FILE)
  const [as, setAs] = useState<ListKind | 'auto'>('auto')
  const [column, setColumn] = useState<number>()
  const latest = useRef<ChosenFile>(null)
  // Reading a long list anew with each key must not hold up the typing.
  const settledText = useDeferredValue(text)

  const cells = useMemo(() => cellsOf(file, settledText), [file, settledText])
  const reading = useMemo(() => readCells(cells, as, column), [cells, as, column])

  async function read(chosen: ChosenFile): Promise<void> {
    const { name } = chosen
    setFile({ stage: 'reading', name })
    setColumn(undefined)
    const state = await readFile(chosen, ports)
    // Another one may have been chosen meanwhile.
    if (latest.current === chosen) setFile(state)
  }

  return {
    text,
    setText: (next) => {
      setText(next)
      setColumn(undefined)
    },
    file,
    chooseFile: (chosen) => {
      latest.current = chosen
      void read(chosen)
    },
    dropFile: () => {
      latest.current = null
      setFile(NO_FILE)
      setColumn(undefined)
    },
    as,
    setAs,
    setColumn,
    cells,
    reading,
    readNow: () => (settledText === text ? reading : readCells(cellsOf(file, text), as, column)),
  }
}

function cellsOf(file: FileState, text: string): ListCells | null {
  if (file.stage === 'read') return file.cells
  return text.trim() === '' ? null : cellsOfText(text)
}

function readCells(
  cells: ListCells | null,
  as: ListKind | 'auto',
  column: number | undefined,
): ListReading | null {
  return cells === null ? null : readList(cells, as, cells.isList ? undefined : column)
}

async function readFile(chosen: ChosenFile, ports: () => Promise<ListPorts>): Promise<FileState> {
  const { name } = chosen
  try {
    const { files } = await ports()
    return { stage: 'read', name, cells: cellsOfTable(await files.readTable(chosen)) }
  } catch (error) {
    return { stage: 'failed', name, error }
  }
}

/** Why a file could not be read. */
export function fileProblem(error: unknown): 'not-a-table' | 'too-large' | 'no-reader' {
  if (!(error instanceof FileUnreadable)) return 'no-reader'
  // What has gone since it was chosen is no table any more.
  return error.reason === 'gone' ? 'not-a-table' : error.reason
}
