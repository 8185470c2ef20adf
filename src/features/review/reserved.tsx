import type { ReactNode } from 'react'

/**
 * Gives its content the height of the longest of these texts, so that nothing below moves when the content becomes
 * another of them. They are not in the page as text: nobody reads or finds them.
 */
export function Reserved({ texts, children }: { texts: readonly string[]; children: ReactNode }): ReactNode {
  return (
    <div className="grid *:col-start-1 *:row-start-1">
      {[...new Set(texts)].map((text) => (
        <span
          key={text}
          aria-hidden="true"
          data-text={text}
          className="invisible after:content-[attr(data-text)]"
        />
      ))}
      <div>{children}</div>
    </div>
  )
}
