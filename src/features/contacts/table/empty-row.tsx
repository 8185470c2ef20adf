import { memo, type ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { CELL, TICK_CELL, type RowAppearance } from './contact-row.tsx'
import { ROW_ATTRIBUTE } from './focus-after-removal.ts'

const WIDTHS = ['w-36', 'w-28', 'w-44', 'w-32'] as const

interface EmptyRowProps {
  index: number
  look: RowAppearance
  state: 'loading' | 'gone'
}

/** A row whose contact is loading or gone. */
export const EmptyRow = memo(function EmptyRow({ index, look, state }: EmptyRowProps): ReactNode {
  const { t } = useTranslation()
  const mark = { [ROW_ATTRIBUTE]: index }
  if (state === 'gone') {
    return (
      <tr {...mark} aria-rowindex={index + 2} style={{ height: look.rowHeight }}>
        <td className={TICK_CELL} />
        <td colSpan={look.columns.length + 1} className={`${CELL} text-muted`}>
          {t('contacts.gone')}
        </td>
      </tr>
    )
  }
  return (
    <tr {...mark} aria-rowindex={index + 2} style={{ height: look.rowHeight }} aria-busy="true">
      <td className={TICK_CELL} />
      {look.columns.map((column, place) => (
        <td key={column} className={CELL}>
          <Skeleton className={WIDTHS[(index + place) % WIDTHS.length] ?? 'w-32'} />
        </td>
      ))}
      <td className={CELL} />
    </tr>
  )
})

/** Empty height in place of the rows that are not drawn. */
export function Gap(props: { height: number; span: number }): ReactNode {
  if (props.height <= 0) return null
  return (
    <tr aria-hidden="true" style={{ height: props.height }}>
      <td colSpan={props.span} className="p-0" />
    </tr>
  )
}
