import type { ReactNode } from 'react'

/** Turns while something works. Only decoration: the text beside it says what is going on. */
export function Spinner(props: { className?: string }): ReactNode {
  return (
    <span
      aria-hidden="true"
      className={`inline-block size-[1.1em] shrink-0 animate-spin rounded-full border-2 border-current border-e-transparent ${props.className ?? ''}`}
    />
  )
}
