import type { ReactNode } from 'react'

interface ProgressProps {
  /** Its accessible name. */
  label: string
  /** Null: the total is not known. */
  value: number | null
  max: number
}

/** A progress bar; the browser's own <progress>, so that screen readers announce it as one. */
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
        '[&::-webkit-progress-value]:transition-[width] indeterminate:animate-pulse ' +
        'forced-colors:[&::-webkit-progress-value]:bg-[Highlight] forced-colors:[&::-moz-progress-bar]:bg-[Highlight]'
      }
    />
  )
}
