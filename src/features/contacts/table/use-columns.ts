import { useState } from 'react'
import type { SettingsStore } from '#core/ports.ts'
import { moveColumn, parseColumns, serializeColumns, toggleColumn, type OptionalColumn } from './columns.ts'

export interface ChosenColumns {
  /** In their order. */
  readonly columns: readonly OptionalColumn[]
  readonly show: (column: OptionalColumn, shown: boolean) => void
  readonly move: (column: OptionalColumn, step: -1 | 1) => void
}

/** The columns of this user, remembered for the next time. */
export function useColumns(settings: SettingsStore): ChosenColumns {
  const [columns, setColumns] = useState(() => parseColumns(settings.read('columns')))

  function choose(next: readonly OptionalColumn[]): void {
    setColumns(next)
    settings.write('columns', serializeColumns(next))
  }

  return {
    columns,
    show: (column, shown) => choose(toggleColumn(columns, column, shown)),
    move: (column, step) => choose(moveColumn(columns, column, step)),
  }
}
