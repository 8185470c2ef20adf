import { useLayoutEffect, useRef, useState, type ComponentProps, type KeyboardEvent } from 'react'
import { toContent, toScroll, type Canvas } from '#ui/rows/scroll-scale.ts'
import type { RowWindowControls } from '#ui/rows/use-row-window.ts'
import type { ContactList } from '../use-contact-list.ts'
import type { TickActions } from '../use-selecting.ts'
import type { RowActions } from './contact-row.tsx'
import { controlAfter, controlIn, rowAfter, spotOf, type RowSpot } from './row-controls.ts'

/** The keys that the whole body of the table understands, and where the Tab key enters it. */
export interface RowKeys {
  /** The row with the focus; null: the focus is elsewhere. It stays in the page, wherever the list is scrolled. */
  readonly focused: number | null
  /** The one control of all rows that Tab stops at. */
  readonly stop: RowSpot | null
  readonly handlers: ComponentProps<'tbody'>
}

/**
 * The pattern of a grid: all rows together are one stop of the Tab key; arrows, Home, End and the page keys move inside.
 * Space ticks, Shift with an arrow ticks the rows it passes, Enter opens, Delete asks whether to delete.
 */
export function useRowKeys(options: {
  scroller: HTMLElement | null
  list: ContactList
  /** The row with the focus, as `focused` of the result was set. */
  spot: RowSpot | null
  onSpot: (spot: RowSpot | null) => void
  rows: RowWindowControls
  actions: RowActions
  ticks: TickActions
}): RowKeys {
  const { scroller, list, spot, onSpot, rows, actions, ticks } = options
  /** Where the focus was last. */
  const [last, setLast] = useState<RowSpot>({ row: 0, control: 'tick' })
  /** A control out of sight, which gets the focus when its row is drawn. */
  const wish = useRef<RowSpot | null>(null)

  useLayoutEffect(() => {
    if (wish.current === null || scroller === null) return
    const control = controlIn(scroller, wish.current.row, wish.current.control)
    if (control === null) return
    wish.current = null
    control.focus()
  })

  function goTo(to: RowSpot): void {
    const control = scroller === null ? null : controlIn(scroller, to.row, to.control)
    if (control !== null) {
      control.focus()
      return
    }
    wish.current = to
    scrollTo(scroller, rows.canvas, to.row)
  }

  /** The first row from `from` on in the direction of the move that has a contact; a row whose page is not read yet counts. */
  function nextLiving(from: number, by: 1 | -1): number | null {
    for (let row = from; row >= 0 && row < (list.total ?? 0); row += by) {
      if (list.row(row) !== 'gone') return row
    }
    return null
  }

  function onKeyDown(event: KeyboardEvent): void {
    const at = spotOf(event.target)
    if (at === null || event.altKey) return
    const contact = list.row(at.row)
    if (typeof contact !== 'object') return
    wish.current = null
    const page = Math.max(1, Math.floor(rows.canvas.viewport / rows.canvas.rowHeight) - 1)
    const row = rowAfter(event, at.row, list.total ?? 0, page)
    const plain = !event.ctrlKey && !event.metaKey
    if (row !== null && (plain || event.key === 'Home' || event.key === 'End')) {
      event.preventDefault()
      const isStep = event.key === 'ArrowDown' || event.key === 'ArrowUp'
      const next = nextLiving(row, row < at.row ? -1 : 1)
      if (next === null || next === at.row) return
      const arrived = list.row(next)
      if (isStep) {
        if (typeof arrived !== 'object') {
          scrollTo(scroller, rows.canvas, next)
          return
        }
        if (event.shiftKey && !list.frozen) ticks.extend(at.row, contact.id, arrived.id)
      }
      // Few rows have a lock.
      goTo({ row: next, control: at.control === 'lock' ? 'name' : at.control })
      return
    }
    if (!plain) return
    const rightToLeft = getComputedStyle(event.currentTarget).direction === 'rtl'
    const locked = scroller !== null && controlIn(scroller, at.row, 'lock') !== null
    const control = controlAfter(event.key, at.control, rightToLeft, locked)
    if (control !== null) {
      event.preventDefault()
      goTo({ row: at.row, control })
    } else if (event.key === ' ' && at.control === 'name') {
      event.preventDefault()
      if (!list.frozen) ticks.press(at.row, contact.id, event.shiftKey)
    } else if (event.key === 'Enter' && at.control === 'tick') {
      event.preventDefault()
      actions.open(contact)
    } else if (event.key === 'Delete') {
      event.preventDefault()
      if (!list.frozen) actions.remove(contact, at.row)
    }
  }

  return {
    focused: spot?.row ?? null,
    stop: spot ?? stopIn(list, rows, last),
    handlers: {
      onKeyDown,
      onFocus: (event) => {
        const at = spotOf(event.target)
        if (at === null) return
        onSpot(at)
        setLast(at)
      },
      onBlur: (event) => {
        // Moving to another control of the rows must not remove the row in between.
        if (event.currentTarget.contains(event.relatedTarget)) return
        wish.current = null
        onSpot(null)
      },
    },
  }
}

/** Where Tab enters: where the focus was, or else in the first row in sight. */
function stopIn(list: ContactList, { window }: RowWindowControls, last: RowSpot): RowSpot | null {
  const holds = (row: number): boolean => typeof list.row(row) === 'object'
  if (last.row >= window.first && last.row < window.end && holds(last.row)) return last
  for (let row = window.firstSeen; row < window.end; row += 1) {
    if (holds(row)) return { row, control: last.control }
  }
  return null
}

/** Brings a row into sight, unless it is. */
function scrollTo(scroller: HTMLElement | null, canvas: Canvas, row: number): void {
  if (scroller === null) return
  const { rowHeight, viewport } = canvas
  const top = toContent(canvas, scroller.scrollTop)
  const wanted = Math.min(row * rowHeight, Math.max(top, (row + 1) * rowHeight - viewport))
  if (wanted !== top) scroller.scrollTo({ top: toScroll(canvas, wanted), behavior: 'instant' })
}
