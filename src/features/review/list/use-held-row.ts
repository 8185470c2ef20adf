import { useCallback, useLayoutEffect, useRef } from 'react'
import { ROW_ATTRIBUTE } from '#ui/rows/row-place.tsx'

interface HeldRow {
  readonly place: string
  /** In px, from the top of the window. */
  readonly top: number
}

/**
 * Keeps a row where it is while what is pressed in it changes the page above the list: the next press would meet another
 * contact. `hold` is called with anything in that row before the change.
 * @param frame the list, in what scrolls
 * @param subject what the list shows; rows are held only while it stays the same.
 */
export function useHeldRow(
  scroller: HTMLElement | null,
  frame: HTMLElement | null,
  subject: string,
): (within: Element) => void {
  const held = useRef<HeldRow | null>(null)

  useLayoutEffect(() => {
    frame?.style.removeProperty('margin-top')
  }, [frame, subject])

  useLayoutEffect(() => {
    const row = held.current
    held.current = null
    if (row === null || scroller === null || frame === null) return
    const away = (): number => {
      const now = frame.querySelector(`[${ROW_ATTRIBUTE}="${row.place}"]`)
      return now === null ? 0 : now.getBoundingClientRect().top - row.top
    }
    const freeSpace = (px: number): void => frame.style.setProperty('margin-top', `${Math.max(0, px)}px`)
    const free = Number.parseFloat(frame.style.marginTop) || 0
    freeSpace(free - Math.max(0, away()))
    scroller.scrollBy({ top: away(), behavior: 'instant' })
    // Near the top there is nothing to scroll away: the space that has become free stays free.
    if (away() < 0) freeSpace(free - away())
  })

  return useCallback((within) => {
    const row = within.closest(`[${ROW_ATTRIBUTE}]`)
    const place = row?.getAttribute(ROW_ATTRIBUTE)
    if (row === null || place === null || place === undefined) return
    held.current = { place, top: row.getBoundingClientRect().top }
  }, [])
}
