import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

/**
 * A polite live region (role=status) that is always there, because a region that comes together with its text is not
 * read out by every screen reader. Put the message inside; take it out to be silent.
 */
export function StatusRegion(props: {
  children?: ReactNode
  hidden?: boolean
  className?: string
}): ReactNode {
  return (
    <div
      role="status"
      aria-live="polite"
      className={classNames(props.hidden === true && 'sr-only', props.className)}
    >
      {props.children}
    </div>
  )
}
