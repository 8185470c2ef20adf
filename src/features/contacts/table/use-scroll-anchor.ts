import { useLayoutEffect, useRef } from 'react'
import { isScaled } from '#ui/rows/scroll-scale.ts'
import type { RowWindowControls } from '#ui/rows/use-row-window.ts'
import { ROW_ATTRIBUTE } from '#ui/rows/row-place.tsx'
import type { ContactList, RowState } from '../use-contact-list.ts'

/** So far a row is looked for above and below its old place. */
const REACH = 60

interface Anchor {
  readonly shown: ContactList['shown']
  readonly stale: boolean
  readonly index: number
  readonly id: number
}

/**
 * Keeps the rows in sight where they are, and the focus on its contact, when contacts leave above them or a restored one
 * comes there. What a person's own refresh brings above the first row is shown.
 */
export function useScrollAnchor(
  scroller: HTMLElement | null,
  { window: seen, canvas }: RowWindowControls,
  { shown, stale, row }: Pick<ContactList, 'shown' | 'stale' | 'row'>,
): void {
  const anchor = useRef<Anchor | null>(null)

  useLayoutEffect(() => {
    const before = anchor.current
    const index = seen.firstSeen
    const now = row(index)
    if (typeof now === 'string') return
    anchor.current = { shown, stale, index, id: now.id }
    if (scroller === null || before?.shown !== shown || before.index !== index || before.id === now.id) return
    const by = (placeOf(before.id, index, row) ?? index) - index
    if (by === 0 || (by > 0 && !before.stale) || isScaled(canvas)) return
    anchor.current = { shown, stale, index: index + by, id: before.id }
    scroller.scrollBy({ top: by * canvas.rowHeight, behavior: 'instant' })
    moveFocus(scroller, by)
  })
}

/** Null: it is not near. */
function placeOf(id: number, index: number, row: (index: number) => RowState): number | null {
  for (let away = 1; away <= REACH; away++) {
    for (const place of [index - away, index + away]) {
      const state = place < 0 ? 'gone' : row(place)
      if (typeof state === 'object' && state.id === id) return place
    }
  }
  return null
}

const CONTROLS = 'a, button, input'

/** Rows are drawn by their places, so the focus would stay at a place that holds another contact now. */
function moveFocus(scroller: HTMLElement, by: number): void {
  const { activeElement } = document
  const from = activeElement?.closest(`[${ROW_ATTRIBUTE}]`)
  if (from === undefined || from === null || activeElement === null || !scroller.contains(from)) return
  const place = Number(from.getAttribute(ROW_ATTRIBUTE)) + by
  const control = [...from.querySelectorAll(CONTROLS)].indexOf(activeElement)
  const to = scroller.querySelector(`[${ROW_ATTRIBUTE}="${place}"]`)
  to?.querySelectorAll<HTMLElement>(CONTROLS)[control]?.focus({ preventScroll: true })
}
