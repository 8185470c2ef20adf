import type { FocusEvent, ReactNode } from 'react'

/** Marks a row's place in its list, from 0, in lists of which only the rows in sight are in the page. */
export const ROW_ATTRIBUTE = 'data-row'

/** The place of the row that an element is in; null: it is in none. */
export function rowOf(target: Element): number | null {
  const place = target.closest(`[${ROW_ATTRIBUTE}]`)?.getAttribute(ROW_ATTRIBUTE)
  return place === undefined || place === null ? null : Number(place)
}

/** Handlers for the element around the rows: they tell which row the focus is in, so that it stays in the page. */
export function focusKeeper(keep: (row: number | null) => void): {
  readonly onFocus: (event: FocusEvent) => void
  readonly onBlur: (event: FocusEvent) => void
} {
  return {
    onFocus: (event) => keep(rowOf(event.target)),
    onBlur: (event) => {
      if (!event.currentTarget.contains(event.relatedTarget)) keep(null)
    },
  }
}

/** The place of rows of a table that are not in the page. @param height in px */
export function RowGap({ height, span }: { height: number; span: number }): ReactNode {
  return height <= 0 ? null : (
    <tr aria-hidden="true" style={{ height }}>
      <td colSpan={span} className="p-0" />
    </tr>
  )
}
