import { useState, type ReactNode } from 'react'
import type { DeletedContact } from '#core/restore/deleted-contacts.ts'
import type { Host } from '#core/ports.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { focusKeeper, RowGap } from '#ui/rows/row-place.tsx'
import { canvasHeight, layOut } from '#ui/rows/scroll-scale.ts'
import { useRowWindow } from '#ui/rows/use-row-window.ts'
import { TickBox } from '#ui/fields/tick-box.tsx'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import { DeletedRow, type RowDensity } from './deleted-row.tsx'
import { isRestorable, type DeletedState } from './use-deleted.ts'

/** In px; the box in it takes a finger. */
const HEAD_HEIGHT = 45
const TICK_WIDTH = 44
/** In px; wide enough for "Восстановить". */
const ACTION_WIDTH: Record<RowDensity, number> = { wide: 164, narrow: 148 }
const ROW_HEIGHT: Record<RowDensity, number> = { wide: 52, narrow: 108 }

interface DeletedTableProps {
  deleted: DeletedState
  density: RowDensity
  host: Pick<Host, 'origin' | 'openPath'>
  /** What scrolls: the page, so that there is one scroll bar. */
  scroller: HTMLElement | null
  onRestore: (contact: DeletedContact) => void
  /** See `Doubles`. */
  onDelete?: ((subject: { id: number; name: string }) => void) | undefined
}

/** The contacts of the chosen archives in one table. Only the visible rows are in the page. */
export function DeletedTable(props: DeletedTableProps): ReactNode {
  const { deleted, density, host, scroller, onRestore, onDelete } = props
  const { t } = useTranslation()
  const [frame, setFrame] = useState<HTMLElement | null>(null)
  const [focused, setFocused] = useState<number | null>(null)
  const { shown, ticked, since } = deleted
  const rowHeight = ROW_HEIGHT[density]
  const { canvas, window: seen } = useRowWindow({
    scroller,
    table: frame,
    rowCount: shown.length,
    rowHeight,
    headerHeight: HEAD_HEIGHT,
    subject: shown,
  })
  const { shift, above, betweenBefore, betweenAfter, kept } = layOut(canvas, seen, focused)
  const span = density === 'wide' ? 6 : 3

  const row = (index: number): ReactNode => {
    const contact = shown[index]
    return contact === undefined ? null : (
      <DeletedRow
        key={contact.id}
        index={index}
        height={rowHeight}
        density={density}
        contact={contact}
        since={since?.get(contact.id)}
        header={deleted.opened.find(({ archiveId }) => archiveId === contact.archiveId)?.reading.header}
        restorable={isRestorable(contact, since?.get(contact.id))}
        ticked={ticked.has(contact.id)}
        host={host}
        onTick={(on) => deleted.tick([contact.id], on)}
        onRestore={() => onRestore(contact)}
        onDelete={onDelete}
      />
    )
  }
  // One flat list with stable keys, because a row that moves to another parent loses the focus.
  const body = [
    <RowGap key="above" height={above} span={span} />,
    ...(kept?.place === 'before'
      ? [row(kept.index), <RowGap key="before" height={betweenBefore} span={span} />]
      : []),
    ...Array.from({ length: seen.end - seen.first }, (_, step) => row(seen.first + step)),
    ...(kept?.place === 'after'
      ? [<RowGap key="after" height={betweenAfter} span={span} />, row(kept.index)]
      : []),
  ]

  return (
    <div ref={setFrame} className="rounded-panel border border-line bg-panel [overflow-anchor:none]">
      <div className="overflow-clip" style={{ height: HEAD_HEIGHT + canvasHeight(canvas) }}>
        <table
          aria-label={t('deleted.table')}
          aria-rowcount={shown.length + 1}
          className="w-full table-fixed border-separate border-spacing-0"
        >
          <Columns density={density} />
          <Head deleted={deleted} density={density} />
          <tbody {...focusKeeper(setFocused)} style={{ insetBlockStart: shift }} className="relative">
            {body}
          </tbody>
        </table>
      </div>
    </div>
  )
}

function Columns({ density }: { density: RowDensity }): ReactNode {
  return (
    <colgroup>
      <col style={{ width: TICK_WIDTH }} />
      <col />
      {density === 'wide' && (
        <>
          <col style={{ width: '25%' }} />
          <col style={{ width: '19%' }} />
          <col style={{ width: '19%' }} />
        </>
      )}
      <col style={{ width: ACTION_WIDTH[density] }} />
    </colgroup>
  )
}

const HEAD_CELL =
  'overflow-hidden border-b border-line bg-sunken px-2 py-0 text-start text-small font-medium text-muted'

function Head({ deleted, density }: { deleted: DeletedState; density: RowDensity }): ReactNode {
  const { t } = useTranslation()
  const { shown, ticked, since } = deleted
  const free = shown.filter((contact) => isRestorable(contact, since?.get(contact.id)))
  const count = free.filter(({ id }) => ticked.has(id)).length
  const all = count > 0 && count === free.length
  return (
    <thead className="sticky top-0 z-10">
      <tr aria-rowindex={1} style={{ height: HEAD_HEIGHT }}>
        <td className={`${HEAD_CELL} px-0!`}>
          <TickBox
            label={t('deleted.tickAll')}
            checked={all}
            mixed={count > 0 && !all}
            aria-disabled={free.length === 0 || undefined}
            onPress={() =>
              deleted.tick(
                free.map(({ id }) => id),
                !all,
              )
            }
            style={{ height: HEAD_HEIGHT - 1 }}
            className="w-full"
          />
        </td>
        <th scope="col" className={HEAD_CELL}>
          {t('deleted.colName')}
        </th>
        {density === 'wide' && (
          <>
            <th scope="col" className={HEAD_CELL}>
              {t('deleted.colReach')}
            </th>
            <th scope="col" className={HEAD_CELL}>
              {t('deleted.colWhen')}
            </th>
            <th scope="col" className={HEAD_CELL}>
              {t('deleted.colState')}
            </th>
          </>
        )}
        <th scope="col" className={HEAD_CELL}>
          <VisuallyHidden>{t('deleted.colActions')}</VisuallyHidden>
        </th>
      </tr>
    </thead>
  )
}
