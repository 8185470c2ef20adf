import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Icon } from './icons.tsx'

interface DetailsProps {
  label: ReactNode
  children: ReactNode
  /** Of what is shown on request. */
  className?: string
  /** At the end of a dialog's content its label is in sight, however long that is. */
  atEnd?: boolean
}

/** Fades out what is scrolled under it, and covers the padding of the dialog's content below it. */
const AT_END =
  'not-open:sticky not-open:bottom-0 not-open:bg-panel ' +
  'before:pointer-events-none before:absolute before:inset-x-0 before:-top-2.5 before:h-2.5 before:bg-linear-to-t before:from-panel ' +
  'after:pointer-events-none after:absolute after:inset-x-0 after:top-full after:h-4 after:bg-panel open:before:hidden open:after:hidden'

/** Content that is shown on request. */
export function Details({ label, children, className = 'pt-2', atEnd = false }: DetailsProps): ReactNode {
  return (
    <details
      className={classNames('group flex flex-col', atEnd && AT_END)}
      // What was asked for may be below what is in sight.
      onToggle={({ currentTarget: shown }) =>
        atEnd && shown.open && shown.scrollIntoView({ block: 'nearest' })
      }
    >
      <summary className="inline-flex min-h-8 cursor-pointer list-none items-center gap-1 rounded-control px-1.5 text-link hover:bg-hover [&::-webkit-details-marker]:hidden">
        <span>{label}</span>
        <Icon name="chevron" className="group-open:rotate-180" />
      </summary>
      <div className={className}>{children}</div>
    </details>
  )
}
