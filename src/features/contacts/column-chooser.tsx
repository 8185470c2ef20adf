import { useEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { IconButton } from '#ui/button.tsx'
import { Checkbox } from '#ui/fields/fields.tsx'
import { OPTIONAL_COLUMNS, type OptionalColumn } from './table/columns.ts'
import { COLUMN_LABELS } from './table/labels.ts'

export interface ColumnChooserProps {
  /** Those that this width can show. */
  offered: readonly OptionalColumn[]
  columns: readonly OptionalColumn[]
  onShow: (column: OptionalColumn, shown: boolean) => void
  onMove: (column: OptionalColumn, step: -1 | 1) => void
}

/** Which columns the table has, and in which order; the name is always there, and first. */
export function ColumnChooser({ offered, columns, onShow, onMove }: ColumnChooserProps): ReactNode {
  const { t } = useTranslation()
  const list = useRef<HTMLDivElement>(null)
  const pressed = useRef<string | null>(null)
  const shown = columns.filter((column) => offered.includes(column))
  const hidden = OPTIONAL_COLUMNS.filter((column) => offered.includes(column) && !columns.includes(column))

  useEffect(() => {
    // A line that is put elsewhere in the page loses the focus.
    if (pressed.current === null) return
    list.current?.querySelector<HTMLElement>(`[data-move="${pressed.current}"]`)?.focus()
    pressed.current = null
  }, [columns])

  const mover = (column: OptionalColumn, step: -1 | 1): ReactNode => {
    const at = shown.indexOf(column) + step
    const key = `${column} ${step}`
    return (
      <IconButton
        icon={step < 0 ? 'up' : 'down'}
        data-move={key}
        label={t(step < 0 ? 'contacts.moveBefore' : 'contacts.moveAfter', {
          column: t(COLUMN_LABELS[column]),
        })}
        aria-disabled={at < 0 || at >= shown.length || undefined}
        onClick={() => {
          pressed.current = key
          onMove(column, step)
        }}
      />
    )
  }

  return (
    <div ref={list} className="flex flex-col px-2">
      <Checkbox label={t('contacts.name')} checked disabled onChange={() => undefined} />
      {[...shown, ...hidden].map((column) => (
        <div key={column} className="flex items-center gap-1">
          <Checkbox
            className="flex-1"
            label={t(COLUMN_LABELS[column])}
            checked={columns.includes(column)}
            onChange={(isShown) => onShow(column, isShown)}
          />
          {columns.includes(column) && (
            <>
              {mover(column, -1)}
              {mover(column, 1)}
            </>
          )}
        </div>
      ))}
    </div>
  )
}
