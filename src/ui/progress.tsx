import type { ReactNode } from 'react'

interface ProgressProps {
  /** Its accessible name. */
  label: string
  /** Null: not known how much there is. */
  value: number | null
  max: number
}

/** A bar that fills; the browser's own <progress>, so that it is read out as what it is. */
export function Progress({ label, value, max }: ProgressProps): ReactNode {
  return (
    <progress
      aria-label={label}
      max={Math.max(1, max)}
      // React writes no attribute for undefined: the bar is then indeterminate.
      value={value ?? undefined}
      className={
        'h-2.5 w-full appearance-none overflow-hidden rounded-full border border-line bg-sunken ' +
        '[&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-primary [&::-moz-progress-bar]:bg-primary ' +
        '[&::-webkit-progress-value]:transition-[width] indeterminate:animate-pulse'
      }
    />
  )
}
