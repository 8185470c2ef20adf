import type { ReactNode } from 'react'
import { classNames } from '#ui/class-names.ts'

/**
 * Gives its content the height of the longest of these texts, so that nothing below moves when the content becomes
 * another of them. They are not in the page as text: they are neither read out nor found by a search.
 */
export function Reserved(props: {
  texts: readonly string[]
  children: ReactNode
  /** Of each text. */
  className?: string
}): ReactNode {
  const { texts, children, className } = props
  return (
    <div className="grid *:col-start-1 *:row-start-1">
      {[...new Set(texts)].map((text) => (
        <span
          key={text}
          aria-hidden="true"
          data-text={text}
          className={classNames('invisible after:content-[attr(data-text)]', className)}
        />
      ))}
      <div className={className}>{children}</div>
    </div>
  )
}
