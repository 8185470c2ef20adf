import { memo, type ReactNode } from 'react'
import type { Contact } from '#core/contact/contact.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import type { RowState } from '../use-contact-list.ts'
import { CELL, TICK_CELL, type RowAppearance } from './contact-row.tsx'
import { ROW_ATTRIBUTE } from '#ui/rows/row-place.tsx'

const WIDTHS = ['w-36', 'w-28', 'w-44', 'w-32'] as const

interface EmptyRowProps {
  index: number
  look: RowAppearance
  state: Exclude<RowState, Contact>
}

/** A row whose contact is loading, could not be loaded, or is gone. */
export const EmptyRow = memo(function EmptyRow({ index, look, state }: EmptyRowProps): ReactNode {
  const { t } = useTranslation()
  const mark = { [ROW_ATTRIBUTE]: index }
  if (state !== 'loading') {
    return (
      <tr {...mark} aria-rowindex={index + 2} style={{ height: look.rowHeight }}>
        <td className={TICK_CELL} />
        <td colSpan={look.columns.length + 1} className={`${CELL} text-muted`}>
          {t(state === 'gone' ? 'contacts.gone' : 'contacts.notLoaded')}
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
