import type { ReactNode } from 'react'
import { classNames } from '../class-names.ts'
import { Icon } from '../icons.tsx'
import { BOX } from './box.ts'

interface SearchFieldProps {
  /** Its accessible name. */
  label: string
  placeholder?: string
  value: string
  onChange: (value: string) => void
  className?: string
}

/** A search box (role searchbox) with a magnifying glass; the browser's own cross and Esc clear it. */
export function SearchField({ label, value, onChange, placeholder, className }: SearchFieldProps): ReactNode {
  return (
    <div className={classNames('relative min-w-0', className)}>
      <span className="pointer-events-none absolute inset-y-0 start-2 flex items-center text-muted">
        <Icon name="search" />
      </span>
      <input
        type="search"
        aria-label={label}
        value={value}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        className={classNames(BOX, 'ps-8')}
      />
    </div>
  )
}
