import { useId, type ComponentProps, type KeyboardEvent, type ReactNode } from 'react'
import type { SortColumn } from '#core/contact/contact-query.ts'
import { useProtected } from '#features/shared/protect/use-protected.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { classNames } from '#ui/class-names.ts'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import { ContactRow, type RowActions, type RowAppearance } from './contact-row.tsx'
import { EmptyRow } from './empty-row.tsx'
import { RowGap } from '#ui/rows/row-place.tsx'
import { canvasHeight, layOut } from '#ui/rows/scroll-scale.ts'
import { neededWidth, TableColumns, TableHead } from './table-head.tsx'
import type { ContactList } from '../use-contact-list.ts'
import { isSelectAll } from './tick-cells.tsx'
import type { NamesOfRows } from './use-names.ts'
import { usePressGuard } from './use-press-guard.ts'
import type { RowKeys } from './use-row-keys.ts'
import type { RowWindowControls } from '#ui/rows/use-row-window.ts'
import type { Selecting } from '../use-selecting.ts'

interface ContactsTableProps {
  /** Called with the element that scrolls. */
  onScroller: (scroller: HTMLElement | null) => void
  list: ContactList
  keys: RowKeys
  rows: RowWindowControls
  look: RowAppearance
  names: NamesOfRows
  actions: RowActions
  selecting: Selecting
  onSort: (column: SortColumn) => void
}

/**
 * A press in the scroller gives it the focus, so that arrow and page keys scroll; Tab goes to the rows instead. Linters
 * would take a plain prop for a control.
 */
function focusableRegion(rows: RowWindowControls, { page }: Selecting): ComponentProps<'div'> {
  return {
    role: 'region',
    tabIndex: -1,
    onKeyDown: (event) => {
      if (isSelectAll(event)) {
        // The browser would select the text of the few rows that are drawn.
        event.preventDefault()
        page.tickAll()
      } else scrollWithKeys(event, rows)
    },
  }
}

/** All contacts as one table; only the rows in sight are in the page. */
export function ContactsTable(props: ContactsTableProps): ReactNode {
  const { onScroller, list, keys, rows, look, names, actions, selecting, onSort } = props
  const { t } = useTranslation()
  // Not before the rows, which everybody waits for.
  const protectedBy = useProtected(list.total !== null)
  const pressGuard = usePressGuard(list)
  const helpId = useId()
  const { canvas, window: seen } = rows
  const layout = layOut(canvas, seen, keys.focused)
  const span = look.columns.length + 2
  const needed = neededWidth(look.columns, look.density)
  const busy = list.stale || list.total === null

  const row = (index: number): ReactNode => {
    const state = list.row(index)
    return typeof state === 'string' ? (
      <EmptyRow key={index} index={index} look={look} state={state} />
    ) : (
      <ContactRow
        key={index}
        {...{ index, look, names, actions }}
        contact={state}
        stale={list.stale}
        frozen={list.frozen}
        stop={keys.stop?.row === index ? keys.stop.control : null}
        protection={protectedBy.get(state.id)}
        ticked={selecting.isTicked(state.id)}
        ticks={selecting.ticks}
      />
    )
  }

  // One flat list with lasting keys: a row moved to another place in the tree would lose the focus.
  const inSight = Array.from({ length: seen.end - seen.first }, (_, step) => row(seen.first + step))
  const { kept } = layout
  const body: readonly ReactNode[] = [
    <RowGap key="above" height={layout.above} span={span} />,
    ...(kept?.place === 'before'
      ? [row(kept.index), <RowGap key="before" height={layout.betweenBefore} span={span} />]
      : []),
    ...inSight,
    ...(kept?.place === 'after'
      ? [<RowGap key="after" height={layout.betweenAfter} span={span} />, row(kept.index)]
      : []),
  ]

  return (
    <div
      {...focusableRegion(rows, selecting)}
      ref={onScroller}
      aria-label={t('contacts.list')}
      style={{
        scrollPaddingBlockStart: look.headHeight + 4,
        scrollPaddingBlockEnd: 'calc(4px + var(--notices, 0px))',
      }}
      className={classNames(
        needed === 0 ? 'overflow-x-hidden' : 'overflow-x-auto',
        'relative min-h-36 flex-1 overflow-y-auto rounded-panel border border-line bg-panel [overflow-anchor:none] -outline-offset-2',
      )}
    >
      <VisuallyHidden id={helpId}>{t('contacts.keys')}</VisuallyHidden>
      {/* Clipped, so that rows drawn beyond the end of a scaled canvas do not make it longer. */}
      <div
        className="mb-(--notices) overflow-clip"
        style={{ height: look.headHeight + canvasHeight(canvas), minWidth: needed }}
      >
        <table
          aria-label={t('contacts.table')}
          aria-describedby={helpId}
          aria-rowcount={list.total === null ? -1 : list.total + 1}
          aria-busy={busy}
          className="w-full table-fixed border-separate border-spacing-0"
        >
          <TableColumns columns={look.columns} density={look.density} />
          <TableHead
            columns={look.columns}
            height={look.headHeight}
            sort={list.shown.sort}
            page={selecting.page}
            onSort={onSort}
          />
          <tbody
            {...keys.handlers}
            {...pressGuard}
            style={{ insetBlockStart: layout.shift }}
            className="relative"
          >
            {body}
          </tbody>
        </table>
      </div>
    </div>
  )
}

function scrollWithKeys(event: KeyboardEvent, rows: RowWindowControls): void {
  // A row has already used the key.
  if (event.defaultPrevented) return
  // On a control inside, Space belongs to that control.
  if (event.key === ' ' && event.target !== event.currentTarget) return
  if (rows.scrollByKey(event.key)) event.preventDefault()
}
