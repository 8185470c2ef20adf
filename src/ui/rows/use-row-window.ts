import { useCallback, useLayoutEffect, useSyncExternalStore } from 'react'
import { isScaled, rowWindow, toContent, toScroll, type Canvas, type RowWindow } from './scroll-scale.ts'

/** Rows drawn beyond the visible ones: the Tab key must find the next row there. */
const OVERSCAN = 6

export interface RowWindowControls {
  readonly canvas: Canvas
  readonly window: RowWindow
  /** Scrolls for a key where the browser's own step would skip rows. True: the key was used. */
  readonly scrollByKey: (key: string) => boolean
}

/**
 * Follows the scroll position of `scroller` and returns which rows to draw. They are drawn again only when other rows
 * become visible; on a scaled canvas with every px, because there they move faster than the page.
 */
export function useRowWindow(options: {
  scroller: HTMLElement | null
  rowCount: number
  rowHeight: number
  /** The sticky header's height, in px: it covers that much of the scroller. */
  headerHeight: number
  /** Identifies the list; when it changes, the new list is shown from its beginning. */
  subject: unknown
  /** Where other things stand above the rows in the scroller: the element that begins with the header. */
  table?: HTMLElement | null
}): RowWindowControls {
  const { scroller, rowCount, rowHeight, headerHeight, subject, table = null } = options
  const watch = useCallback(
    (changed: () => void) => watchScroller(scroller, table, changed),
    [scroller, table],
  )
  const viewport = useSyncExternalStore(watch, () =>
    Math.max(0, (scroller?.clientHeight ?? 0) - headerHeight),
  )
  const canvas: Canvas = { rowCount, rowHeight, viewport }
  const scaled = isScaled(canvas)
  const scrollTop = useSyncExternalStore(watch, () => {
    const exact = scrolledRows(scroller, table)
    // On an unscaled canvas nothing changes while the first row stays the same.
    return scaled ? exact : Math.floor(exact / rowHeight) * rowHeight
  })

  useLayoutEffect(() => {
    const scrolled = scrolledRows(scroller, table)
    if (scrolled > 0) scroller?.scrollBy({ top: -scrolled, behavior: 'instant' })
  }, [scroller, table, subject])

  function scrollByKey(key: string): boolean {
    const rows = scaled ? rowsFor(key, Math.max(1, Math.floor(viewport / rowHeight) - 1)) : 0
    const scrolled = scrolledRows(scroller, table)
    if (scroller === null || rows === 0 || scrolled < 0) return false
    const to = toScroll(canvas, toContent(canvas, scrolled) + rows * rowHeight)
    scroller.scrollBy({ top: to - scrolled, behavior: 'instant' })
    return true
  }

  return { canvas, window: rowWindow(canvas, scrollTop, OVERSCAN), scrollByKey }
}

/** How far the rows are scrolled; negative where what is above them is still in sight. */
function scrolledRows(scroller: HTMLElement | null, table: HTMLElement | null): number {
  if (scroller === null) return 0
  if (table === null) return scroller.scrollTop
  return scroller.getBoundingClientRect().top + scroller.clientTop - table.getBoundingClientRect().top
}

function watchScroller(
  scroller: HTMLElement | null,
  table: HTMLElement | null,
  changed: () => void,
): () => void {
  if (scroller === null) return () => undefined
  const sizes = new ResizeObserver(changed)
  sizes.observe(scroller)
  // What stands above the rows moves them when it grows.
  if (table !== null) for (const part of scroller.children) sizes.observe(part)
  scroller.addEventListener('scroll', changed, { passive: true })
  return () => {
    sizes.disconnect()
    scroller.removeEventListener('scroll', changed)
  }
}

/** How far a key scrolls, in rows; 0 for a key that does not scroll, or that the browser handles correctly. */
function rowsFor(key: string, page: number): number {
  switch (key) {
    case 'ArrowDown':
      return 1
    case 'ArrowUp':
      return -1
    case 'PageDown':
    case ' ':
      return page
    case 'PageUp':
      return -page
    default:
      return 0
  }
}
