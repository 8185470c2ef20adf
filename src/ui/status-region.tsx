import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

/**
 * A polite live region (role=status) that is always in the page, because some screen readers do not read out a region
 * that appears together with its text. Put the message inside, and remove it to be silent.
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
