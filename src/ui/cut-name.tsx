import type { ReactNode } from 'react'

/**
 * A name in a cell, cut at ITS end if it is too long: in a page from left to right a long Arabic name must not lose its
 * beginning, nor a Latin one in a page from right to left. It is still aligned with the page's lines.
 */
export function CutName({ name }: { name: string }): ReactNode {
  return (
    <span title={name} className="flex min-w-0">
      <bdi className="truncate">{name}</bdi>
    </span>
  )
}
