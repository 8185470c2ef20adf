import type { ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { Checkbox } from '#ui/fields/fields.tsx'
import { Popover } from '#ui/popover.tsx'
import { OPTIONAL_COLUMNS, type OptionalColumn } from './table/columns.ts'
import { COLUMN_LABELS } from './table/labels.ts'

interface ColumnChooserProps {
  columns: readonly OptionalColumn[]
  onShow: (column: OptionalColumn, shown: boolean) => void
}

/** Which columns the table has; the name is always there. */
export function ColumnChooser({ columns, onShow }: ColumnChooserProps): ReactNode {
  const { t } = useTranslation()
  return (
    <Popover label={t('contacts.columns')} icon="columns">
      <div className="flex flex-col px-1">
        <Checkbox label={t('contacts.name')} checked disabled onChange={() => undefined} />
        {OPTIONAL_COLUMNS.map((column) => (
          <Checkbox
            key={column}
            label={t(COLUMN_LABELS[column])}
            checked={columns.includes(column)}
            onChange={(shown) => onShow(column, shown)}
          />
        ))}
      </div>
    </Popover>
  )
}
