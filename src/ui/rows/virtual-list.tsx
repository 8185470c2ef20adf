import { useState, type ComponentProps, type KeyboardEvent, type ReactNode } from 'react'
import { classNames } from '../class-names.ts'
import { focusKeeper, ROW_ATTRIBUTE } from './row-place.tsx'
import { canvasHeight, layOut } from './scroll-scale.ts'
import { useRowWindow } from './use-row-window.ts'

interface VirtualListProps {
  /** Its accessible name. */
  label: string
  count: number
  /** The height of every row, in px. */
  rowHeight: number
  /** The content of row `index`, from 0. */
  row: (index: number) => ReactNode
  /** Identifies the list; when it changes, the new list is shown from its beginning. */
  subject?: unknown
  /** What scrolls, where that is more than the list: it is then as high as its rows. Absent: it scrolls in its own box. */
  scroller?: HTMLElement | null
  className?: string
}

/**
 * A list of any length, of which only the visible rows are in the page. All rows have the same height. A box of its own
 * scrolls by keyboard, too. The row with the focus stays in the page, wherever the list is scrolled.
 */
export function VirtualList(props: VirtualListProps): ReactNode {
  const { label, count, rowHeight, row, subject, className } = props
  const [box, setBox] = useState<HTMLElement | null>(null)
  const [focused, setFocused] = useState<number | null>(null)
  const isOwnBox = props.scroller === undefined
  const rows = useRowWindow({
    scroller: props.scroller ?? box,
    table: isOwnBox ? null : box,
    rowCount: count,
    rowHeight,
    headerHeight: 0,
    subject,
  })
  const { canvas, window: seen } = rows
  const { shift, above, betweenBefore, betweenAfter, kept } = layOut(canvas, seen, focused)

  const item = (index: number): ReactNode => (
    <li
      key={index}
      {...{ [ROW_ATTRIBUTE]: index }}
      aria-setsize={count}
      aria-posinset={index + 1}
      className="border-b border-line-soft"
      style={{ height: rowHeight }}
    >
      {row(index)}
    </li>
  )
  // One flat list with stable keys: a row that moves to another place in the tree would lose the focus.
  const body = [
    <Gap key="above" height={above} />,
    ...(kept?.place === 'before' ? [item(kept.index), <Gap key="before" height={betweenBefore} />] : []),
    ...Array.from({ length: seen.end - seen.first }, (_, step) => item(seen.first + step)),
    ...(kept?.place === 'after' ? [<Gap key="after" height={betweenAfter} />, item(kept.index)] : []),
  ]
  return (
    <div
      {...(isOwnBox
        ? focusableRegion(label, (event) => {
            // On a control inside, Space belongs to the control.
            if (event.key === ' ' && event.target !== event.currentTarget) return
            if (rows.scrollByKey(event.key)) event.preventDefault()
          })
        : {})}
      ref={setBox}
      className={classNames(
        'relative rounded-panel border border-line bg-panel [overflow-anchor:none]',
        isOwnBox && 'overflow-x-hidden overflow-y-auto -outline-offset-2',
        className,
      )}
    >
      <div className="overflow-clip" style={{ height: canvasHeight(canvas) }}>
        <ul
          {...focusKeeper(setFocused)}
          aria-label={label}
          className="relative"
          style={{ insetBlockStart: shift }}
        >
          {body}
        </ul>
      </div>
    </div>
  )
}

function Gap({ height }: { height: number }): ReactNode {
  return height === 0 ? null : <li role="presentation" style={{ height }} />
}

/** The scroller takes the focus itself, so that arrow and page keys scroll. The linter would reject plain props. */
function focusableRegion(label: string, onKeyDown: (event: KeyboardEvent) => void): ComponentProps<'div'> {
  return { role: 'region', tabIndex: 0, 'aria-label': label, onKeyDown }
}
