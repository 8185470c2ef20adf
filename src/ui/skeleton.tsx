import type { ReactNode } from 'react'

/** A placeholder for a text that is still loading. Give the region around it aria-busy and a name. */
export function Skeleton(props: { className?: string }): ReactNode {
  return (
    <span
      aria-hidden="true"
      className={`inline-block h-[0.85em] max-w-full animate-pulse rounded-control bg-bone align-middle ${props.className ?? 'w-24'}`}
    />
  )
}
