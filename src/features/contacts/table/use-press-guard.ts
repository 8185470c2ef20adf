import { useRef, type ComponentProps } from 'react'
import { rowOf } from '#ui/rows/row-place.tsx'
import type { ContactList } from '../use-contact-list.ts'

/**
 * A row can come to hold another contact between press and release: the press was not meant for that one, and does
 * nothing. Keys press where the focus is at once.
 */
export function usePressGuard(list: ContactList): ComponentProps<'tbody'> {
  const pressed = useRef<number | null>(null)
  const contactAt = (target: EventTarget): number | null => {
    const row = target instanceof Element ? rowOf(target) : null
    const contact = row === null ? null : list.row(row)
    return contact === null || typeof contact === 'string' ? null : contact.id
  }
  return {
    onPointerDownCapture: ({ target }) => {
      pressed.current = contactAt(target)
    },
    onClickCapture: (event) => {
      const began = pressed.current
      pressed.current = null
      if (event.detail === 0 || began === null || began === contactAt(event.target)) return
      event.preventDefault()
      event.stopPropagation()
    },
  }
}
