import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import { useCallback, useState, type FocusEvent, type ReactNode } from 'react'
import { classNames } from './class-names.ts'

interface VirtualListProps {
  /** Its accessible name. */
  label: string
  count: number
  /** Of every row, in px. */
  rowHeight: number
  /** What stands in row `index`, from 0. */
  row: (index: number) => ReactNode
  className?: string
}

const ROW = 'data-row'

/**
 * A list of any length of which only the rows in sight are in the page, all equally high. It scrolls in a box of its
 * own, by keyboard too. The row with the focus stays, wherever the view is.
 */
export function VirtualList({ label, count, rowHeight, row, className }: VirtualListProps): ReactNode {
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const [focused, setFocused] = useState<number | null>(null)
  const rangeExtractor = useCallback(
    (range: Range) => {
      const rows = defaultRangeExtractor(range)
      const kept = focused !== null && focused < count && !rows.includes(focused)
      return kept ? [...rows, focused].toSorted((a, b) => a - b) : rows
    },
    [focused, count],
  )
  const { items, height } = useRows({ count, rowHeight, scroller, rangeExtractor })
  return (
    <div
      {...scrollable(label)}
      ref={setScroller}
      className={classNames(
        'relative overflow-x-hidden overflow-y-auto rounded-panel border border-line bg-panel [overflow-anchor:none] -outline-offset-2',
        className,
      )}
    >
      <ul
        aria-label={label}
        className="relative"
        style={{ height }}
        onFocus={(event) => setFocused(rowOf(event))}
        onBlur={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget)) setFocused(null)
        }}
      >
        {items.map(({ index, start }) => (
          <li
            key={index}
            {...{ [ROW]: index }}
            aria-setsize={count}
            aria-posinset={index + 1}
            className="absolute inset-x-0 top-0 border-b border-line-soft"
            style={{ height: rowHeight, transform: `translateY(${start}px)` }}
          >
            {row(index)}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The scroller takes the focus itself, so that arrow and page keys scroll. */
function scrollable(label: string): { role: 'region'; tabIndex: 0; 'aria-label': string } {
  return { role: 'region', tabIndex: 0, 'aria-label': label }
}

/** Keeps the virtualizer, whose functions change behind React's back, out of the components. */
function useRows(options: {
  count: number
  rowHeight: number
  scroller: HTMLElement | null
  rangeExtractor: (range: Range) => number[]
}): { items: readonly { index: number; start: number }[]; height: number } {
  'use no memo'
  const { count, rowHeight, scroller, rangeExtractor } = options
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeight,
    overscan: 6,
    rangeExtractor,
  })
  return { items: virtualizer.getVirtualItems(), height: virtualizer.getTotalSize() }
}

function rowOf(event: FocusEvent): number | null {
  const index = event.target.closest(`[${ROW}]`)?.getAttribute(ROW)
  return index === undefined || index === null ? null : Number(index)
}
