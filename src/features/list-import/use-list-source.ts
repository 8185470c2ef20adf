import { useDeferredValue, useMemo, useRef, useState } from 'react'
import type { ChosenFile } from '#core/files.ts'
import { guessLayout, type ColumnRole, type TableLayout } from '#core/list/guess-columns.ts'
import type { Grouping, Role } from '#core/list/read-cell.ts'
import { readList, type ListReading } from '#core/list/read-list.ts'
import { TableUnreadable, type Cells, type FileContent, type TableProblem } from '#core/list/table.ts'
import { cellsOfFile, cellsOfPaste } from '#core/list/text-table.ts'
import { parseDelimited } from './parse-delimited.ts'
import { useListReading } from './use-list-reading.ts'
import type { ListPorts } from './use-list-search.ts'

export type ListFileState =
  | { readonly stage: 'none' }
  | { readonly stage: 'reading'; readonly name: string }
  | { readonly stage: 'read'; readonly name: string; readonly content: FileContent }
  /** `error`: TableUnreadable, or that the part of the app that reads files could not be loaded. */
  | { readonly stage: 'failed'; readonly name: string; readonly error: unknown }

/** The person's choices. Missing ones are guessed. */
export interface Choices {
  /** The index of the sheet among the visible ones. */
  readonly sheet: number
  /** The index of the row with the titles; null: there is none. */
  readonly header?: number | null | undefined
  /** Roles of a table's columns, by index. */
  readonly roles: ReadonlyMap<number, ColumnRole | null>
  /** What a list without columns holds. */
  readonly as?: Role
  readonly grouping: Grouping
  readonly withHidden: boolean
}

export interface ListSource {
  readonly text: string
  readonly setText: (text: string) => void
  readonly file: ListFileState
  readonly chooseFile: (file: ChosenFile) => void
  readonly dropFile: () => void
  readonly choices: Choices
  readonly choose: (change: Partial<Choices>) => void
  /** The cells of the file, or else of the text; null: there are none yet. */
  readonly cells: Cells | null
  readonly layout: TableLayout | null
  /** May lag a moment behind the typing; null: there is nothing yet, or it is still being read. */
  readonly reading: ListReading | null
  /** Reads the fields as they are at this moment. */
  readonly readNow: () => ListReading | null
}

const NO_FILE: ListFileState = { stage: 'none' }
const NOTHING_CHOSEN: Choices = { sheet: 0, roles: new Map(), grouping: 'ask', withHidden: true }

/** The list that a person gives: pasted, or in a file; a file replaces the pasted text. */
export function useListSource(ports: () => Promise<ListPorts>): ListSource {
  const [text, setText] = useState('')
  const [file, setFile] = useState<ListFileState>(NO_FILE)
  const [choices, setChoices] = useState(NOTHING_CHOSEN)
  const latest = useRef<ChosenFile>(null)
  // Reading a long list again with each key must not delay the typing.
  const settledText = useDeferredValue(text)

  const cells = useMemo(() => cellsOf(file, settledText, choices.sheet), [file, settledText, choices.sheet])
  const layout = useMemo(() => (cells === null ? null : layoutOf(cells, choices)), [cells, choices])
  const reading = useListReading(cells, layout, choices)

  async function read(chosen: ChosenFile): Promise<void> {
    const { name } = chosen
    setFile({ stage: 'reading', name })
    setChoices(NOTHING_CHOSEN)
    const state = await readFile(chosen, ports)
    // Another file may have been chosen meanwhile.
    if (latest.current === chosen) setFile(state)
  }

  function readNow(): ListReading | null {
    if (settledText === text || file.stage === 'read') return reading
    const now = cellsOf(file, text, choices.sheet)
    return now === null ? null : readList(now, layoutOf(now, choices), choices)
  }

  return {
    text,
    setText: (next) => {
      setText(next)
      // Choices made for an emptied list do not apply to the next one, nor choices of columns when the text changes.
      const isEmptied = next.trim() === ''
      setChoices((before) =>
        isEmptied ? NOTHING_CHOSEN : { ...before, header: undefined, roles: NOTHING_CHOSEN.roles },
      )
    },
    file,
    chooseFile: (chosen) => {
      latest.current = chosen
      void read(chosen)
    },
    dropFile: () => {
      latest.current = null
      setFile(NO_FILE)
      setChoices(NOTHING_CHOSEN)
    },
    choices,
    choose: (change) => setChoices((before) => ({ ...before, ...change })),
    cells,
    layout,
    reading,
    readNow,
  }
}

function cellsOf(file: ListFileState, text: string, sheet: number): Cells | null {
  if (file.stage !== 'read') return text.trim() === '' ? null : cellsOfPaste(text, parseDelimited)
  if (file.content.kind === 'text') return cellsOfFile(file.content.text, parseDelimited)
  const chosen = file.content.sheets[sheet]
  return chosen === undefined ? null : { rows: chosen.rows, hiddenRows: chosen.hiddenRows, isList: false }
}

function layoutOf({ rows, isList }: Cells, { header, roles, as }: Choices): TableLayout {
  const guess = guessLayout(rows, header)
  if (isList) return as === undefined ? guess : { ...guess, roles: [as] }
  return { ...guess, roles: guess.roles.map((role, at) => roles.get(at) ?? (roles.has(at) ? null : role)) }
}

async function readFile(chosen: ChosenFile, ports: () => Promise<ListPorts>): Promise<ListFileState> {
  const { name } = chosen
  try {
    const { files } = await ports()
    return { stage: 'read', name, content: await files.readTable(chosen) }
  } catch (error) {
    return { stage: 'failed', name, error }
  }
}

/** Why a file could not be read. */
export function fileProblem(error: unknown): TableProblem | 'no-reader' {
  return error instanceof TableUnreadable ? error.reason : 'no-reader'
}
