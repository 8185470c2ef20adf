import type { ReactNode } from 'react'

/** Read out by screen readers, but not visible. */
export function VisuallyHidden(props: { children: ReactNode; id?: string }): ReactNode {
  return (
    <span id={props.id} className="sr-only">
      {props.children}
    </span>
  )
}
