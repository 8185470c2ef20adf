import type { ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { Checkbox } from '#ui/fields/fields.tsx'
import type { OptionalColumn } from './table/columns.ts'
import { COLUMN_LABELS } from './table/labels.ts'

export interface ColumnChooserProps {
  /** Those that this width can show. */
  offered: readonly OptionalColumn[]
  columns: readonly OptionalColumn[]
  onShow: (column: OptionalColumn, shown: boolean) => void
}

/** Which columns the table has; the name is always there. */
export function ColumnChooser({ offered, columns, onShow }: ColumnChooserProps): ReactNode {
  const { t } = useTranslation()
  return (
    <div className="flex flex-col px-2">
      <Checkbox label={t('contacts.name')} checked disabled onChange={() => undefined} />
      {offered.map((column) => (
        <Checkbox
          key={column}
          label={t(COLUMN_LABELS[column])}
          checked={columns.includes(column)}
          onChange={(shown) => onShow(column, shown)}
        />
      ))}
    </div>
  )
}
