import type { ReactNode } from 'react'
import { Icon } from './icons.tsx'

interface DetailsProps {
  label: ReactNode
  children: ReactNode
  /** Of what is shown on request. */
  className?: string
}

/** Content that is shown on request. */
export function Details({ label, children, className = 'pt-2' }: DetailsProps): ReactNode {
  return (
    <details className="group flex flex-col">
      <summary className="inline-flex min-h-8 cursor-pointer list-none items-center gap-1 rounded-control px-1.5 text-link hover:bg-hover [&::-webkit-details-marker]:hidden">
        <span>{label}</span>
        <Icon name="chevron" className="group-open:rotate-180" />
      </summary>
      <div className={className}>{children}</div>
    </details>
  )
}
