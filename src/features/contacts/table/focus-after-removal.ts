import { useCallback, useLayoutEffect, useReducer, useRef, type RefObject } from 'react'
import type { RowState } from '../use-contact-list.ts'
import { controlIn } from './row-controls.ts'

/**
 * Moves the focus after a row left: to the next row's delete button, else to the one before, else to `heading`.
 * `index`: where the row was.
 */
function focusAfterRemoval(list: ParentNode, heading: HTMLElement | null, index: number): void {
  const button = controlIn(list, index, 'delete') ?? controlIn(list, index - 1, 'delete') ?? heading
  button?.focus()
}

/**
 * Returns the function that a deletion calls when it is done and its dialog closed. The focus then moves as soon as the
 * list no longer shows that contact in that place.
 */
export function useFocusAfterRemoval(options: {
  list: HTMLElement | null
  heading: RefObject<HTMLElement | null>
  row: (index: number) => RowState
}): (index: number, contactId: number) => void {
  const { list, heading, row } = options
  const wish = useRef<{ index: number; contactId: number } | null>(null)
  const [, wake] = useReducer((count: number) => count + 1, 0)

  useLayoutEffect(() => {
    if (wish.current === null) return
    const { index, contactId } = wish.current
    const now = row(index)
    if (typeof now === 'object' && now.id === contactId) return
    wish.current = null
    // If the list went with its last row, the old element still holds a button that can no longer take the focus.
    if (list?.isConnected === true) focusAfterRemoval(list, heading.current, index)
    else heading.current?.focus()
  })

  return useCallback((index, contactId) => {
    wish.current = { index, contactId }
    wake()
  }, [])
}
