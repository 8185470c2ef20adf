import { useState } from 'react'
import type { SettingsStore } from '#core/ports.ts'
import { parseColumns, serializeColumns, toggleColumn, type OptionalColumn } from './columns.ts'

/** The columns of this user, remembered for the next time. */
export function useColumns(settings: SettingsStore): {
  readonly columns: readonly OptionalColumn[]
  readonly show: (column: OptionalColumn, shown: boolean) => void
} {
  const [columns, setColumns] = useState(() => parseColumns(settings.read('columns')))
  return {
    columns,
    show: (column, shown) => {
      const next = toggleColumn(columns, column, shown)
      setColumns(next)
      settings.write('columns', serializeColumns(next))
    },
  }
}
