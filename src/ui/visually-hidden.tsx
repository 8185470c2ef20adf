import type { ReactNode } from 'react'

/** Said by screen readers, not shown. */
export function VisuallyHidden(props: { children: ReactNode; id?: string }): ReactNode {
  return (
    <span id={props.id} className="sr-only">
      {props.children}
    </span>
  )
}
